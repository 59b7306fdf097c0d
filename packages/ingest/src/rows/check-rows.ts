import {
  type Model,
  type RowValidator,
  type TableDefinition,
  writerValidator,
} from "@sourcebook/schema";
import type { IssueList } from "../issue-list.ts";
import { type LocatedRow, placeOf } from "./located-row.ts";

/**
 * Reports every fault of every row against the schema of its table, at the line it was written.
 *
 * A cell that has an error already gets no second one: what was said before is said in the words of
 * the record.
 */
export function checkRows(
  rows: readonly LocatedRow[],
  model: Model,
  validators: Readonly<Record<string, RowValidator>>,
  issues: IssueList,
): void {
  const writerValidators = new Map(
    Object.values(model.tables).map((table) => [
      table.name,
      writerValidator(table, model.codelists),
    ]),
  );
  for (const located of rows) {
    const definition = model.tables[located.table];
    const validate = validators[located.table];
    if (definition === undefined || validate === undefined) continue;
    const ofSchema = validate(located.row);
    const ofWriter = writerValidators.get(located.table)?.(located.row) ?? [];
    if (ofSchema.length === 0 && ofWriter.length === 0) continue;
    const faults = [...ofSchema, ...ofWriter].filter(
      ({ field }) => !hasError(located, field, issues),
    );
    for (const { code, severity, message, fix, field, value } of faults) {
      if (code === "cell-required" && isAlwaysRequired(definition, field)) continue;
      if (code === "row-rule" && hasUnreadCell(located)) continue;
      const isDate = code === "cell-format" && isDateField(definition, field);
      issues.add(
        isDate ? "invalid-date" : code,
        placeOf(located, field),
        {
          message,
          fix,
          ...(field !== undefined && { field }),
          ...(value !== undefined && { value }),
        },
        severity,
      );
    }
  }
}

function hasError({ places }: LocatedRow, field: string | undefined, issues: IssueList): boolean {
  const place = field === undefined ? undefined : places.get(field);
  return place !== undefined && issues.hasErrorAt(place);
}

/** What every row needs is a required key of its record, whose absence the shape check has reported. */
const isAlwaysRequired = (definition: TableDefinition, field: string | undefined): boolean =>
  definition.fields.some(({ name, required }) => name === field && required);

/** Whether a cell was written but could not be read, which the shape check has reported. */
const hasUnreadCell = ({ row, places }: LocatedRow): boolean =>
  [...places.keys()].some((field) => row[field] === undefined);

const isDateField = (definition: TableDefinition, field: string | undefined): boolean =>
  definition.fields.some(({ name, format }) => name === field && format === "edtf");
