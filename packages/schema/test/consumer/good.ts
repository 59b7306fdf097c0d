import {
  type ClaimRow,
  type Code,
  codelists,
  columns,
  compareModels,
  documentary,
  edtfBounds,
  type Issue,
  parseEdtf,
  type RowFault,
  tables,
} from "@sourcebook/schema";
import { compileModel } from "@sourcebook/schema/compile";
import schema from "@sourcebook/schema/schemas/claims.schema.json" with { type: "json" };
import { type RowValidator, validateClaims, validators } from "@sourcebook/schema/validate";

const modality: Code<"modalities"> = "alleged";
const good: ClaimRow = {
  id: "a-source.first",
  source_id: "a-source",
  subject_id: "somebody",
  predicate: "a_predicate_of_a_later_version",
  polarity: "affirmed",
  modality,
  voice: "author",
};
const bad = { ...good, modality: "certain", date: "1988-13" };
const validate: RowValidator = validators.claims;
const faults: readonly RowFault[] = validate(bad);
const issues: readonly Issue[] = compileModel({ "claims.schema.json": schema }).issues;
const date = parseEdtf("1988-22");

export const result = {
  good: validateClaims(good),
  bad: faults.map(({ code, field }) => `${field}: ${code}`),
  acts: codelists.acts.map(({ code }) => code).slice(0, 3),
  columns: columns.claims.slice(0, 3),
  primaryKey: tables.claims.primaryKey,
  summer: date.kind === "fault" ? date.message : edtfBounds(date),
  differences: compareModels(documentary, documentary).length,
  // Alone, the schema refers to tables and codelists that are not there.
  issues: [...new Set(issues.map(({ code }) => code))],
};
