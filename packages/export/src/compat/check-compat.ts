import { type Cell, compareText, type Field, type Table } from "@sourcebook/schema";
import type { Comparable } from "../diff/release-diff.ts";
import { cellOf } from "../format-cell.ts";
import type { Expectations, FieldExpectation, TableExpectation } from "./expectations.ts";

/** One thing that a release no longer keeps, though someone relies on it. */
export interface CompatFault {
  readonly code: CompatFaultCode;
  readonly table?: string;
  readonly field?: string;
  /** What is otherwise than expected, in one sentence. */
  readonly message: string;
  /** What the reader can do about it. */
  readonly fix: string;
}

export type CompatFaultCode =
  | "dataset-other"
  | "table-missing"
  | "key-changed"
  | "rows-missing"
  | "field-missing"
  | "type-changed"
  | "cell-empty"
  | "code-missing"
  | "code-unknown";

/**
 * Checks that a release still keeps what a reader relies on; everything that it does not, in the order of the
 * expectations.
 *
 * Tables are read only when rows, empty cells or codes have to be looked at, and then once.
 *
 * @throws SourcebookError `VERIFY_FAILED` for a release whose rows cannot be read
 */
export async function checkCompat(
  expectations: Expectations,
  release: Pick<Comparable, "name" | "tables">,
): Promise<readonly CompatFault[]> {
  const faults: CompatFault[] = [];
  if (expectations.dataset !== undefined && expectations.dataset !== release.name) {
    faults.push({
      code: "dataset-other",
      message: `This is a release of ${release.name}, not of ${expectations.dataset}.`,
      fix: "Give the release that the expectations are about.",
    });
  }
  for (const [name, expected] of expectations.tables) {
    const table = release.tables.find(({ definition }) => definition.name === name);
    if (table) faults.push(...(await checkTable(name, expected, table)));
    else {
      faults.push({
        code: "table-missing",
        table: name,
        message: `There is no table ${name}.`,
        fix: `Look for its new name in changes/CHANGELOG.md; the tables are ${release.tables
          .map(({ definition }) => definition.name)
          .join(", ")}.`,
      });
    }
  }
  return faults;
}

async function checkTable(
  table: string,
  { key, rows, fields }: TableExpectation,
  found: Table,
): Promise<readonly CompatFault[]> {
  const faults: CompatFault[] = [];
  const { primaryKey } = found.definition;
  if (key && JSON.stringify(key) !== JSON.stringify(primaryKey)) {
    faults.push({
      code: "key-changed",
      table,
      message: `The primary key of ${table} is ${primaryKey.join(", ")}, not ${key.join(", ")}.`,
      fix: "Join and look up by the new key.",
    });
  }
  const watched: Watch[] = [];
  for (const [name, expected] of fields) {
    const field = found.definition.fields.find((each) => each.name === name);
    if (!field) {
      const fix = "Look for its new name in changes/CHANGELOG.md.";
      const message = `${table} has no field ${name}.`;
      faults.push({ code: "field-missing", table, field: name, message, fix });
      continue;
    }
    faults.push(...checkType(table, field, expected));
    if (expected.required || expected.codes) watched.push(openWatch(table, field, expected));
  }
  if (rows === undefined && watched.length === 0) return faults;

  let rowCount = 0;
  for await (const batch of found.batches()) {
    rowCount += batch.length;
    for (const row of batch) for (const { field, see } of watched) see(cellOf(row, field));
  }
  if (rows !== undefined && rowCount < rows) {
    faults.push({
      code: "rows-missing",
      table,
      message: `${table} has ${rowCount} rows, fewer than ${rows}.`,
      fix: "See what was withdrawn in changes/changes.csv.",
    });
  }
  return [...faults, ...watched.flatMap(({ faults: found }) => found())];
}

function checkType(
  table: string,
  { name, type }: Field,
  expected: FieldExpectation,
): readonly CompatFault[] {
  if (expected.type === undefined || canRead(expected.type, type)) return [];
  const message = `${table}.${name} is of the type ${type}, not ${expected.type}.`;
  const fix = `Read it as ${type}.`;
  return [{ code: "type-changed", table, field: name, message, fix }];
}

/** Whether who expects one type can read another: every integer is a number, every date is text. */
const canRead = (expected: Field["type"], found: Field["type"]): boolean =>
  expected === found ||
  (expected === "number" && found === "integer") ||
  (expected === "string" && (found === "date" || found === "datetime"));

/** Looks at the cells of one field as the rows go by. */
interface Watch {
  readonly field: string;
  see(cell: Cell | undefined): void;
  faults(): readonly CompatFault[];
}

function openWatch(table: string, field: Field, expected: FieldExpectation): Watch {
  const { required = false, codes, only = false } = expected;
  const asked = new Set(codes);
  const said = new Set<string>();
  const unknown = new Set<string>();
  let empty = 0;
  return {
    field: field.name,
    see(cell) {
      if (cell === undefined) empty += 1;
      else if (codes) {
        for (const item of Array.isArray(cell) ? cell : [String(cell)]) {
          if (asked.has(item)) said.add(item);
          else if (only && unknown.size < mostUnknown) unknown.add(item);
        }
      }
    },
    faults() {
      const faults: CompatFault[] = [];
      const add = (code: CompatFaultCode, message: string, fix: string): void => {
        faults.push({ code, table, field: field.name, message, fix });
      };
      const place = `${table}.${field.name}`;
      if (required && empty > 0) {
        add(
          "cell-empty",
          `${place} is empty in ${empty} rows.`,
          "Decide what an empty cell means.",
        );
      }
      // A closed list says what may occur; without one, only the rows can say what does.
      const possible = new Set<string>(field.enum?.map(String) ?? said);
      for (const code of codes ?? []) {
        if (possible.has(code)) continue;
        const fix = "Look for its replacement in changes/CHANGELOG.md.";
        add("code-missing", `${place} never says ${code}.`, fix);
      }
      if (only) {
        for (const code of possible) if (!asked.has(code)) unknown.add(code);
        for (const code of [...unknown].sort(compareText)) {
          add("code-unknown", `${place} can say ${code}.`, "Handle the code, and add it here.");
        }
      }
      return faults;
    },
  };
}

// Free text where codes were expected would name every row.
const mostUnknown = 100;
