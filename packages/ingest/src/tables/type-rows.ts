import {
  type Cell,
  type Issue,
  type Row,
  type RowValidator,
  showValue,
  type TableDefinition,
} from "@sourcebook/schema";
import { CellFault } from "./cell-fault.ts";
import { FaultCounter } from "./fault-counter.ts";
import { type ColumnPlan, planColumns } from "./plan-columns.ts";
import type { FileFault, FilePlace, RawBatch, RawCell } from "./raw-table.ts";
import type { TableSource } from "./table-source.ts";

/** Some rows of a file as values of their fields, with all that is wrong with them. */
export interface TypedBatch {
  readonly file: string;
  readonly firstRow: number;
  /** Each row, or its sound cells; `undefined` for one that could not be taken apart. */
  readonly rows: readonly (Row | undefined)[];
  /** The issues of each row that has some, by its index here. */
  readonly rowIssues: ReadonlyMap<number, readonly Issue[]>;
  /** Issues of the file as a whole. */
  readonly fileIssues: readonly Issue[];
  /** Where a row begins, or the cell of a field; the row when the field has no cell. */
  placeOf(row: number, field?: string): FilePlace;
  originalOf(row: number): Uint8Array;
}

export interface TypeOptions {
  readonly definition: TableDefinition;
  readonly source: TableSource;
  /** Unless given, rows are typed, but not checked against the schema of the table. */
  readonly validate?: RowValidator | undefined;
}

/** Types the rows of one file and checks each against the schema of its table. */
export async function* typeRows(
  file: string,
  batches: AsyncIterable<RawBatch>,
  options: TypeOptions,
): AsyncGenerator<TypedBatch> {
  const typer = new RowTyper(file, options);
  for await (const batch of batches) yield typer.typeBatch(batch);
}

/** A fault of a row or one of its cells, with what tells it from others of its kind. */
type RowFault = Omit<FileFault, "severity" | "line" | "column"> & {
  readonly field?: string | undefined;
};

/** Types the batches of one file, in its order. */
export class RowTyper {
  private readonly file: string;
  private readonly options: TypeOptions;
  private readonly counter = new FaultCounter();
  private readonly said = new Set<string>();
  private header: readonly string[] | undefined;
  private plan: ColumnPlan | undefined;

  constructor(file: string, options: TypeOptions) {
    this.file = file;
    this.options = options;
  }

  typeBatch(batch: RawBatch): TypedBatch {
    const { file } = this;
    const table = this.options.definition.name;
    const fileFaults = [...batch.fileFaults];
    if (this.plan === undefined || this.header !== batch.header) {
      this.header = batch.header;
      this.plan = this.planFor(batch);
      fileFaults.push(...this.newFaults(this.plan));
    }
    const { plan } = this;
    const indexOf = new Map(plan.fields.map(({ field, index }) => [field.name, index]));
    const placeOf = (row: number, field?: string) =>
      batch.placeOf(row, field === undefined ? undefined : indexOf.get(field));
    const rowIssues = new Map<number, readonly Issue[]>();
    const toRowIssues = (index: number, faults: readonly RowFault[]): readonly Issue[] => {
      const about = { table, row: batch.firstRow + index };
      const read = batch.rowFaults.get(index) ?? [];
      return [
        ...read.map((fault) => toIssue(file, fault, about)),
        ...faults.map(({ field, ...fault }) => {
          const place = this.counter.describes(fault.code) ? placeOf(index, field) : {};
          const named = field === undefined ? about : { ...about, field };
          return toIssue(file, { ...fault, severity: "error", ...place }, named);
        }),
      ];
    };
    const rows = batch.rows.map((cells, index) => {
      const faults: RowFault[] = [];
      const row = cells && this.typeRow(cells, plan, faults);
      if (faults.length > 0 || batch.rowFaults.has(index)) {
        rowIssues.set(index, toRowIssues(index, faults));
      }
      return row;
    });
    return {
      file,
      firstRow: batch.firstRow,
      rows,
      rowIssues,
      fileIssues: fileFaults.map((fault) => toIssue(file, fault, { table })),
      placeOf,
      originalOf: (row) => batch.originalOf(row),
    };
  }

  private planFor(batch: RawBatch): ColumnPlan {
    const { definition, source } = this.options;
    return planColumns(batch.header, {
      definition,
      source,
      isFixed: batch.isFixed,
      numbersAsText: batch.numbersAsText,
      placeOf: (column) => batch.placeOfColumn(column),
    });
  }

  /** Rows that name their own columns give a header, and a plan, for every batch: nothing is said twice. */
  private newFaults({ faults }: ColumnPlan): readonly FileFault[] {
    return faults.filter(({ code, message }) => {
      const words = `${code} ${message}`;
      const isNew = !this.said.has(words);
      this.said.add(words);
      return isNew;
    });
  }

  private typeRow(
    cells: readonly RawCell[],
    { constants, fields, absent }: ColumnPlan,
    faults: RowFault[],
  ): Row {
    const row: Record<string, Cell> = {};
    for (const [name, cell] of constants) row[name] = cell;
    let faulty: Set<string> | undefined;
    for (const { field, index, type } of fields) {
      const raw = cells[index];
      const cell = type(raw);
      if (cell === undefined) continue;
      if (!(cell instanceof CellFault)) {
        row[field.name] = cell;
        continue;
      }
      faulty ??= new Set();
      faulty.add(field.name);
      const { code, message, fix } = cell;
      const value = showRaw(raw);
      faults.push({ code, message, fix, field: field.name, ...(value !== "" && { value }) });
    }
    for (const { field, ...fault } of this.options.validate?.(row) ?? []) {
      const isEcho = field !== undefined && (faulty?.has(field) || absent.has(field));
      const mayBeEcho = faulty !== undefined && (field === undefined || fault.code === "row-rule");
      if (!isEcho && !mayBeEcho) faults.push({ ...fault, field });
    }
    return row;
  }
}

const toIssue = (
  file: string,
  fault: FileFault,
  about: { table: string; row?: number; field?: string },
): Issue => {
  const { code, severity, message, fix, line, column, value } = fault;
  // Of a million faults most have neither.
  if (line === undefined && value === undefined)
    return { code, severity, message, fix, file, ...about };
  return {
    code,
    severity,
    message,
    fix,
    file,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    ...about,
    ...(value !== undefined && { value }),
  };
};

function showRaw(cell: RawCell): string {
  if (typeof cell !== "object" || cell === null) return showValue(cell ?? "");
  if ("number" in cell) return showValue(cell.number);
  if ("odd" in cell) return "";
  return showValue(cell.slice(0, 80).map((item) => showRaw(item)));
}
