import { type Cell, compareText, type Row, type TableDefinition } from "@sourcebook/schema";

/** Orders rows by their primary key: text by code unit, numbers by value, false before true. */
export function rowComparer({ primaryKey }: TableDefinition): (a: Row, b: Row) => number {
  const [only = ""] = primaryKey;
  if (primaryKey.length === 1) return (a, b) => compareCells(a[only], b[only]);
  return (a, b) => {
    for (const field of primaryKey) {
      const order = compareCells(a[field], b[field]);
      if (order !== 0) return order;
    }
    return 0;
  };
}

export function compareCells(a: Cell | undefined, b: Cell | undefined): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return compareText(String(a ?? ""), String(b ?? ""));
}
