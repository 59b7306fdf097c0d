import type { Field, Row } from "@sourcebook/schema";
import { textOf } from "../text-of.ts";
import { claimFields as shared, text } from "./claim-fields.ts";
import { resolveClaims } from "./resolve-claims.ts";
import { selectCells } from "./select-cells.ts";
import { type View, viewDefinition } from "./view.ts";

const fields: readonly Field[] = [
  shared.claim_id,
  text("speaker", "Speaker", "Who is said to have spoken or written the words."),
  text("addressee", "Addressee", "To whom the words were addressed."),
  text("work", "Work", "The text, speech or recording that the words are quoted from."),
  { ...text("text", "Text", "The quoted words, as this source prints them."), required: true },
  text(
    "version_group",
    "Version group",
    "A name shared by the versions of the same words in different places; sources may print them differently.",
  ),
  shared.attribution,
  shared.modality,
  shared.polarity,
  shared.voice,
  shared.quote,
  shared.context,
  shared.date_text,
  shared.date,
  shared.date_inferred,
  shared.date_basis,
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

/** Every quotation, with who speaks to whom and who quotes it. */
export const quotationsFlat: View = {
  definition: viewDefinition({
    name: "quotations_flat",
    title: "Quotations, flat",
    description:
      "Every quotation: the words, who is said to have spoken them, and by which chain of speakers they reach us.",
    fields,
    primaryKey: ["claim_id"],
  }),
  async *rows(dataset): AsyncGenerator<Row> {
    for await (const { cells, quotation, labelOf } of resolveClaims(dataset)) {
      if (quotation === undefined) continue;
      yield selectCells(fields, {
        ...cells,
        speaker: labelOf(textOf(quotation, "speaker_id")),
        addressee: labelOf(textOf(quotation, "addressee_id")),
        work: labelOf(textOf(quotation, "work_id")),
        text: textOf(quotation, "text"),
        version_group: textOf(quotation, "version_group"),
      });
    }
  },
};
