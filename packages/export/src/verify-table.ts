import type { Row, TableDefinition } from "@sourcebook/schema";
import type { RowValidator } from "@sourcebook/schema/validate";
import { parseCsv } from "./parse-csv.ts";
import { parseJsonRows } from "./parse-json-rows.ts";
import { parseRow } from "./parse-row.ts";
import { DamagedFile } from "./release-reader.ts";

/** What a table of a release is held against. */
export interface TableCheck {
  readonly definition: TableDefinition;
  readonly validate: RowValidator;
  /** Order and keys; see `createKeyWatch`. */
  readonly watch: (row: Row, rowNumber: number) => readonly string[];
  readonly csv: AsyncIterable<Uint8Array>;
  /** The same rows as JSON, when the release has them. */
  readonly json?: AsyncIterable<Uint8Array>;
}

/** What was found in a table: its faults as sentences without subject, and how many more there are. */
export interface TableReport {
  readonly rows: number;
  readonly faults: readonly string[];
  readonly moreFaults: number;
}

/**
 * Reads a whole table, as CSV and as JSON side by side.
 *
 * @throws DamagedFile when one of the two files cannot be read as the table
 */
export async function verifyTable(check: TableCheck): Promise<TableReport> {
  const { definition, validate, watch, json } = check;
  const names = definition.fields.map(({ name }) => name);
  const faults: string[] = [];
  let moreFaults = 0;
  const add = (row: number, message: string): void => {
    if (faults.length < mostFaults) faults.push(`row ${row}: ${message}`);
    else moreFaults += 1;
  };

  const records = parseCsv(check.csv);
  const header = (await records.next()).value;
  if (JSON.stringify(header) !== JSON.stringify(names)) {
    await records.return(undefined);
    throw new DamagedFile(`does not have the columns ${names.join(", ")}`);
  }
  const twins = json && parseJsonRows(json);
  let rows = 0;
  try {
    for await (const cells of records) {
      rows += 1;
      const { row, faults: unreadable } = parseRow(definition, cells);
      for (const fault of unreadable) add(rows, fault);
      for (const { field, message } of unreadable.length > 0 ? [] : validate(row)) {
        add(rows, field === undefined ? message : `${field}: ${message}`);
      }
      for (const message of watch(row, rows)) add(rows, message);
      if (twins && !isSameRow(row, await nextTwin(twins))) add(rows, "is another in JSON");
    }
    if (twins && (await nextTwin(twins)) !== undefined) add(rows + 1, "is there only in JSON");
  } finally {
    await twins?.return(undefined);
  }
  return { rows, faults, moreFaults };
}

// Of one table: enough to see what is wrong with it.
const mostFaults = 20;

async function nextTwin(twins: ReturnType<typeof parseJsonRows>): Promise<unknown> {
  try {
    return (await twins.next()).value;
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw new DamagedFile(`cannot be compared with its JSON, which ${error.message}`);
  }
}

/** Whether an object of the JSON holds the cells of a row, in the same order. */
const isSameRow = (row: Row, twin: unknown): boolean =>
  twin !== undefined && JSON.stringify(row) === JSON.stringify(twin);
