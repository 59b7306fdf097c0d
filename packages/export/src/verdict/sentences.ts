import type { RowTally } from "./tally.ts";

/** What happened to rows of a table, in one sentence. */
export function sentenceOf(tally: RowTally): string {
  const { table, rowCount, cellCount, fields } = tally;
  const rows = count(rowCount, "row");
  const were = rowCount === 1 ? "was" : "were";
  const their = rowCount === 1 ? "its" : "their";
  const values = count(cellCount, "value");
  const inFields = fields.length === 0 ? "" : ` (${fields.join(", ")})`;
  switch (tally.rule) {
    case "SV014":
      return `${rows} of ${table} kept ${their} content under another id.`;
    case "SV022":
      return `${rows} ${were} added to ${table}.`;
    case "SV023":
      return tally.case === "row"
        ? `${rows} of ${table} ${were} taken out as a recorded correction.`
        : `${values} in ${rows} of ${table} ${cellCount === 1 ? "was" : "were"} corrected with a recorded reason${inFields}.`;
    case "SV024":
      return tally.case === "filled"
        ? `${count(cellCount, "empty cell")} in ${rows} of ${table} ${cellCount === 1 ? "was" : "were"} filled${inFields}.`
        : `${values} in ${rows} of ${table} changed without a recorded reason${inFields}.`;
    case "SV025":
      return tally.case === "detail"
        ? `${rows} of ${table} went with the withdrawn rows they belong to.`
        : `${rows} of ${table} ${were} withdrawn with a reason.`;
    case "SV026":
      return tally.case === "moved"
        ? `${rows} of ${table} kept ${their} content under another id, and the old id leads nowhere.`
        : `${rows} of ${table} disappeared without a trace.`;
    case "SV027":
      return mergeSentence(tally, rows, were, values, inFields);
    case "SV028":
      return tally.case === "reuse"
        ? `${rows} of ${table} ${rowCount === 1 ? "has an id that was" : "have ids that were"} retired.`
        : `Every value of ${rows} of ${table} is another one: the id seems to stand for another thing.`;
    case "SV029":
      return `${rows} of ${table} ${were} added, changed or removed; what rests on them is the same.`;
    case "SV031":
      return `${rows} of ${table} lost something for safety.`;
    default:
      return `${rows} of ${table} ${were} concerned.`;
  }
}

function mergeSentence(
  tally: RowTally,
  rows: string,
  were: string,
  values: string,
  inFields: string,
): string {
  const { table, case: name, cellCount } = tally;
  if (name === "detail") return `${rows} of ${table} went with the merged rows they belong to.`;
  if (name === "reference") {
    return `${values} in ${rows} of ${table} ${cellCount === 1 ? "follows a row that was" : "follow rows that were"} merged${inFields}.`;
  }
  if (name === "no-redirect")
    return `${rows} of ${table} ${were} merged into nothing that is there.`;
  return `${rows} of ${table} ${were} merged into others.`;
}

export const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;
