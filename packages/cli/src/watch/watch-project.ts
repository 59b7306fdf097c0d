import {
  type CheckedFolder,
  checkProject,
  createRecordMemory,
  readProject,
} from "@sourcebook/ingest";
import { isSourcebookError } from "@sourcebook/schema";
import type { Io } from "../io.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { withProgress } from "../progress/with-progress.ts";
import { checkOnChange } from "./check-on-change.ts";

/**
 * Checks a project whenever its files change, until `io.signal` is told.
 *
 * With `json`, each check gives one line on stdout: `changed` with the paths, and `issues`, or `error` when the
 * project cannot be read as it is. Otherwise `report` writes what was found; what changed stands on stderr.
 *
 * @throws SourcebookError `USAGE` when the folder is no project to begin with, `IO` when it cannot be watched
 */
export async function watchProject(
  folder: string,
  json: boolean,
  report: (checked: CheckedFolder) => Promise<void>,
  io: Io,
): Promise<void> {
  // Told before anything is watched: the folder may be the whole disk.
  await readProject(folder);
  const memory = createRecordMemory();
  const once = async (changed: readonly string[]) => {
    const isFirst = changed.length === 0;
    if (!isFirst && !json) io.stderr.write(`\n${formatChanged(changed)}\n`);
    try {
      const checked = await withProgress(io, { json }, (work) =>
        checkProject(folder, { ...work, memory }),
      );
      if (io.signal?.aborted) return;
      if (json) writeLine(io, { changed, issues: checked.issues });
      else await report(checked);
    } catch (error) {
      // A file that is half written or gone for a moment is no reason to stop.
      if (!isSourcebookError(error)) throw error;
      const { code, message } = error;
      if (json) writeLine(io, { changed, error: { code, message } });
      else io.stderr.write(`${message}\n`);
    }
    if (isFirst) io.stderr.write("\nChecking again when a file changes; Ctrl-C stops\n");
  };
  await checkOnChange(folder, once, io.signal);
}

const writeLine = (io: Io, value: unknown): unknown =>
  io.stdout.write(`${JSON.stringify(value)}\n`);

const SHOWN = 3;

function formatChanged(paths: readonly string[]): string {
  const shown = paths.slice(0, SHOWN).map(escapeControls).join(", ");
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : "";
  return `Changed: ${shown}${more}`;
}
