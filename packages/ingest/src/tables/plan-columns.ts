import {
  type Cell,
  closest,
  type Field,
  showValue,
  type TableDefinition,
} from "@sourcebook/schema";
import { CellFault } from "./cell-fault.ts";
import { trimLabel } from "./check-header.ts";
import type { FileFault, FilePlace } from "./raw-table.ts";
import type { TableSource } from "./table-source.ts";
import { type CellTyper, createCellTyper } from "./type-cell.ts";

/** A field and the column that it is read from. */
export interface PlannedField {
  readonly field: Field;
  /** Of the column. */
  readonly index: number;
  readonly type: CellTyper;
}

/** What to do with the columns of a file. */
export interface ColumnPlan {
  /** In the order of the definition. */
  readonly fields: readonly PlannedField[];
  /** What every row holds. */
  readonly constants: readonly (readonly [field: string, cell: Cell])[];
  /** Required fields without a column: reported here, not again for every row. */
  readonly absent: ReadonlySet<string>;
  readonly faults: readonly FileFault[];
}

export interface PlanOptions {
  readonly definition: TableDefinition;
  readonly source: TableSource;
  /** False where each row names its own columns, as in JSON: then a missing one is the row's fault. */
  readonly isFixed: boolean;
  readonly numbersAsText: boolean;
  placeOf(column: number): FilePlace;
}

/** Decides which column feeds which field; what fits neither the table nor the mapping is a fault. */
export function planColumns(header: readonly string[], options: PlanOptions): ColumnPlan {
  const { definition, source, placeOf } = options;
  const fieldByName = new Map(definition.fields.map((field) => [field.name, field]));
  const columnOf = new Map<string, number>();
  const ignored = new Set(source.ignore);
  const faults: FileFault[] = [];
  let rest = 0;
  const add = (index: number, words: () => FileFault) => {
    if (faults.length < MAX_FAULTS) faults.push({ ...words(), ...placeOf(index) });
    else rest += 1;
  };
  for (const [index, label] of header.entries()) {
    const column = trimLabel(label);
    if (column === "" || ignored.has(column)) continue;
    const name = source.rename.get(column) ?? column;
    const earlier = columnOf.get(name);
    if (!fieldByName.has(name)) {
      // A mapping to a field that there is not is reported where it stands.
      if (name === column) add(index, () => unknownColumn(column, fieldByName.keys()));
    } else if (source.constant.has(name)) {
      const message = `The mapping makes \`${name}\` a constant, but the file has a column for it.`;
      const fix = "Remove the constant, or name the column under `ignore`.";
      add(index, () => invalid(message, fix));
    } else if (earlier === undefined) {
      columnOf.set(name, index);
    } else if (trimLabel(header[earlier] ?? "") !== column) {
      const message = `Two columns feed \`${name}\`: this one and column ${earlier + 1}.`;
      add(index, () => invalid(message, "Name one of them under `ignore`."));
    }
  }
  if (rest > 0) {
    const message = `${rest} more columns do not fit the table.`;
    faults.push(invalid(message, "Check that this is the file of the table."));
  }
  const absent = new Set<string>();
  if (options.isFixed && header.length > 0) {
    faults.push(...missingColumns(header, columnOf, options, absent));
  }
  const missing = new Set(source.missing.map(({ value }) => value));
  const typerOf = (field: Field) =>
    createCellTyper(field, {
      missing,
      separator: source.split.get(field.name),
      numbersAsText: options.numbersAsText,
    });
  return {
    fields: definition.fields.flatMap((field) => {
      const index = columnOf.get(field.name);
      return index === undefined ? [] : [{ field, index, type: typerOf(field) }];
    }),
    constants: definition.fields.flatMap((field) => {
      const text = source.constant.get(field.name);
      const cell = text === undefined ? undefined : typerOf(field)(text);
      return cell === undefined || cell instanceof CellFault ? [] : [[field.name, cell] as const];
    }),
    absent,
    faults,
  };
}

// A file of 20,000 columns is another table's: the first of them say so.
const MAX_FAULTS = 100;

function missingColumns(
  header: readonly string[],
  columnOf: ReadonlyMap<string, number>,
  { definition, source, placeOf }: PlanOptions,
  absent: Set<string>,
): readonly FileFault[] {
  const labels = new Set(header.map(trimLabel));
  const faults: FileFault[] = [];
  const at = placeOf(0);
  const names = new Set(definition.fields.map((field) => field.name));
  for (const [column, name] of source.rename) {
    if (labels.has(column) || columnOf.has(name) || !names.has(name)) continue;
    absent.add(name);
    const message = `The mapping reads \`${name}\` from a column \`${showValue(column)}\`, which the file does not have.`;
    faults.push({ ...invalid(message, meant(column, labels) ?? "Correct the mapping."), ...at });
  }
  for (const { name, required } of definition.fields) {
    if (!required || columnOf.has(name) || source.constant.has(name) || absent.has(name)) continue;
    absent.add(name);
    faults.push({
      code: "column-missing",
      severity: "error",
      message: `There is no column for \`${name}\`, which every row needs.`,
      fix: "Add the column, or map another one or a constant to the field.",
      ...at,
    });
  }
  return faults;
}

function unknownColumn(column: string, fields: Iterable<string>): FileFault {
  const known = new Set(fields);
  const delimiter = DELIMITERS.find(
    (each) => column.split(each).filter((part) => known.has(part.trim())).length > 1,
  );
  return {
    code: "column-unknown",
    severity: "error",
    message: `The table has no field \`${showValue(column)}\`.`,
    fix:
      delimiter === undefined
        ? `${meant(column, known) ?? ""} Map it under \`rename\`, or name it under \`ignore\`.`.trim()
        : `Its name is those of several fields: state what separates the cells, \`delimiter: ${JSON.stringify(delimiter)}\`.`,
    value: showValue(column),
  };
}

// What else than a comma files separate their cells with; and the comma, where another one is stated.
const DELIMITERS = [";", "\t", "|", ","];

const invalid = (message: string, fix: string): FileFault => ({
  code: "mapping-invalid",
  severity: "error",
  message,
  fix,
});

function meant(word: string, known: Iterable<string>): string | undefined {
  const found = closest(word, known);
  return found === undefined ? undefined : `Did you mean \`${showValue(found)}\`?`;
}
