import type { Row } from "@sourcebook/schema";
import { claimFields as shared } from "./claim-fields.ts";
import { resolveClaims } from "./resolve-claims.ts";
import { selectCells } from "./select-cells.ts";
import { type View, viewDefinition } from "./view.ts";

const fields = [
  shared.claim_id,
  shared.attribution,
  shared.modality,
  shared.polarity,
  shared.subject,
  shared.predicate,
  shared.object,
  shared.value,
  shared.amount,
  shared.about_claim,
  shared.quote,
  shared.context,
  shared.voice,
  shared.date_text,
  shared.date,
  shared.date_inferred,
  shared.date_basis,
  shared.as_of,
  shared.from_place,
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

/** Every claim: who says what, in which words. */
export const statements: View = {
  definition: viewDefinition({
    name: "statements",
    title: "Statements",
    description:
      "Every claim on one line: who says what, in what sense, in which words. A row is a statement that somebody makes, not a fact; sources that repeat each other do not confirm each other.",
    fields,
    primaryKey: ["claim_id"],
  }),
  async *rows(dataset): AsyncGenerator<Row> {
    for await (const { cells } of resolveClaims(dataset)) yield selectCells(fields, cells);
  },
};
