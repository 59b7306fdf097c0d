import { closest, type FieldType } from "@sourcebook/schema";
import { fieldTypes } from "../field-types.ts";
import type {
  Expectations,
  ExpectationsFault,
  FieldExpectation,
  ParsedExpectations,
  TableExpectation,
} from "./expectations.ts";
import { type PlacedYaml, parsePlacedYaml, type Step } from "./yaml-places.ts";

/** Reads an expectations file, YAML or JSON; all its faults at once. */
export function parseExpectations(text: string): ParsedExpectations {
  const yaml = parsePlacedYaml(text);
  if (yaml.faults.length > 0) return { expectations: undefined, faults: yaml.faults };
  const reader = openReader(yaml);
  const expectations = readExpectations(yaml.value, reader);
  if (reader.faults.length === 0) return { expectations, faults: [] };
  const faults = reader.faults.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { expectations: undefined, faults };
}

function readExpectations(value: unknown, reader: Reader): Expectations {
  const top = reader.map(value, [], ["dataset", "tables"]);
  const dataset = reader.text(top.get("dataset"), ["dataset"]);
  const tables = new Map<string, TableExpectation>();
  for (const [name, table] of reader.map(top.get("tables"), ["tables"])) {
    tables.set(name, readTable(table, ["tables", name], reader));
  }
  if (tables.size === 0) {
    reader.add([], "The file expects nothing", "List at least one table under `tables:`.");
  }
  return { ...(dataset !== undefined && { dataset }), tables };
}

function readTable(value: unknown, path: readonly Step[], reader: Reader): TableExpectation {
  const table = reader.map(value, path, ["key", "rows", "fields"]);
  const key = reader.list(table.get("key"), [...path, "key"]);
  const rows = reader.count(table.get("rows"), [...path, "rows"]);
  const fields = new Map<string, FieldExpectation>();
  const fieldsPath = [...path, "fields"];
  for (const [name, field] of reader.map(table.get("fields"), fieldsPath)) {
    fields.set(name, readField(field, [...fieldsPath, name], reader));
  }
  return { ...(key && { key }), ...(rows !== undefined && { rows }), fields };
}

function readField(value: unknown, path: readonly Step[], reader: Reader): FieldExpectation {
  // `id: string` is short for `id: { type: string }`, and `id:` for a field of any type.
  if (value === "") return {};
  if (typeof value === "string") return { type: reader.type(value, path) };
  const field = reader.map(value, path, ["type", "required", "codes", "only"]);
  const type = reader.text(field.get("type"), [...path, "type"]);
  const required = reader.flag(field.get("required"), [...path, "required"]);
  const codes = reader.list(field.get("codes"), [...path, "codes"]);
  const only = reader.flag(field.get("only"), [...path, "only"]);
  if (only === true && codes === undefined) {
    reader.add([...path, "only"], "`only` says nothing without `codes`", "List the codes.");
  }
  return {
    ...(type !== undefined && { type: reader.type(type, [...path, "type"]) }),
    ...(required !== undefined && { required }),
    ...(codes && { codes }),
    ...(only !== undefined && { only }),
  };
}

/** Takes values as what they should be, and notes each that is something else. */
interface Reader {
  readonly faults: readonly ExpectationsFault[];
  add(path: readonly Step[], message: string, fix: string): void;
  map(
    value: unknown,
    path: readonly Step[],
    keys?: readonly string[],
  ): ReadonlyMap<string, unknown>;
  list(value: unknown, path: readonly Step[]): readonly string[] | undefined;
  text(value: unknown, path: readonly Step[]): string | undefined;
  flag(value: unknown, path: readonly Step[]): boolean | undefined;
  count(value: unknown, path: readonly Step[]): number | undefined;
  type(name: string, path: readonly Step[]): FieldType;
}

function openReader(yaml: PlacedYaml): Reader {
  const faults: ExpectationsFault[] = [];
  const add: Reader["add"] = (path, message, fix) => {
    faults.push(yaml.faultAt(path, message, fix));
  };
  return {
    faults,
    add,
    map(value, path, keys) {
      if (isNothing(value)) return new Map();
      if (!(value instanceof Map)) {
        add(path, `${nameOf(path)} is not a map`, "Write it as `name: value`, one a line.");
        return new Map();
      }
      for (const key of keys ? value.keys() : []) {
        if (keys?.includes(key)) continue;
        const near = closest(key, keys ?? []);
        const known = `Use ${keys?.join(", ")}.`;
        const fix = near ? `Write ${near}.` : known;
        faults.push(yaml.faultAtKey([...path, key], `${key} means nothing here`, fix));
      }
      return value;
    },
    list(value, path) {
      if (isNothing(value)) return undefined;
      if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
      add(path, `${nameOf(path)} is not a list of words`, "Write it as `[one, other]`.");
      return undefined;
    },
    text(value, path) {
      if (isNothing(value)) return undefined;
      if (typeof value === "string") return value;
      add(path, `${nameOf(path)} is not a word`, "Write one word or number.");
      return undefined;
    },
    flag(value, path) {
      if (isNothing(value)) return undefined;
      if (value === "true" || value === "false") return value === "true";
      add(path, `${nameOf(path)} is neither true nor false`, "Write true or false.");
      return undefined;
    },
    count(value, path) {
      if (isNothing(value)) return undefined;
      if (typeof value === "string" && /^\d{1,15}$/.test(value)) return Number(value);
      add(path, `${nameOf(path)} is not a number of rows`, "Write a whole number, such as 100.");
      return undefined;
    },
    type(name, path) {
      const found = fieldTypes.find((type) => type === name);
      if (found) return found;
      const near = closest(name, fieldTypes);
      const fix = near ? `Write ${near}.` : `Use ${fieldTypes.join(", ")}.`;
      add(path, `There is no type ${name}`, fix);
      return "string";
    },
  };
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === "";

const nameOf = (path: readonly Step[]): string => String(path.at(-1) ?? "The file");
