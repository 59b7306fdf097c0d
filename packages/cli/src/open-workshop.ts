import { rowWork } from "@sourcebook/export";
import { Workshop } from "@sourcebook/ingest";

/** An option of the commands that read a project. */
export const noCache = {
  type: "boolean",
  about: "Do all work anew, and keep nothing of it for the next time",
} as const;

/**
 * What reads the tables of a project, for commands that compare or write its rows. They are read from it as long as it
 * is open.
 *
 * @param folder of the project; where there is no project nothing is made
 */
export const openWorkshop = (
  folder: string | undefined,
  { "no-cache": isAnew = false }: { readonly "no-cache"?: boolean | undefined } = {},
): Workshop => new Workshop(folder, { forms: rowWork, keeps: !isAnew });
