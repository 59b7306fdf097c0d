import { isReleaseVersion, type Model } from "@sourcebook/schema";
import { didYouMean } from "../did-you-mean.ts";
import type { IssueList } from "../issue-list.ts";
import { itemsOf, type Located, type RecordNode, textsOf } from "../records/record-node.ts";

/** A change of released content that was meant, with its reason: what a diff is judged by. */
export interface RecordedChange {
  readonly table: string;
  /** The primary key, its parts joined by `/`. */
  readonly id: string;
  /** The whole row when absent. */
  readonly field?: string;
  /** The version that brings the change. */
  readonly since: string;
  readonly reason: string;
  /** A redaction hides the value in all versions; a correction when absent. */
  readonly kind?: "correction" | "redaction";
}

/** Takes the corrections out of a file of judgements; one that names nothing of the model is an issue. */
export function extractCorrections(
  root: RecordNode,
  model: Model,
  issues: IssueList,
): RecordedChange[] {
  return itemsOf(root, "corrections").flatMap((node) => {
    const texts = textsOf(node, ["table", "id", "field", "since", "reason", "kind"]);
    const [table, id, since, reason] = [
      texts.get("table"),
      texts.get("id"),
      texts.get("since"),
      texts.get("reason"),
    ];
    if (!table || !id || !since || !reason) return []; // the shape check has reported it
    const field = texts.get("field");
    checkNames(table, field, model, issues);
    checkVersion(since, issues);
    const kind = parseKind(texts.get("kind"), issues);
    return [
      {
        table: table.value,
        id: id.value,
        ...(field !== undefined && { field: field.value }),
        since: since.value,
        reason: reason.value,
        ...(kind !== undefined && { kind }),
      },
    ];
  });
}

function checkNames(
  table: Located,
  field: Located | undefined,
  model: Model,
  issues: IssueList,
): void {
  const definition = Object.hasOwn(model.tables, table.value)
    ? model.tables[table.value]
    : undefined;
  if (definition === undefined) {
    const names = Object.keys(model.tables);
    issues.add("unknown-reference", table.at, {
      message: `There is no table ${table.value}.`,
      fix: didYouMean(table.value, names) || `The tables are ${names.join(", ")}.`,
      field: "table",
      value: table.value,
    });
    return;
  }
  const fields = definition.fields.map(({ name }) => name);
  if (field === undefined || fields.includes(field.value)) return;
  issues.add("unknown-reference", field.at, {
    message: `There is no field ${field.value} in the table ${table.value}.`,
    fix: didYouMean(field.value, fields) || `The fields are ${fields.join(", ")}.`,
    field: "field",
    value: field.value,
  });
}

function checkVersion(since: Located, issues: IssueList): void {
  if (isReleaseVersion(since.value)) return;
  issues.add("cell-format", since.at, {
    message: "`since` is no semantic version.",
    fix: "Write three numbers, such as 1.2.0.",
    field: "since",
    value: since.value,
  });
}

function parseKind(kind: Located | undefined, issues: IssueList): RecordedChange["kind"] {
  if (kind === undefined) return undefined;
  if (kind.value === "correction" || kind.value === "redaction") return kind.value;
  issues.add("cell-code", kind.at, {
    message: `There is no kind of correction ${kind.value}.`,
    fix: "Write correction or redaction, or leave the key out: correction is the default.",
    field: "kind",
    value: kind.value,
  });
  return undefined;
}
