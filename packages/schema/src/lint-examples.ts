import type { Issue } from "./issue.ts";
import type { TableDefinition } from "./model.ts";
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
  const values = fields.flatMap(({ name: field, examples }) =>
    examples
      // Beside one cell the rest of the row is missing, and rules cannot be judged.
      .flatMap((value) => validate({ [field]: value }))
      .filter((fault) => fault.field === field && fault.code !== "row-rule")
      .map((fault) => ({ fault, field })),
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
