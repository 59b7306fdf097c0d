import type { TableDefinition } from "@sourcebook/schema";
import type { DescriptorFacts } from "./parse-descriptor.ts";
import { type ReleaseModel, readModel } from "./read-model.ts";
import { DamagedFile, type ReleaseReader } from "./release-reader.ts";
import type { VerifyFinding } from "./verify-finding.ts";
import { verifyTable } from "./verify-table.ts";
import { createKeyWatch, type KeyWatch } from "./watch-keys.ts";

/**
 * Reads every table of a release: whether its rows fit their schema, its keys hold, and its JSON
 * has the same rows. Meant for files whose hashes are right.
 */
export async function verifyContent(
  reader: ReleaseReader,
  { files }: DescriptorFacts,
): Promise<readonly VerifyFinding[]> {
  const rows = new Map(files.map((file) => [file.path, file.rows]));
  const paths = new Set(reader.entries.map(({ path }) => path));
  const schemas = [...paths].filter((path) => /^schema\/[^/]+\.schema\.json$/.test(path));
  let model: ReleaseModel;
  try {
    model = readModel(await readTexts(reader, schemas));
  } catch (error) {
    return [{ code: "content-invalid", path: "schema", message: messageOf(error) }];
  }

  const findings: VerifyFinding[] = [];
  const watch = createKeyWatch(model.tables);
  for (const definition of model.tables) {
    findings.push(...(await verifyOne(reader, paths, model, definition, watch, rows)));
  }
  for (const path of paths) {
    const table = /^data\/([^/]+)\.csv$/.exec(path)?.[1];
    if (table !== undefined && !model.tables.some(({ name }) => name === table)) {
      findings.push({ code: "content-invalid", path, message: "has no schema" });
    }
  }
  for (const { table, row, message } of watch.findUnresolved().slice(0, mostUnresolved)) {
    findings.push({
      code: "content-invalid",
      path: csvPath(table),
      message: `row ${row}: ${message}`,
    });
  }
  return findings;
}

async function verifyOne(
  reader: ReleaseReader,
  paths: ReadonlySet<string>,
  { validators }: ReleaseModel,
  definition: TableDefinition,
  watch: KeyWatch,
  rows: ReadonlyMap<string, number | undefined>,
): Promise<readonly VerifyFinding[]> {
  const { name } = definition;
  const path = csvPath(name);
  const findings: VerifyFinding[] = [];
  const add = (message: string, at: string = path): void => {
    findings.push({ code: "content-invalid", path: at, message });
  };
  const validate = validators[name];
  if (!paths.has(path) || validate === undefined) {
    add("is missing, though its schema is there");
    return findings;
  }
  const json = `json/${name}.json`;
  try {
    const report = await verifyTable({
      definition,
      validate,
      watch: watch.watchTable(definition),
      csv: reader.read(path),
      ...(paths.has(json) && { json: reader.read(json) }),
    });
    for (const fault of report.faults) add(fault);
    if (report.moreFaults > 0) add(`has ${report.moreFaults} more faults of this kind`);
    for (const at of [path, json]) {
      const said = rows.get(at) ?? report.rows;
      if (said !== report.rows)
        add(`has ${report.rows} rows, not the ${said} of the descriptor`, at);
    }
  } catch (error) {
    add(messageOf(error));
  }
  return findings;
}

// Of all tables together.
const mostUnresolved = 100;

const csvPath = (table: string): string => `data/${table}.csv`;

async function readTexts(
  reader: ReleaseReader,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    const blocks: Uint8Array[] = [];
    for await (const block of reader.read(path)) blocks.push(block);
    texts.set(path.slice("schema/".length), Buffer.concat(blocks).toString("utf8"));
  }
  return texts;
}

function messageOf(error: unknown): string {
  if (!(error instanceof DamagedFile)) throw error;
  return error.message;
}
