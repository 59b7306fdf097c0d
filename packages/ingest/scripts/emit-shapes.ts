import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import type { RecordFileKind } from "../src/records/record-schemas.ts";

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Writes a module with a validator for each kind of record file, which needs no ajv: to load and compile them took
 * longer than to check the records.
 */
export function emitShapes(schemas: Readonly<Record<RecordFileKind, JsonSchema>>): {
  code: string;
  types: string;
} {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    allowUnionTypes: true,
    inlineRefs: false,
    code: { source: true, esm: true, lines: true },
  });
  const kinds = Object.keys(schemas);
  for (const [kind, schema] of Object.entries(schemas)) ajv.addSchema(shareShapes(schema), kind);
  const source = standalone.default(ajv, Object.fromEntries(kinds.map((kind) => [kind, kind])));
  const code = source
    .replace(/^"use strict";/u, 'import { countCodePoints } from "../count-code-points.ts";')
    // Whether a text is empty can be told without counting it.
    .replaceAll(/\bfunc\d+\((data\d*)\) < 1\)/gu, "$1.length < 1)")
    .replaceAll(/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/gu, "countCodePoints")
    .concat(`\nexport const validators = { ${kinds.join(", ")} };\n`);
  if (/require\(|\beval\b|new Function/u.test(code)) throw new TypeError("not standalone");
  const types = [
    'import type { ErrorObject } from "ajv";',
    'import type { RecordFileKind } from "../records/record-schemas.ts";',
    "type Validate = { (value: unknown): boolean; errors?: ErrorObject[] | null };",
    "export declare const validators: Readonly<Record<RecordFileKind, Validate>>;",
    "",
  ].join("\n");
  return { code, types };
}

/** Says what stands in several places once, and refers to it: written out everywhere, the code is twice as long. */
function shareShapes(schema: JsonSchema): JsonSchema {
  const uses = new Map<string, number>();
  JSON.stringify(schema, (_, part: unknown) => {
    const text = JSON.stringify(part);
    if (isShape(part)) uses.set(text, (uses.get(text) ?? 0) + 1);
    return part;
  });
  const shared = [...uses].filter(([, count]) => count > 1).map(([text]) => text);
  const names = new Map(shared.map((text, index) => [text, `shape${index}`]));
  const refer = (shape: unknown): JsonSchema =>
    JSON.parse(
      JSON.stringify(shape, (key, part: unknown) => {
        const name = key === "" ? undefined : names.get(JSON.stringify(part));
        return name === undefined ? part : { $ref: `#/$defs/${name}` };
      }),
    );
  const $defs = Object.fromEntries(
    shared.map((text) => [names.get(text) ?? "", refer(JSON.parse(text))]),
  );
  return { ...refer(schema), $defs };
}

/** Whether this is a schema, and not its `properties`, which may have a key called `type`. */
function isShape(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  const { type, if: condition } = part as JsonSchema;
  return typeof type === "string" || Array.isArray(type) || condition !== undefined;
}
