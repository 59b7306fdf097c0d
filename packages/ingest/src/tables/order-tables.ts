import type { Model, TableDefinition } from "@sourcebook/schema";

/** The tables of a model in an order in which, where that can be, each comes after those it refers to. */
export interface TableOrder {
  readonly tables: readonly TableDefinition[];
  /** Some table refers to itself, or to one that comes after it. */
  readonly hasCircle: boolean;
}

export function orderTables(model: Model): TableOrder {
  const tables: TableDefinition[] = [];
  const state = new Map<string, "open" | "done">();
  let hasCircle = false;
  const visit = (definition: TableDefinition) => {
    const { name, foreignKeys } = definition;
    if (state.get(name) === "open") hasCircle = true;
    if (state.has(name)) return;
    state.set(name, "open");
    for (const { reference } of foreignKeys) {
      const target = model.tables[reference.table];
      if (target !== undefined) visit(target);
    }
    state.set(name, "done");
    tables.push(definition);
  };
  for (const definition of Object.values(model.tables)) visit(definition);
  return { tables, hasCircle };
}

/** The fields of a table that foreign keys refer to. */
export function referencedFields(
  { tables }: TableOrder,
  table: string,
): readonly (readonly string[])[] {
  return tables.flatMap(({ foreignKeys }) =>
    foreignKeys
      .map(({ reference }) => reference)
      .filter((reference) => reference.table === table)
      .map(({ fields }) => fields),
  );
}
