import type { Issue, Row } from "@sourcebook/schema";
import { createIssueList } from "../../src/issue-list.ts";
import type { TableAssertions } from "../../src/tables/assertions.ts";
import { type CheckedTables, checkTables } from "../../src/tables/check-tables.ts";
import type { Reject } from "../../src/tables/rejects.ts";
import type { TableFiles } from "../../src/tables/table-files.ts";
import { plainSource, type TableSource } from "../../src/tables/table-source.ts";
import { ownModel, type ShortTable } from "./own-model.ts";
import { inputOf } from "./read-all.ts";

/** Files out of memory. */
const filesOf = (contents: Readonly<Record<string, string | Uint8Array>>): TableFiles => ({
  paths: Object.keys(contents),
  open: (path) => inputOf(contents[path] ?? "").open(),
});

interface Setup {
  readonly tables: Readonly<Record<string, ShortTable>>;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly sources?: readonly (Partial<TableSource> & { table: string; from: string })[];
  readonly assertions?: readonly TableAssertions[];
  readonly withRejects?: boolean;
}

/** What a check came to; `rowsOf` reads the rows of a table again. */
interface Found extends CheckedTables {
  readonly issues: readonly Issue[];
  readonly rejects: readonly Reject[];
  rowsOf(table: string): Promise<readonly Row[]>;
}

/** Checks tables whose files are in memory. */
export async function check({
  tables,
  files,
  sources,
  assertions = [],
  withRejects = false,
}: Setup): Promise<Found> {
  const issues = createIssueList();
  const rejects: Reject[] = [];
  const named = Object.keys(tables).map((table) => plainSource(table, `${table}.csv`));
  const checked = await checkTables(
    {
      ...ownModel(tables),
      sources:
        sources?.map((source) => ({ ...plainSource(source.table, source.from), ...source })) ??
        named,
      assertions,
    },
    filesOf(files),
    issues,
    withRejects ? { rejects: (some) => void rejects.push(...some) } : {},
  );
  const rowsOf = async (table: string) => {
    const rows: Row[] = [];
    const found = checked.tables.find(({ definition }) => definition.name === table);
    if (found) for await (const batch of found.batches()) rows.push(...batch);
    return rows;
  };
  return { ...checked, issues: issues.sorted(), rejects, rowsOf };
}

/** Issues as `file:line:column code field`. */
export const brief = (issues: readonly Issue[]): string[] =>
  issues.map(
    ({ file, line, column, code, field, severity }) =>
      `${severity === "warning" ? "(" : ""}${file}${line === undefined ? "" : `:${line}:${column}`} ${code}${field === undefined ? "" : ` ${field}`}${severity === "warning" ? ")" : ""}`,
  );

export const stations: ShortTable = {
  fields: { id: "string!", name: "string", opened: "date", height: "integer" },
  primaryKey: ["id"],
};
export const observations: ShortTable = {
  fields: {
    station_id: "string!",
    day: "date!",
    value: "number",
    is_good: "boolean",
    tags: "list",
  },
  primaryKey: ["station_id", "day"],
  foreignKeys: [{ fields: ["station_id"], reference: { table: "stations", fields: ["id"] } }],
};
