import type { CodelistEntry } from "@sourcebook/schema";
import { parseCsv } from "../parse-csv.ts";
import { DamagedFile, type ReleaseReader } from "../release-reader.ts";

export type Codelists = Readonly<Record<string, readonly CodelistEntry[]>>;

/**
 * Reads the codelists that stand in a release, by name.
 *
 * @throws DamagedFile when one is no list of codes
 */
export async function readCodelists(reader: ReleaseReader): Promise<Codelists> {
  const lists: [string, readonly CodelistEntry[]][] = [];
  for (const { path } of reader.entries) {
    const [, list] = /^codelists\/([^/]+)\.csv$/.exec(path) ?? [];
    if (list !== undefined) lists.push([list, await readCodelist(reader, path)]);
  }
  return Object.fromEntries(lists);
}

async function readCodelist(
  reader: ReleaseReader,
  path: string,
): Promise<readonly CodelistEntry[]> {
  const entries: CodelistEntry[] = [];
  let names: readonly string[] | undefined;
  for await (const cells of parseCsv(reader.read(path))) {
    if (names === undefined) {
      names = cells;
      continue;
    }
    const stated = names.flatMap((name, at) => {
      const cell = cells[at] ?? "";
      return cell === "" ? [] : [[name, cell] as const];
    });
    const { code, title = "", description = "", ...rest } = Object.fromEntries(stated);
    if (code === undefined) throw new DamagedFile(`${path} has a line without a code`);
    entries.push({ ...rest, code, title, description });
  }
  return entries;
}
