import type { ModelFinding, Policy } from "@sourcebook/schema";
import type { TableShape } from "../diff/release-diff.ts";
import type { Survey } from "../diff/survey-releases.ts";
import type { Finding } from "./finding.ts";
import { finding } from "./judge-release.ts";

/**
 * What the rules say of tables, fields, codelists and keys.
 *
 * A model knows nothing of rows: where the rows show that a table or field was renamed, the finding that it
 * went and the finding that it came give way to one.
 */
export function judgeStructure(
  survey: Survey,
  modelFindings: readonly ModelFinding[],
  policy: Policy,
): readonly Finding[] {
  const shapes = survey.tables.map(({ shape }) => shape);
  return [
    ...shapes.flatMap((shape) => renames(shape, policy)),
    ...modelFindings
      // The types follow from the fields, and a change of theirs is told already.
      .filter((found) => found.rule !== "SV036" && !isPartOfRename(found, shapes))
      .map(({ rule, sentence, table, field }) =>
        finding(policy, rule, sentence, {
          ...(table === undefined ? {} : { table }),
          ...(field === undefined ? {} : { fields: [field] }),
        }),
      ),
  ];
}

function renames(shape: TableShape, policy: Policy): readonly Finding[] {
  const { table, renamed_from, fields_renamed } = shape;
  const ofFields = fields_renamed.map(({ from, to, equal, of }) =>
    finding(
      policy,
      "SV002",
      `The field ${from} of ${table} is now named ${to}: ${equal} of ${of} cells are the same.`,
      { table, fields: [from, to] },
    ),
  );
  if (renamed_from === undefined) return ofFields;
  const sentence = `The table ${renamed_from} is now named ${table}.`;
  return [finding(policy, "SV001", sentence, { table }), ...ofFields];
}

function isPartOfRename(found: ModelFinding, shapes: readonly TableShape[]): boolean {
  const { rule, table, field } = found;
  return shapes.some((shape) => {
    const isTable = shape.table === table;
    const isOldTable = shape.renamed_from !== undefined && shape.renamed_from === table;
    if (rule === "SV001") return isOldTable;
    if (rule === "SV019") return isTable && shape.renamed_from !== undefined;
    if (!isTable || field === undefined) return false;
    if (rule === "SV002") return shape.fields_renamed.some(({ from }) => from === field);
    if (rule === "SV003" || rule === "SV004") {
      return shape.fields_renamed.some(({ to }) => to === field);
    }
    return false;
  });
}
