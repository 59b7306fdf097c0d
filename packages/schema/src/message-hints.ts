import type { MessageHints } from "./describe-faults.ts";
import { formats } from "./formats.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { TableDefinition } from "./model.ts";

/** Collects what the messages on a table's rows need to know. */
export function messageHints({ fields, schema }: TableDefinition): MessageHints {
  const rules = (schema.allOf ?? []) as readonly JsonSchema[];
  const withPattern = fields.filter(({ pattern }) => pattern !== undefined);
  return {
    fields: fields.map(({ name }) => name),
    rules: rules.map(({ title, description }) => [String(title), String(description)] as const),
    patternHelp: Object.fromEntries(
      withPattern.map(({ name, pattern, examples }) => {
        const [example] = [examples[0]].flat();
        return [
          name,
          example === undefined ? `It must match ${pattern}` : `Write it like \`${example}\`.`,
        ];
      }),
    ),
    formats,
  };
}
