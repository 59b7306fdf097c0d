// EDGE: reads a project folder and hands its files to the checks.
import { type CheckedProject, checkFiles } from "./check-files.ts";
import type { ProjectFiles } from "./project-files.ts";
import { readProject } from "./read-project.ts";

/** The outcome for a folder, with the files as they were read: issues point into them. */
export interface CheckedFolder extends CheckedProject {
  readonly files: ProjectFiles;
}

/**
 * Checks the project in a folder, and makes its tables when nothing is wrong.
 *
 * @throws SourcebookError `USAGE` when the folder is no project, `IO` when it cannot be read
 */
export async function checkProject(folder: string): Promise<CheckedFolder> {
  const { files, issues } = await readProject(folder);
  return { ...checkFiles(files, issues), files };
}
