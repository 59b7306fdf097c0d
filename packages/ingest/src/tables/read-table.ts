import {
  type Cell,
  type Issue,
  type Row,
  type RowValidator,
  showValue,
  type TableDefinition,
} from "@sourcebook/schema";
import { CellFault } from "./cell-fault.ts";
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
  const { definition, source } = options;
  let plan: ColumnPlan | undefined;
  let header: readonly string[] = [];
  const said = new Set<string>();
  for await (const batch of batches) {
    const fileFaults = [...batch.fileFaults];
    if (plan === undefined || header !== batch.header) {
      header = batch.header;
      plan = planColumns(header, {
        definition,
        source,
        isFixed: batch.isFixed,
        numbersAsText: batch.numbersAsText,
        placeOf: (column) => batch.placeOfColumn(column),
      });
      // Rows that name their own columns give a header, and a plan, for every batch.
      for (const fault of plan.faults) {
        const words = `${fault.code} ${fault.message}`;
        if (!said.has(words)) fileFaults.push(fault);
        said.add(words);
      }
    }
    yield typeBatch(file, batch, fileFaults, plan, options);
  }
}

function typeBatch(
  file: string,
  batch: RawBatch,
  fileFaults: readonly FileFault[],
  plan: ColumnPlan,
  { definition, validate }: TypeOptions,
): TypedBatch {
  const table = definition.name;
  const indexOf = new Map(plan.fields.map(({ field, index }) => [field.name, index]));
  const placeOf = (row: number, field?: string): FilePlace =>
    batch.placeOf(row, field === undefined ? undefined : indexOf.get(field));
  const rowIssues = new Map<number, readonly Issue[]>();
  const rows = batch.rows.map((cells, index) => {
    const row: Record<string, Cell> = {};
    const found = batch.rowFaults.get(index);
    const issues: Issue[] = [];
    const at = () => ({ table, row: batch.firstRow + index });
    for (const fault of found ?? []) issues.push(toIssue(file, fault, at()));
    if (cells !== undefined) {
      for (const [name, cell] of plan.constants) row[name] = cell;
      const faulty = new Set<string>();
      for (const { field, index: column, type } of plan.fields) {
        const raw = cells[column];
        const cell = type(raw);
        if (cell === undefined) continue;
        if (!(cell instanceof CellFault)) {
          row[field.name] = cell;
          continue;
        }
        faulty.add(field.name);
        const { code, message, fix } = cell;
        const value = showRaw(raw);
        const place = batch.placeOf(index, column);
        const words = {
          code,
          severity: "error",
          message,
          fix,
          ...(value !== "" && { value }),
        } as const;
        issues.push(toIssue(file, { ...words, ...place }, { ...at(), field: field.name }));
      }
      for (const fault of validate?.(row) ?? []) {
        const { field } = fault;
        const isEcho =
          field === undefined ? faulty.size > 0 : faulty.has(field) || plan.absent.has(field);
        if (isEcho || (fault.code === "row-rule" && faulty.size > 0)) continue;
        issues.push(
          toIssue(
            file,
            { ...fault, severity: "error", ...placeOf(index, field) },
            {
              ...at(),
              ...(field !== undefined && { field }),
            },
          ),
        );
      }
    }
    if (issues.length > 0) rowIssues.set(index, issues);
    return cells === undefined ? undefined : row;
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

const toIssue = (
  file: string,
  fault: FileFault,
  about: { table: string; row?: number; field?: string },
): Issue => {
  const { code, severity, message, fix, line, column, value } = fault;
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
  return showValue(cell.map((item) => showRaw(item)));
}
