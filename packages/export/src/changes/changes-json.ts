import { countChanges } from "../diff/diff-releases.ts";
import type { Survey, SurveyedTable } from "../diff/survey-releases.ts";

/**
 * Writes `{ ...head, diff }` as JSON, the diff piece by piece and one change a line, so that memory never holds
 * all changes.
 */
export async function* changesJson(
  head: object,
  { tables, ...rest }: Survey,
): AsyncGenerator<string, undefined> {
  const text = JSON.stringify({ ...head, diff: rest }, null, 2);
  yield `${text.slice(0, -"\n  }\n}".length)},\n    "tables": [`;
  for (const [at, table] of tables.entries()) {
    yield at === 0 ? "\n" : ",\n";
    yield* tableJson(table);
  }
  yield tables.length === 0 ? "]\n  }\n}\n" : "\n    ]\n  }\n}\n";
  return undefined;
}

async function* tableJson({ shape, changes }: SurveyedTable): AsyncGenerator<string> {
  yield `      ${JSON.stringify(shape).slice(0, -1)},"changes":[`;
  let omitted = countChanges(shape);
  let comma = "";
  for await (const batch of omitted === 0 ? [] : changes()) {
    let text = "";
    for (const change of batch) {
      text += `${comma}\n        ${JSON.stringify(change)}`;
      comma = ",";
    }
    omitted -= batch.length;
    yield text;
  }
  yield `${comma === "" ? "" : "\n      "}],"omitted":${omitted}}`;
}
