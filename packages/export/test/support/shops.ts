import type { Dataset, Row } from "@sourcebook/schema";
import { compileModel } from "@sourcebook/schema/compile";
import { rowSchema, tableOf } from "./tiny-dataset.ts";

/** Shops, the words they are known from, and the ids that are gone: enough for every kind of change. */
export function shopsDataset(
  rows: Readonly<Partial<Record<"shops" | "evidence" | "retired_ids", readonly Row[]>>>,
  changes: Partial<Dataset> = {},
): Dataset {
  return {
    name: "shops",
    title: "Shops of *Basel*",
    version: "1.0.0",
    licence: "CC0-1.0",
    contributors: [],
    exports: ["csv", "json", "zip"],
    model,
    tables: Object.values(model.tables).map((definition) =>
      tableOf(definition, rows[definition.name as keyof typeof rows] ?? []),
    ),
    inputs: [],
    ...changes,
  };
}

const text = { type: "string", minLength: 1 };
const fields = (...names: string[]) => Object.fromEntries(names.map((name) => [name, text]));

const { model, issues } = compileModel(
  {
    "shops.schema.json": rowSchema("shops", fields("id", "name", "city", "home"), ["id", "name"]),
    "evidence.schema.json": rowSchema("evidence", fields("shop", "exact"), ["shop", "exact"], {
      primaryKey: ["shop"],
      foreignKeys: [{ fields: ["shop"], reference: { table: "shops", fields: ["id"] } }],
    }),
    "retired_ids.schema.json": rowSchema(
      "retired_ids",
      fields("table", "id", "status", "replaced_by", "since", "reason"),
      ["table", "id", "status", "since", "reason"],
      { primaryKey: ["table", "id"] },
    ),
  },
  {},
  { name: "shops", version: "1.0" },
) as { model: NonNullable<ReturnType<typeof compileModel>["model"]>; issues: unknown };
if (model === undefined) throw new Error(JSON.stringify(issues));
