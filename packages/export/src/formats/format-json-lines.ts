import type { Field, Row } from "@sourcebook/schema";
import { jsonRowFormatter } from "../format-json.ts";
import type { Content } from "../release-plan.ts";

/**
 * Writes rows as JSON Lines: one object a line, keys in the order of the fields, absent cells left
 * out. Returns the number of rows.
 */
export async function* formatJsonLines(
  fields: readonly Field[],
  batches: AsyncIterable<readonly Row[]>,
): Content {
  const formatRow = jsonRowFormatter(fields);
  let rows = 0;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield `${batch.map(formatRow).join("\n")}\n`;
    rows += batch.length;
  }
  return rows;
}
