import type { Dataset, ForeignKey, Row, TableDefinition } from "@sourcebook/schema";
import { cellOf } from "../format-cell.ts";
import { textOf } from "../text-of.ts";

/** The rows of a dataset that must not be published, by table and key. */
export interface WithheldRows {
  /** Of each table that has some. */
  readonly counts: ReadonlyMap<string, number>;
  has(table: TableDefinition, row: Row): boolean;
}

/**
 * Finds the rows that must not be published: those whose visibility is restricted, and all that would
 * tell of them.
 *
 * A row that refers to a withheld row is withheld. In the documentary model so are a claim or a
 * conflict of which a part is withheld, an entity that only withheld rows speak of, and a retired id
 * of a withheld row.
 */
export async function findWithheldRows(dataset: Dataset): Promise<WithheldRows> {
  const withheld = new Withheld(dataset.model.name === "documentary");
  // In most datasets there is none, and then nothing is withheld for its sake.
  if (await hasRestrictedRow(dataset)) {
    do {
      withheld.beginPass();
      for (const { definition, batches } of dataset.tables.map(bound)) {
        for await (const batch of batches()) for (const row of batch) withheld.see(definition, row);
      }
    } while (withheld.endPass());
  }
  return withheld;
}

async function hasRestrictedRow({ tables }: Dataset): Promise<boolean> {
  for (const { definition, batches } of tables.map(bound)) {
    const visibility = visibilityField(definition);
    if (visibility === undefined) continue;
    for await (const batch of batches()) {
      if (batch.some((row) => isRestricted(row, visibility))) return true;
    }
  }
  return false;
}

const isRestricted = (row: Row, visibility: string): boolean =>
  textOf(row, visibility) === "restricted";

const bound = (table: Dataset["tables"][number]) => ({
  definition: table.definition,
  batches: () => table.batches(),
});

/** The field that says whether a row may be published: its codes are those of `visibilities`. */
const visibilityField = ({ fields }: TableDefinition): string | undefined =>
  fields.find(({ codelist }) => codelist === "visibilities")?.name;

// What hangs together in the documentary model without a reference saying so: a claim is not what it
// was without one of these, nor is a conflict without one of its sides.
const parts: Readonly<Record<string, { readonly whole: string; readonly field: string }>> = {
  attributions: { whole: "claims", field: "claim_id" },
  evidence: { whole: "claims", field: "claim_id" },
  quantities: { whole: "claims", field: "claim_id" },
  quotations: { whole: "claims", field: "claim_id" },
  conflict_members: { whole: "conflicts", field: "conflict_id" },
};

// Rows of this table are there for the sake of those that speak of them.
const hub = "entities";

class Withheld implements WithheldRows {
  readonly #keys = new Map<string, Set<string>>();
  readonly #isDocumentary: boolean;
  #changed = false;
  /** Entities that a row speaks of, in this pass: one that is kept, and one that is not. */
  #spokenOf = { kept: new Set<string>(), withheld: new Set<string>() };

  constructor(isDocumentary: boolean) {
    this.#isDocumentary = isDocumentary;
  }

  get counts(): ReadonlyMap<string, number> {
    return new Map([...this.#keys].map(([table, keys]) => [table, keys.size]));
  }

  has({ name, primaryKey }: TableDefinition, row: Row): boolean {
    return this.#hasKey(name, keyOf(row, primaryKey));
  }

  beginPass(): void {
    this.#changed = false;
    this.#spokenOf = { kept: new Set(), withheld: new Set() };
  }

  see(table: TableDefinition, row: Row): void {
    const key = keyOf(row, table.primaryKey);
    const isWithheld = this.#hasKey(table.name, key) || this.#mustWithhold(table, row);
    if (isWithheld) {
      this.#withhold(table.name, key);
      const part = this.#isDocumentary ? parts[table.name] : undefined;
      const whole = part && textOf(row, part.field);
      if (part && whole !== undefined) this.#withhold(part.whole, whole);
    }
    for (const foreignKey of table.foreignKeys) {
      if (foreignKey.reference.table !== hub) continue;
      for (const entity of referencesOf(row, foreignKey)) {
        if (table.name === hub && entity === key) continue;
        (isWithheld ? this.#spokenOf.withheld : this.#spokenOf.kept).add(entity);
      }
    }
  }

  /** Whether more was withheld in this pass than before it: what hangs on it is then still to be found. */
  endPass(): boolean {
    if (this.#isDocumentary) {
      for (const entity of this.#spokenOf.withheld) {
        if (!this.#spokenOf.kept.has(entity)) this.#withhold(hub, entity);
      }
    }
    return this.#changed;
  }

  #mustWithhold(table: TableDefinition, row: Row): boolean {
    const visibility = visibilityField(table);
    return (
      (visibility !== undefined && isRestricted(row, visibility)) ||
      table.foreignKeys.some((foreignKey) =>
        referencesOf(row, foreignKey).some((key) => this.#hasKey(foreignKey.reference.table, key)),
      ) ||
      (this.#isDocumentary && table.name === "retired_ids" && this.#isRetiredFromWithheld(row))
    );
  }

  #isRetiredFromWithheld(row: Row): boolean {
    const table = textOf(row, "table") ?? "";
    const ids = [textOf(row, "id"), textOf(row, "replaced_by")].filter((id) => id !== undefined);
    return ids.some(
      (id) =>
        this.#hasKey(table, id) ||
        // The id of a claim begins with that of its source.
        this.#hasKey("sources", id.split(".")[0] ?? ""),
    );
  }

  #hasKey(table: string, key: string): boolean {
    return this.#keys.get(table)?.has(key) ?? false;
  }

  #withhold(table: string, key: string): void {
    if (this.#hasKey(table, key)) return;
    this.#keys.set(table, (this.#keys.get(table) ?? new Set()).add(key));
    this.#changed = true;
  }
}

/** A key of one field as it is, of several in a frame: ("a,b") is not ("a", "b"). */
function keyOf(row: Row, fields: readonly string[]): string {
  const cells = fields.map((field) => cellOf(row, field));
  const [only] = cells;
  return cells.length === 1 && typeof only === "string" ? only : JSON.stringify(cells);
}

/** The keys that a row refers to: none when the cell is empty, several when it is a list. */
function referencesOf(row: Row, { fields, each }: ForeignKey): readonly string[] {
  const first = cellOf(row, fields[0] ?? "");
  if (each) return Array.isArray(first) ? first : [];
  return fields.some((field) => cellOf(row, field) === undefined) ? [] : [keyOf(row, fields)];
}
