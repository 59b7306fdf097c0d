import { createHash } from "node:crypto";
import type { Row, TableDefinition } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import type { Alignment } from "./align-fields.ts";
import { cellText } from "./cells.ts";
import { formatKey, keyOf } from "./keys.ts";
import type { RowPair } from "./merge-rows.ts";
import type { Key } from "./release-diff.ts";

/** Rows that kept their content under another key, found from either end by the text of the key. */
export interface MovedRows {
  readonly newKeyOf: ReadonlyMap<string, Key>;
  readonly oldKeyOf: ReadonlyMap<string, Key>;
}

export const noMoves: MovedRows = { newKeyOf: new Map(), oldKeyOf: new Map() };

/** Collects rows that stand on one side only, and says at the end which of them are the same. */
export interface MoveFinder {
  add(pair: RowPair): void;
  /** Nothing when more than `maxCandidates` rows were gone or new: recognising moves must not fill the memory. */
  found(): MovedRows;
}

const maxCandidates = 200_000;

/**
 * Two rows are the same under another key when all their other cells are equal, at least one of them is
 * text of its own (no code, no reference), and no third row has the same cells.
 */
export function findMoves(
  before: TableDefinition,
  after: TableDefinition,
  { kept, key }: Alignment,
): MoveFinder {
  const keys = new Set([...before.primaryKey, ...after.primaryKey]);
  const content = kept.filter(({ from, to }) => !keys.has(from.name) && !keys.has(to.name));
  const references = new Set(after.foreignKeys.flatMap(({ fields }) => fields));
  const telling = content.filter(
    ({ to }) => to.type === "string" && to.codelist === undefined && !references.has(to.name),
  );
  const gone = new Map<string, Key | undefined>();
  const arrived = new Map<string, Key | undefined>();
  let candidates = 0;

  const note = (
    rows: Map<string, Key | undefined>,
    row: Row,
    side: "from" | "to",
    primaryKey: readonly string[],
  ): void => {
    candidates += 1;
    if (candidates > maxCandidates) return;
    if (!telling.some((field) => cellOf(row, field[side].name) !== undefined)) return;
    const digest = digestOf(content.map((field) => cellText(cellOf(row, field[side].name))));
    // A second row of the same content makes both ambiguous.
    rows.set(digest, rows.has(digest) ? undefined : keyOf(row, primaryKey));
  };

  return {
    add(pair) {
      if (!key || telling.length === 0) return;
      if (pair.before && !pair.after) note(gone, pair.before, "from", before.primaryKey);
      if (pair.after && !pair.before) note(arrived, pair.after, "to", after.primaryKey);
    },
    found() {
      if (candidates > maxCandidates) return noMoves;
      const newKeyOf = new Map<string, Key>();
      const oldKeyOf = new Map<string, Key>();
      for (const [digest, from] of gone) {
        const to = arrived.get(digest);
        if (!from || !to) continue;
        newKeyOf.set(formatKey(from), to);
        oldKeyOf.set(formatKey(to), from);
      }
      return { newKeyOf, oldKeyOf };
    },
  };
}

// Framed, not joined: ("a,b", "c") is not ("a", "b,c").
const digestOf = (cells: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(cells)).digest("base64");
