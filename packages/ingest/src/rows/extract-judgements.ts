import { itemsOf, type RecordNode, textOf } from "../records/record-node.ts";
import { type LocatedRow, RowBuilder } from "./located-row.ts";

/** Turns one file of judgements into rows: `conflicts`, `conflict_members`, `retired_ids`. */
export function extractJudgementRows(root: RecordNode): LocatedRow[] {
  return [
    ...itemsOf(root, "conflicts").flatMap(conflictRows),
    ...itemsOf(root, "retired").map((node) =>
      new RowBuilder("retired_ids", node.at)
        .text("table", textOf(node, "table"))
        .text("id", textOf(node, "id"))
        .text("status", textOf(node, "status"))
        .text("replaced_by", textOf(node, "replaced_by"))
        .text("since", textOf(node, "since"))
        .text("reason", textOf(node, "reason"))
        .build(),
    ),
  ];
}

function conflictRows(node: RecordNode): LocatedRow[] {
  const id = textOf(node, "id");
  if (id === undefined) return [];
  return [
    new RowBuilder("conflicts", id.at)
      .text("id", id)
      .text("label", textOf(node, "label"))
      .text("kind", textOf(node, "kind"))
      .text("strength", textOf(node, "strength"))
      .text("note", textOf(node, "note"))
      .build(),
    ...itemsOf(node, "members").map((member) =>
      new RowBuilder("conflict_members", member.at)
        .computed("conflict_id", id.value)
        .text("claim_id", textOf(member, "claim"))
        .text("value", textOf(member, "value"))
        .build(),
    ),
  ];
}
