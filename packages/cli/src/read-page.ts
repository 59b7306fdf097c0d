// EDGE: reads a page of documentation that the build puts beside the program.
import { readFile } from "node:fs/promises";

/** The page of all issues, as Markdown. */
export const readIssuesPage = (): Promise<string> =>
  // From `src` and from `dist` alike this is the copy that the build made.
  readFile(new URL("../dist/issues.md", import.meta.url), "utf8");
