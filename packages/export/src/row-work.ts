// EDGE: knows where a module of this package lies, and reads its package.json.
import { readFileSync } from "node:fs";
import type { RowWork } from "@sourcebook/schema";

/** Has whoever reads the rows of a project write them as they stand in a release, while they are at hand. */
export const rowWork: RowWork = {
  // Beside this file in the sources; an entry of its own beside the bundle.
  module: new URL(
    import.meta.url.endsWith(".ts") ? "./row-forms.ts" : "./row-forms.js",
    import.meta.url,
  ).href,
  version: JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version,
};
