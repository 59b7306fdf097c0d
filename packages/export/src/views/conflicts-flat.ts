import type { Field, Row } from "@sourcebook/schema";
import { textOf } from "../text-of.ts";
import { coded, required, claimFields as shared, text } from "./claim-fields.ts";
import { eachRow } from "./merge-rows.ts";
import {
  indexRows,
  mustGet,
  type ResolvedClaim,
  resolveClaims,
  tableOf,
} from "./resolve-claims.ts";
import { selectCells } from "./select-cells.ts";
import { type View, viewDefinition } from "./view.ts";

const fields: readonly Field[] = [
  required(text("conflict_id", "Conflict", "The conflict, by its id in the table of conflicts.")),
  required(text("conflict", "What is contested", "What the claims disagree on, in neutral words.")),
  coded("conflict_kinds", required(text("kind", "Kind", "What kind of difference it is."))),
  coded(
    "conflict_strengths",
    required(text("strength", "Strength", "Whether the claims exclude each other, or seem to.")),
  ),
  shared.claim_id,
  required(
    text("side", "What this claim says", "The value that it gives, side by side with the others."),
  ),
  shared.attribution,
  shared.modality,
  shared.polarity,
  shared.quote,
  shared.context,
  shared.voice,
  shared.amount,
  shared.about_claim,
  shared.date_text,
  shared.date,
  shared.date_inferred,
  shared.date_basis,
  shared.source,
  shared.published,
  shared.affiliation,
  shared.file,
  shared.line,
  text("conflict_note", "Note on the conflict", "A remark by the curators."),
];

/** Every conflict, with its sides one under the other. */
export const conflictsFlat: View = {
  definition: viewDefinition({
    name: "conflicts_flat",
    title: "Conflicts, flat",
    description:
      "Where sources, or one source and itself, say different things: the sides stand under one another, each with who says it and in which words. None is preferred.",
    fields,
    primaryKey: ["conflict_id", "claim_id"],
  }),
  async *rows(dataset): AsyncGenerator<Row> {
    const conflicts = await indexRows(tableOf(dataset, "conflicts"), "id");
    const members: Row[] = [];
    for await (const row of eachRow(tableOf(dataset, "conflict_members"))) members.push(row);

    const wanted = new Set(members.map((member) => textOf(member, "claim_id")));
    const claims = new Map<string, ResolvedClaim>();
    for await (const claim of resolveClaims(dataset)) {
      if (wanted.has(claim.id)) claims.set(claim.id, claim);
    }

    for (const member of members) {
      const conflict = mustGet(conflicts, "conflicts", textOf(member, "conflict_id"));
      const claim = mustGet(claims, "claims", textOf(member, "claim_id"));
      yield selectCells(fields, {
        ...claim.cells,
        conflict_id: textOf(conflict, "id"),
        conflict: textOf(conflict, "label"),
        kind: textOf(conflict, "kind"),
        strength: textOf(conflict, "strength"),
        side: textOf(member, "value"),
        conflict_note: textOf(conflict, "note"),
      });
    }
  },
};
