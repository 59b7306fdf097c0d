import type { CodelistEntry, Model } from "@sourcebook/schema";
import type { IssueList } from "../issue-list.ts";
import { type LocatedRow, placeOf } from "./located-row.ts";

/** Reports claims whose subject, object or value does not fit their predicate. */
export function checkClaims(rows: readonly LocatedRow[], model: Model, issues: IssueList): void {
  const predicates = new Map(model.codelists.predicates?.map((entry) => [entry.code, entry]));
  const types = new Map(
    rows.filter(({ table }) => table === "entities").map(({ row }) => [row.id, row.type]),
  );
  for (const claim of rows) {
    if (claim.table !== "claims") continue;
    const predicate = predicates.get(String(claim.row.predicate));
    if (predicate === undefined) continue; // the row schema reports it
    checkType(claim, "subject_id", predicate, types.get(claim.row.subject_id), issues);
    checkObject(claim, predicate, types, issues);
    checkValue(claim, predicate, issues);
  }
}

const typesOf = (entry: CodelistEntry, column: string) =>
  (entry[column] ?? "").split(";").filter((type) => type !== "");

function checkType(
  claim: LocatedRow,
  field: "subject_id" | "object_id",
  predicate: CodelistEntry,
  type: unknown,
  issues: IssueList,
): void {
  const allowed = typesOf(predicate, field === "subject_id" ? "subject_types" : "object_types");
  if (type === undefined || allowed.includes(String(type))) return;
  const role = field === "subject_id" ? "subject" : "object";
  issues.add(`wrong-${role}-type`, placeOf(claim, field), () => ({
    message: `The ${role} of ${predicate.code} is ${allowed.join(", ")}; this one is ${String(type)}.`,
    fix: `Choose another predicate, or another ${role}; \`${predicate.code}\` says: ${predicate.description}`,
    field,
    value: String(claim.row[field] ?? ""),
  }));
}

function checkObject(
  claim: LocatedRow,
  predicate: CodelistEntry,
  types: ReadonlyMap<unknown, unknown>,
  issues: IssueList,
): void {
  const { object_id: objectId } = claim.row;
  if (objectId === undefined) return;
  if (typesOf(predicate, "object_types").length > 0) {
    checkType(claim, "object_id", predicate, types.get(objectId), issues);
    return;
  }
  issues.add("object-not-allowed", placeOf(claim, "object_id"), {
    message: `The predicate ${predicate.code} takes no object.`,
    fix: "Remove the object, or choose another predicate.",
    field: "object_id",
    value: String(objectId),
  });
}

function checkValue(claim: LocatedRow, predicate: CodelistEntry, issues: IssueList): void {
  const { value } = claim.row;
  if (predicate.value === "required" && value === undefined) {
    issues.add("value-missing", placeOf(claim, "predicate"), {
      message: `The predicate ${predicate.code} needs a value.`,
      fix: `Add a line "value: …" with words of the quote; \`${predicate.code}\` says: ${predicate.description}`,
      field: "value",
    });
  }
  if (predicate.value === "none" && value !== undefined) {
    issues.add("value-not-allowed", placeOf(claim, "value"), {
      message: `The predicate ${predicate.code} takes no value.`,
      fix: "Remove the value, or choose another predicate.",
      field: "value",
      value: String(value),
    });
  }
}
