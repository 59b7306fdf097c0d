import type { Field, Row } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import { textOf } from "../text-of.ts";
import { coded, required, claimFields as shared, text } from "./claim-fields.ts";
import { resolveClaims } from "./resolve-claims.ts";
import { selectCells } from "./select-cells.ts";
import { type View, viewDefinition } from "./view.ts";

const bound = (name: string, title: string, description: string): Field => ({
  ...text(name, title, description),
  type: "number",
});

const fields: readonly Field[] = [
  shared.claim_id,
  shared.attribution,
  shared.modality,
  shared.polarity,
  coded("measures", required(text("measure", "Measure", "What is counted or measured."))),
  { ...shared.amount, required: true },
  required(text("expression", "Expression", "The number in the words of the source.")),
  coded("qualifiers", required(text("qualifier", "Qualifier", "How the number is to be read."))),
  bound("minimum", "Minimum", "The least number that the words allow; absent when they set none."),
  bound(
    "maximum",
    "Maximum",
    "The greatest number that the words allow; absent when they set none.",
  ),
  text("unit", "Unit", "The unit of the number."),
  text(
    "population",
    "Population",
    "Of whom or of what it is a count, in words close to the source.",
  ),
  shared.subject,
  shared.predicate,
  shared.quote,
  shared.context,
  shared.voice,
  shared.date_text,
  shared.date,
  shared.date_inferred,
  shared.date_basis,
  shared.as_of,
  shared.place,
  shared.event,
  shared.source,
  shared.published,
  shared.affiliation,
  shared.file,
  shared.line,
  shared.conflicts,
  shared.note,
];

/** Every claim that states a number, the number never without its qualifier. */
export const estimates: View = {
  definition: viewDefinition({
    name: "estimates",
    title: "Estimates",
    description:
      "Every number that a source states, with its words, its qualifier and who says it. The rows overlap and contradict each other: they must not be added up, and none is preferred.",
    fields,
    primaryKey: ["claim_id"],
  }),
  async *rows(dataset): AsyncGenerator<Row> {
    for await (const { cells, quantity, labelOf } of resolveClaims(dataset)) {
      if (quantity === undefined) continue;
      yield selectCells(fields, {
        ...cells,
        measure: textOf(quantity, "measure"),
        expression: textOf(quantity, "expression"),
        qualifier: textOf(quantity, "qualifier"),
        minimum: cellOf(quantity, "minimum"),
        maximum: cellOf(quantity, "maximum"),
        unit: textOf(quantity, "unit"),
        population: textOf(quantity, "population"),
        // A number may belong to a place or an event of its own.
        place: labelOf(textOf(quantity, "place_id")) ?? cells.place,
        event: labelOf(textOf(quantity, "event_id")) ?? cells.event,
      });
    }
  },
};
