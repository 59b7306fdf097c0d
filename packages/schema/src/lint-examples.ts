import type { Issue } from "./issue.ts";
import type { TableDefinition } from "./model.ts";
import type { Row } from "./row.ts";
import type { RowValidator } from "./row-fault.ts";
import { schemaIssue } from "./schema-issue.ts";

/** Checks that the examples in a schema are valid under it: whole rows, and the single values of fields. */
export function lintExamples(
  file: string,
  { name, fields, schema }: TableDefinition,
  validate: RowValidator,
): readonly Issue[] {
  const rows = ((schema.examples as readonly unknown[] | undefined) ?? []).flatMap((row) =>
    validate(row).map((fault) => ({ fault, field: fault.field })),
  );
  const faults = examplesInTurn(fields).flatMap((row) =>
    // Examples of fields need not make a row together: rules cannot be judged, nor what is missing.
    validate(row).filter(
      ({ code, field }) => field !== undefined && field in row && code !== "row-rule",
    ),
  );
  const values = fields.flatMap(({ name: field }) =>
    faults.filter((fault) => fault.field === field).map((fault) => ({ fault, field })),
  );
  return [...rows, ...values].map(({ fault, field }) =>
    schemaIssue(
      { file, table: name, field },
      "schema-example",
      `An example is not valid: ${fault.message}`,
      fault.fix,
      { value: fault.value },
    ),
  );
}

/** The first example of each field as one row, then the second of each that has one, and so on. */
function examplesInTurn(fields: TableDefinition["fields"]): readonly Row[] {
  const rounds = Math.max(0, ...fields.map(({ examples }) => examples.length));
  return Array.from({ length: rounds }, (_, round) =>
    Object.fromEntries(
      fields.flatMap(({ name, examples }) =>
        round < examples.length ? [[name, examples[round] as Row[string]]] : [],
      ),
    ),
  );
}
