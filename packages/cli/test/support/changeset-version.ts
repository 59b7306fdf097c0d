import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const program = join(import.meta.dirname, "../../../../node_modules/@changesets/cli/bin.js");

/** Runs the real `changeset version` in a folder. */
export async function changesetVersion(folder: string): Promise<void> {
  await run(process.execPath, [program, "version"], { cwd: folder });
}
