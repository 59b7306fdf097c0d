// EDGE: writes a file that is there already.
import { copyFile, readFile, rename, rm, writeFile } from "node:fs/promises";
import { SourcebookError } from "@sourcebook/schema";

/**
 * Replaces the content of a file, whole or not at all; its mode stays.
 *
 * @param before the bytes that the new text was made from; none when the file is not there yet
 * @throws SourcebookError `CONFLICT` when the file has other bytes by now, `IO` when it cannot be written
 */
export async function replaceFile(
  path: string,
  before: Uint8Array | undefined,
  text: string,
): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    if (before !== undefined) await copyFile(path, beside);
    if (before !== undefined && !(await readFile(beside)).equals(before)) {
      throw new SourcebookError("CONFLICT", {
        what: "The file changed while it was worked on",
        where: { path },
        fix: "Run the command again.",
      });
    }
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    if (error instanceof SourcebookError) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new SourcebookError("IO", {
      what: "The file cannot be written",
      where: { path },
      fix: `The system says ${String(code ?? error)}.`,
      cause: error,
    });
  }
}
