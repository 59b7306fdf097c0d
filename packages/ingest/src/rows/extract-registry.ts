import type { EntitySketch } from "../evidence/check-words.ts";
import { itemsOf, type RecordNode, textOf } from "../records/record-node.ts";
import { type LocatedRow, RowBuilder } from "./located-row.ts";

/** Turns the entities of one registry file into rows. */
export function extractEntityRows(root: RecordNode): LocatedRow[] {
  return itemsOf(root, "entities").flatMap((node) => {
    const id = textOf(node, "id");
    if (id === undefined) return [];
    return [
      new RowBuilder("entities", id.at)
        .text("id", id)
        .text("type", textOf(node, "type"))
        .text("kind", textOf(node, "kind"))
        .text("label", textOf(node, "label"))
        .text("part_of", textOf(node, "part_of"))
        .text("living", textOf(node, "living"))
        .text("note", textOf(node, "note"))
        .build(),
    ];
  });
}

/** What the words of claims are checked against, by entity id. */
export function sketchEntities(rows: readonly LocatedRow[]): ReadonlyMap<string, EntitySketch> {
  return new Map(
    rows.map(({ row }) => [
      String(row.id),
      {
        type: String(row.type ?? ""),
        ...(typeof row.kind === "string" ? { kind: row.kind } : {}),
      },
    ]),
  );
}
