// EDGE: reads this package's own package.json.
import { readFileSync } from "node:fs";

/** The version of the command line tool. */
export const version: string = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
).version;
