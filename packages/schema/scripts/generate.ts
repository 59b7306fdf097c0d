// EDGE: reads schemas/ and codelists/, writes src/generated/. Runs before the build.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { defineTable, fillCodes } from "../src/define-table.ts";
import { isObject, type JsonSchema } from "../src/json-schema.ts";
import type { CodelistEntry, Model, TableDefinition } from "../src/model.ts";
import { resolveSchema } from "../src/resolve-schema.ts";
import { emitCodelists } from "./emit-codelists.ts";
import { emitDocumentary } from "./emit-documentary.ts";
import { emitRows } from "./emit-rows.ts";
import { emitValidator, emitValidatorIndex } from "./emit-validators.ts";

const home = join(import.meta.dirname, "..");
const generated = join(home, "src/generated");

const model = readModel();
rmSync(generated, { recursive: true, force: true });
write("rows.ts", emitRows(model));
write("codelists.ts", emitCodelists(model));
write("documentary.ts", emitDocumentary(model));
write("validators.ts", emitValidatorIndex(model));
for (const table of Object.values(model.tables)) {
  const { code, types } = emitValidator(table);
  write(`validate/${table.name}.js`, code);
  write(`validate/${table.name}.d.ts`, types);
  write(`public/schemas/${table.name}.schema.json`, `${JSON.stringify(table.schema, null, 2)}\n`);
}
cpSync(join(home, "codelists"), join(generated, "public/codelists"), { recursive: true });

function readModel(): Model {
  const files = Object.fromEntries(
    readdirSync(join(home, "schemas"))
      .filter((name) => name.endsWith(".json"))
      .map((name) => [name, readJson(`schemas/${name}`)]),
  );
  const about = files["model.json"] as { name: string; base: string; tables: readonly string[] };
  const version = String((readJson("package.json") as { version: string }).version)
    .split(".")
    .slice(0, 2)
    .join(".");
  const codelists = readCodelists();
  const tables = about.tables.map((name): TableDefinition => {
    const file = `${name}.schema.json`;
    const schema = fillCodes(resolveSchema(file, files), codelists);
    return defineTable(publish(schema, `${about.base}${version}/${file}`));
  });
  return {
    name: about.name,
    version,
    tables: Object.fromEntries(tables.map((table) => [table.name, table])),
    codelists,
  };
}

// A published schema needs nothing of ours to be read: it names the plain dialect and its own address.
function publish(schema: JsonSchema, id: string): JsonSchema {
  const { $schema: _, $id: __, ...rest } = schema;
  return { $schema: "https://json-schema.org/draft/2020-12/schema", $id: id, ...rest };
}

function readCodelists(): Record<string, readonly CodelistEntry[]> {
  const names = readdirSync(join(home, "codelists"))
    .filter((name) => name.endsWith(".csv"))
    .toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const rows: Record<string, string>[] = parse(
        readFileSync(join(home, "codelists", name), "utf8"),
        { columns: true },
      );
      return [name.slice(0, -".csv".length), rows.map(withoutEmpty)];
    }),
  );
}

function withoutEmpty(row: Record<string, string>): CodelistEntry {
  const { code = "", title = "", description = "", ...rest } = row;
  const given = Object.entries(rest).filter(([, cell]) => cell !== "");
  return { code, title, description, ...Object.fromEntries(given) };
}

function readJson(path: string): unknown {
  const value: unknown = JSON.parse(readFileSync(join(home, path), "utf8"));
  if (!isObject(value)) throw new TypeError(`${path} is no JSON object`);
  return value;
}

function write(path: string, text: string): void {
  const target = join(generated, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
