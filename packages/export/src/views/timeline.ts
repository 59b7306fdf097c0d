import type { Field, Row } from "@sourcebook/schema";
import { compareText } from "@sourcebook/schema";
import { textOf } from "../text-of.ts";
import { required, claimFields as shared, text } from "./claim-fields.ts";
import { resolveClaims } from "./resolve-claims.ts";
import { selectCells } from "./select-cells.ts";
import { type View, viewDefinition } from "./view.ts";

const fields: readonly Field[] = [
  shared.claim_id,
  required(
    text(
      "when",
      "When",
      "The date as stated, in EDTF; a date that was inferred is marked with [inferred] and what it rests on.",
    ),
  ),
  shared.subject,
  shared.predicate,
  shared.object,
  shared.value,
  shared.amount,
  shared.about_claim,
  shared.attribution,
  shared.modality,
  shared.polarity,
  shared.quote,
  shared.context,
  shared.voice,
  shared.from_place,
  shared.place,
  shared.event,
  shared.date_text,
  shared.date,
  shared.date_inferred,
  shared.date_basis,
  text("date_note", "Note on the inferred date", "How the date was inferred, in a sentence."),
  {
    ...text(
      "not_before",
      "Not before",
      "The first day that the date allows. Computed, for sorting; nobody states it, and it is not the date.",
    ),
    type: "date",
  },
  {
    ...text(
      "not_after",
      "Not after",
      "The last day that the date allows. Computed, for sorting; nobody states it, and it is not the date.",
    ),
    type: "date",
  },
  shared.source,
  shared.published,
  shared.affiliation,
  shared.file,
  shared.line,
  shared.conflicts,
  shared.note,
];

/** What sources say happened, by date. */
export const timeline: View = {
  definition: viewDefinition({
    name: "timeline",
    title: "Timeline",
    description:
      "Dated claims of what happened, in the order of their dates: only those that are affirmed, in a modality that speaks of what happened. Plans, hopes, allegations and denials are left out, and so is what has no date; all of them stand in statements.",
    fields,
    primaryKey: ["claim_id"],
    sortOrder: ["not_before", "not_after", "claim_id"],
  }),
  async *rows(dataset): AsyncGenerator<Row> {
    const happened = new Set(
      (dataset.model.codelists.modalities ?? [])
        .filter((entry) => entry.happened === "yes")
        .map(({ code }) => code),
    );
    const rows: Row[] = [];
    for await (const { cells, claim } of resolveClaims(dataset)) {
      const when = whenText(claim);
      if (when === undefined || cells.polarity !== "affirmed") continue;
      if (!happened.has(String(cells.modality))) continue;
      rows.push(
        selectCells(fields, {
          ...cells,
          when,
          date_note: textOf(claim, "date_note"),
          not_before: textOf(claim, "date_earliest"),
          not_after: textOf(claim, "date_latest"),
        }),
      );
    }
    yield* rows.sort(byDate);
  },
};

/** The date as a reader should see it: as stated, as inferred and marked so, or both. */
function whenText(claim: Row): string | undefined {
  const stated = textOf(claim, "date");
  const inferred = textOf(claim, "date_inferred");
  if (inferred === undefined) return stated;
  const basis = textOf(claim, "date_basis")?.replaceAll("_", " ");
  const marked = `${inferred} [inferred${basis === undefined ? "" : `: ${basis}`}]`;
  return stated === undefined ? marked : `${stated}; ${marked}`;
}

// What has no bounds, such as a day without a year, comes last.
const afterAll = "\u{10FFFF}";

function byDate(a: Row, b: Row): number {
  for (const name of ["not_before", "not_after", "claim_id"]) {
    const order = compareText(textOf(a, name) ?? afterAll, textOf(b, name) ?? afterAll);
    if (order !== 0) return order;
  }
  return 0;
}
