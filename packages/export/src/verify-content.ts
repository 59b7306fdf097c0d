import { followStage, type TableDefinition, type WorkOptions } from "@sourcebook/schema";
import { followReader } from "./follow.ts";
import type { DescriptorFacts } from "./parse-descriptor.ts";
import { csvPath, jsonPath, type ProveTables, proveContent } from "./prove-content.ts";
import { type ReleaseModel, readModel } from "./read-model.ts";
import { DamagedFile, type ReleaseReader } from "./release-reader.ts";
import type { VerifyFinding } from "./verify-finding.ts";
import { verifyTable } from "./verify-table.ts";
import { createKeyWatch, type KeyWatch } from "./watch-keys.ts";

/** How tables are read. */
export interface ContentOptions extends WorkOptions {
  /** Proves large tables faster than they are read here; what it does not prove is read row by row. */
  readonly prove?: ProveTables;
}

/**
 * Reads every table of a release: whether its rows fit their schema, its keys hold, and its JSON
 * has the same rows. Meant for files whose hashes are right.
 *
 * @param sums the hashes of the files, by path
 */
export async function verifyContent(
  reader: ReleaseReader,
  { files }: DescriptorFacts,
  sums: ReadonlyMap<string, string>,
  { prove, ...work }: ContentOptions = {},
): Promise<readonly VerifyFinding[]> {
  const rows = new Map(files.map((file) => [file.path, file.rows]));
  const paths = new Set(reader.entries.map(({ path }) => path));
  let model: ReleaseModel;
  try {
    model = await readModel(reader);
  } catch (error) {
    return [invalid("schema", messageOf(error))];
  }

  const findings: VerifyFinding[] = [];
  const tables = Object.values(model.model.tables);
  const follow = (): ReleaseReader => followTables(reader, tables, work);
  const proved = prove && (await proveContent(follow, model.model, sums, prove));
  const watch = createKeyWatch(tables);
  const followed = follow();
  let isReadable = true;
  for (const definition of tables) {
    const { name } = definition;
    const counted = proved?.get(name);
    if (counted !== undefined) {
      findings.push(...compareCounts(name, counted, rows));
      continue;
    }
    try {
      findings.push(...(await verifyRows(followed, paths, model, definition, watch, rows)));
    } catch (error) {
      findings.push(invalid(csvPath(definition.name), messageOf(error)));
      isReadable = false;
    }
  }
  for (const path of paths) {
    const table = /^data\/([^/]+)\.csv$/.exec(path)?.[1];
    if (table !== undefined && !tables.some(({ name }) => name === table)) {
      findings.push(invalid(path, "has no schema"));
    }
  }
  // References into a table that could not be read would all seem to lead nowhere.
  const unresolved = isReadable ? watch.findUnresolved() : [];
  for (const { table, row, message } of unresolved.slice(0, mostUnresolved)) {
    findings.push(invalid(csvPath(table), `row ${row}: ${message}`));
  }
  return findings;
}

/** The same release; the work is told of the canonical files, beside which the others are read. */
function followTables(
  reader: ReleaseReader,
  tables: readonly TableDefinition[],
  work: WorkOptions,
): ReleaseReader {
  const canonical = new Set(tables.map(({ name }) => csvPath(name)));
  const total = reader.entries
    .filter(({ path }) => canonical.has(path))
    .reduce((sum, { bytes }) => sum + bytes, 0);
  const follow = followStage(work, { stage: "verify", unit: "bytes", total });
  return followReader(reader, (path, bytes) => {
    if (canonical.has(path)) follow(path, bytes);
  });
}

async function verifyRows(
  reader: ReleaseReader,
  paths: ReadonlySet<string>,
  { validators }: ReleaseModel,
  definition: TableDefinition,
  watch: KeyWatch,
  rows: ReadonlyMap<string, number | undefined>,
): Promise<readonly VerifyFinding[]> {
  const { name } = definition;
  const csv = csvPath(name);
  const json = jsonPath(name);
  const validate = validators[name];
  if (!paths.has(csv) || validate === undefined) {
    throw new DamagedFile("is missing, though its schema is there");
  }
  const report = await verifyTable({
    definition,
    validate,
    watch: watch.watchTable(definition),
    csv: reader.read(csv),
    ...(paths.has(json) && { json: reader.read(json) }),
  });
  const findings = report.faults.map((fault) => invalid(csv, fault));
  if (report.moreFaults > 0) findings.push(invalid(csv, `has ${report.moreFaults} more faults`));
  return [...findings, ...compareCounts(name, report.rows, rows)];
}

/** @param said how many rows each file has by the descriptor, by path */
function compareCounts(
  table: string,
  rows: number,
  said: ReadonlyMap<string, number | undefined>,
): readonly VerifyFinding[] {
  return [csvPath(table), jsonPath(table)].flatMap((path) => {
    const count = said.get(path) ?? rows;
    if (count === rows) return [];
    return [invalid(path, `has ${rows} rows, not the ${count} of the descriptor`)];
  });
}

const invalid = (path: string, message: string): VerifyFinding => ({
  code: "content-invalid",
  path,
  message,
});

// Of all tables together.
const mostUnresolved = 100;

function messageOf(error: unknown): string {
  if (!(error instanceof DamagedFile)) throw error;
  return error.message;
}
