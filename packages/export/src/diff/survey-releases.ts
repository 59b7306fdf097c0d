import { compareText, followStage, type WorkOptions } from "@sourcebook/schema";
import { compareFiles } from "./compare-files.ts";
import { compareProperties } from "./compare-properties.ts";
import { noRows } from "./paired-rows.ts";
import { recogniseTables } from "./recognise-tables.ts";
import type {
  Comparable,
  ComparableTable,
  FileChanges,
  PropertyChange,
  ReleaseName,
  RowChange,
  TableShape,
} from "./release-diff.ts";
import { type Retirements, readRetirements } from "./retirements.ts";
import { type FollowRows, pairTables, rowChanges, type TablePair } from "./table-pair.ts";

/** Two releases compared: all that differs is known and counted, and the rows can be told one by one. */
export interface Survey {
  readonly before: ReleaseName;
  readonly after: ReleaseName;
  readonly properties: readonly PropertyChange[];
  readonly files?: FileChanges;
  /** The tables with a difference, by name. */
  readonly tables: readonly SurveyedTable[];
}

export interface SurveyedTable {
  readonly shape: TableShape;
  /** The changes in key order, in batches; can be asked for more than once. */
  changes(): AsyncIterable<readonly RowChange[]>;
}

/**
 * Compares two releases by their declared keys, whatever the order of tables, fields, files and rows.
 *
 * Memory holds a batch of rows of either side and, where rows came and went, their hashes: up to 200,000
 * of them.
 *
 * @throws SourcebookError `VERIFY_FAILED` when two rows of a table have the same key
 */
export async function surveyReleases(
  before: Comparable,
  after: Comparable,
  work: WorkOptions = {},
): Promise<Survey> {
  const total = [...before.tables, ...after.tables].reduce((sum, { rows = 0 }) => sum + rows, 0);
  const follow = followStage(work, { stage: "compare", unit: "rows", total });
  const tablesBefore = byName(before.tables);
  const tablesAfter = byName(after.tables);
  const gone = before.tables.filter(({ definition }) => !tablesAfter.has(definition.name));
  const arrived = after.tables.filter(({ definition }) => !tablesBefore.has(definition.name));
  const renamed = await recogniseTables(gone, arrived);
  const retirements = await readRetirements(after.tables);

  const tables: SurveyedTable[] = [];
  for (const table of before.tables) {
    const { name } = table.definition;
    const partner = tablesAfter.get(renamed.get(name) ?? name);
    tables.push(
      partner
        ? surveyPair(await pairTables(table, partner, follow), retirements)
        : await surveyLoneTable(table, "removed", retirements, follow),
    );
  }
  const taken = new Set(renamed.values());
  for (const table of arrived) {
    if (taken.has(table.definition.name)) continue;
    tables.push(await surveyLoneTable(table, "added", retirements, follow));
  }

  const files = compareFiles(before.files, after.files);
  return {
    before: { name: before.name, version: before.version },
    after: { name: after.name, version: after.version },
    properties: compareProperties(before, after),
    ...(files ? { files } : {}),
    tables: tables
      .filter(({ shape }) => differs(shape))
      .sort((a, b) => compareText(a.shape.table, b.shape.table)),
  };
}

const byName = (tables: readonly ComparableTable[]): ReadonlyMap<string, ComparableTable> =>
  new Map(tables.map((table) => [table.definition.name, table]));

function surveyPair(pair: TablePair, retirements: Retirements): SurveyedTable {
  const { alignment, counts, renames } = pair;
  const before = pair.before.definition;
  const after = pair.after.definition;
  const orderBefore = before.fields
    .map(({ name }) => alignment.kept.find(({ from }) => from.name === name)?.to.name)
    .filter((name) => name !== undefined);
  return {
    shape: {
      table: after.name,
      change: "kept",
      ...(before.name === after.name ? {} : { renamed_from: before.name }),
      fields: after.fields.map(({ name, type }) => ({ name, type })),
      primary_key: after.primaryKey,
      fields_added: alignment.added.map(({ name }) => name),
      fields_removed: alignment.removed.map(({ name }) => name),
      fields_renamed: renames,
      fields_retyped: alignment.kept
        .filter(({ from, to }) => from.type !== to.type)
        .map(({ from, to }) => ({ field: to.name, before: from.type, after: to.type })),
      fields_reordered: alignment.kept.some(({ to }, at) => to.name !== orderBefore[at]),
      keys_comparable: alignment.key !== undefined,
      rows: counts,
    },
    changes: () => rowChanges(pair, retirements.get(before.name) ?? retirements.get(after.name)),
  };
}

async function surveyLoneTable(
  table: ComparableTable,
  change: "added" | "removed",
  retirements: Retirements,
  follow: FollowRows,
): Promise<SurveyedTable> {
  const { definition } = table;
  const { name, fields, primaryKey } = definition;
  const pair =
    change === "added"
      ? await pairTables(noRows(table), table, follow)
      : await pairTables(table, noRows(table), follow);
  return {
    shape: {
      table: name,
      change,
      fields: fields.map((field) => ({ name: field.name, type: field.type })),
      primary_key: primaryKey,
      fields_added: [],
      fields_removed: [],
      fields_renamed: [],
      fields_retyped: [],
      fields_reordered: false,
      keys_comparable: true,
      rows: pair.counts,
    },
    changes: () => rowChanges(pair, retirements.get(name)),
  };
}

const differs = (shape: TableShape): boolean =>
  shape.change !== "kept" ||
  shape.renamed_from !== undefined ||
  shape.fields_added.length > 0 ||
  shape.fields_removed.length > 0 ||
  shape.fields_renamed.length > 0 ||
  shape.fields_retyped.length > 0 ||
  shape.fields_reordered ||
  !shape.keys_comparable ||
  shape.rows.added + shape.rows.removed + shape.rows.changed + shape.rows.moved > 0;
