import {
  type CellBatch,
  cellAt,
  type Field,
  type ForeignKey,
  mostDistinct,
  type Row,
  type TableDefinition,
} from "@sourcebook/schema";
import { keysOf } from "../check-keys.ts";
import type { RowProver } from "../proof/row-prover.ts";

/** Collects the keys that rows refer to. */
export class ReferenceTally {
  private readonly definition: TableDefinition;
  private readonly references: readonly Reference[];

  constructor(definition: TableDefinition, prover: RowProver | undefined) {
    this.definition = definition;
    this.references = definition.foreignKeys.map((key) => {
      const places = key.fields.map((name) =>
        definition.fields.findIndex((field) => field.name === name),
      );
      const [only = -1] = places;
      const isNumbered = places.length === 1 && prover?.numbersTexts(only) === true;
      return { key, places, isNumbered, seen: new Uint8Array(mostDistinct + 1), keys: new Set() };
    });
  }

  addRow(row: Row): void {
    for (const { key, keys } of this.references) for (const one of keysOf(row, key)) keys.add(one);
  }

  addCells(cells: CellBatch): void {
    const { fields } = this.definition;
    for (const reference of this.references) {
      const { places, keys, seen, isNumbered } = reference;
      const [only = 0] = places;
      for (let row = 0; row < cells.rows; row += 1) {
        const first = row * fields.length;
        if (isNumbered) {
          // Nearly always a text that was seen before.
          const number = cells.values[first + only] as number;
          if (seen[number] === 1) continue;
          if (number >= 0) seen[number] = 1;
        }
        const found = places.map((place) =>
          cellAt(cells, first + place, (fields[place] as Field).type),
        );
        if (found.includes(undefined)) continue;
        keys.add(found.length === 1 ? String(found[0]) : JSON.stringify(found));
      }
    }
  }

  /** By foreign key. */
  keys(): readonly ReadonlySet<string>[] {
    return this.references.map(({ keys }) => keys);
  }
}

interface Reference {
  readonly key: ForeignKey;
  readonly places: readonly number[];
  /** The one field holds texts that are numbered. */
  readonly isNumbered: boolean;
  /** By number of a text: 1 when its key is there. */
  readonly seen: Uint8Array;
  readonly keys: Set<string>;
}
