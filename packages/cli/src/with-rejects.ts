// EDGE: writes the rows that could not go into a table to a file.
import { open } from "node:fs/promises";
import {
  type CheckedFolder,
  checkProject,
  formatReject,
  type RejectSink,
  type TableOptions,
} from "@sourcebook/ingest";
import { SourcebookError } from "@sourcebook/schema";
import type { Io } from "./io.ts";
import { withProgress } from "./progress/with-progress.ts";

/**
 * Checks a project and, when a file is named, sets the rows that have errors aside in it, one line of JSON each,
 * so that the rest can go on. An existing file is replaced.
 *
 * @throws SourcebookError `IO` when the file cannot be written, and what `checkProject` throws
 */
export async function checkWithRejects(
  folder: string,
  {
    rejects: file,
    json,
  }: { readonly rejects?: string | undefined; readonly json?: boolean | undefined },
  io: Io,
  options: Pick<TableOptions, "workshop"> = {},
): Promise<CheckedFolder> {
  if (file === undefined) {
    return withProgress(io, { json }, (work) => checkProject(folder, { ...work, ...options }));
  }
  const handle = await orIo(file, () => open(file, "w"));
  let count = 0;
  try {
    const rejects: RejectSink = async (rows) => {
      count += rows.length;
      await orIo(file, () => handle.appendFile(rows.map(formatReject).join("")));
    };
    const checked = await withProgress(io, { json }, (work) =>
      checkProject(folder, { ...work, ...options, rejects }),
    );
    io.stderr.write(`${count} ${count === 1 ? "row was" : "rows were"} set aside in ${file}\n`);
    return checked;
  } finally {
    await orIo(file, () => handle.close());
  }
}

async function orIo<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new SourcebookError("IO", {
      what: "The rejected rows cannot be written",
      where: { path },
      fix: "Name a file in a folder that exists, on a disk with room.",
      cause: error,
    });
  }
}
