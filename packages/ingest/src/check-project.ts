// EDGE: reads a project folder and hands its files to the checks.
import { type CheckedProject, checkFiles } from "./check-files.ts";
import type { ProjectFiles } from "./project-files.ts";
import { findMisnamedFolders, readProject } from "./read-project.ts";
import type { RecordMemory } from "./records/record-memory.ts";
import { findTableLayout } from "./table-layout.ts";
import type { CheckedTables, TableOptions } from "./tables/check-tables.ts";
import { openTableFiles, readModelFiles } from "./tables/open-table-files.ts";
import { sorterIn } from "./tables/shards/sort-on-disk.ts";
import { Workshop } from "./tables/shards/workshop.ts";

/** The outcome for a folder, with the files as they were read: issues point into them. */
export interface CheckedFolder extends CheckedProject {
  /** Those of tables are not among them: they may be larger than memory. */
  readonly files: ProjectFiles;
  /** How many rows each table has, and how many were rejected from it, in a project of tables. */
  readonly counts?: CheckedTables["counts"];
}

export interface CheckOptions extends TableOptions {
  /** Kept between the checks of one project, it spares parsing the records that have not changed. */
  readonly memory?: RecordMemory | undefined;
}

/**
 * Checks the project in a folder, and makes its tables when nothing is wrong.
 *
 * @throws SourcebookError `USAGE` when the folder is no project, `IO` when it cannot be read,
 * `CONFLICT` when a table changes while it is read
 */
export async function checkProject(
  folder: string,
  options: CheckOptions = {},
): Promise<CheckedFolder> {
  const { files, issues } = await readProject(folder);
  const layout = findTableLayout(files);
  if (layout === undefined) {
    const misnamed = await findMisnamedFolders(folder);
    return { ...checkFiles(files, [...issues, ...misnamed], options.memory), files };
  }
  // With what compiles a model of one's own, which takes longer to start than records take to be checked.
  const { checkTableProject } = await import("./check-table-project.ts");
  const model = await readModelFiles(folder, layout.model);
  const tables = await openTableFiles(folder, layout.patterns);
  const all = {
    project: files,
    model: model.files,
    ...(model.absent && { modelAbsent: model.absent }),
    tables: tables.files,
  };
  const readIssues = [...issues, ...model.issues, ...tables.issues];
  const checked = await withWorkshop(folder, options.workshop, (workshop) => {
    const sizes = [...(tables.files.sizes?.values() ?? [])];
    // They start while the model is being compiled.
    if (sizes.some((size) => size >= workshop.leastBytes)) workshop.startThreads();
    // What is asked for its rows when the workshop has been left sorts them in memory.
    const sort = options.sort ?? (options.workshop && sorterIn(options.workshop));
    return checkTableProject(all, readIssues, { ...options, workshop, sort });
  });
  return { ...checked, files: new Map([...files, ...all.model]) };
}

/** Without a workshop of the caller's, tables are only checked, and there is nothing to keep. */
async function withWorkshop<Result>(
  folder: string,
  given: Workshop | undefined,
  work: (workshop: Workshop) => Promise<Result>,
): Promise<Result> {
  const workshop = given ?? new Workshop(folder);
  try {
    return await work(workshop);
  } finally {
    if (given === undefined) await workshop[Symbol.asyncDispose]();
  }
}
