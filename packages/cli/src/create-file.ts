// EDGE: disk. Writes a file that is not there yet.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { SourcebookError } from "@sourcebook/schema";

/**
 * Writes a new file, with the folders above it.
 *
 * @throws SourcebookError `CONFLICT` when something is there, `IO` when it cannot be written
 */
export async function createFile(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: "wx" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw code === "EEXIST"
      ? new SourcebookError("CONFLICT", {
          what: "There is a file already, and nothing is ever written over",
          where: { path },
          fix: "Edit it, or move it away and run the command again.",
          cause: error,
        })
      : new SourcebookError("IO", {
          what: "The file cannot be written",
          where: { path },
          fix: `The system says ${String(code ?? error)}.`,
          cause: error,
        });
  }
}
