// EDGE: asks how many processors there are.
import { availableParallelism } from "node:os";
import type { Dataset, Table } from "@sourcebook/schema";
import { formatInThread, type MadeInThread } from "./format-thread.ts";
import { releaseFormats } from "./release-formats.ts";
import type { Content, PlannedFile } from "./release-plan.ts";

/**
 * Plans the files that hold all tables and views. Where it pays they are made in a thread, from when they are begun.
 *
 * @see docs/decisions/0028-whole-files-in-a-thread.md
 */
export function planWhole(
  dataset: Dataset,
  views: readonly Table[],
  created: string | undefined,
): readonly PlannedFile[] {
  const formats = releaseFormats.filter(({ name }) => dataset.exports.includes(name));
  // The database before the workbook: it begins with the tables, and views are still being made.
  const names = formats.map(({ name }) => name).toReversed();
  let begun: MadeInThread | undefined;
  return formats.map(({ name, plan }) => {
    const file = plan(dataset, views, created);
    if (!isWorthAThread(dataset)) return file;
    return {
      ...file,
      isMadeBeside: true,
      begin: (signal) => {
        begun ??= formatInThread(names, { dataset, views, created }, signal);
      },
      async *content(...given): Content {
        const bytes = await begun?.get(name);
        if (bytes === undefined) return yield* file.content(...given);
        yield bytes;
        return undefined;
      },
    };
  });
}

/** Whether the work takes longer than a thread to start, and the rows, which the thread copies, are few. */
function isWorthAThread({ tables }: Dataset): boolean {
  if (availableParallelism() === 1 || tables.some(({ written }) => written)) return false;
  const rows = tables.reduce((sum, table) => sum + (table.rows ?? Number.NaN), 0);
  return rows >= leastRows && rows <= mostRows;
}

const leastRows = 1_000;
const mostRows = 50_000;
