import { isObject, type JsonSchema } from "./json-schema.ts";

/** Schemas by file name, as they refer to each other. */
export type SchemaFiles = Readonly<Record<string, unknown>>;

/**
 * Puts what each `$ref` leads to in its place, so that a schema is whole in itself.
 *
 * A keyword beside the `$ref` wins over the same keyword of its target. References must lead to a file of
 * `files` and not in circles: the lint has made sure of that.
 */
export function resolveSchema(file: string, files: SchemaFiles): JsonSchema {
  const { $defs: _, ...schema } = resolveValue(files[file], file, files) as JsonSchema;
  return schema;
}

function resolveValue(value: unknown, file: string, files: SchemaFiles): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, file, files));
  if (!isObject(value)) return value;
  const { $ref, ...beside } = value;
  const own = mapValues(beside, (keyword, inner) =>
    literal.has(keyword) ? inner : resolveValue(inner, file, files),
  );
  if (typeof $ref !== "string") return own;
  const target = locate($ref, file, files);
  if (!target) throw new TypeError(`${file}: ${$ref} leads nowhere`);
  return { ...(resolveValue(target.schema, target.file, files) as JsonSchema), ...own };
}

// Values of these keywords are data in which `$ref` would be a word like any other.
const literal: ReadonlySet<string> = new Set(["const", "default", "enum", "examples"]);

const mapValues = (
  object: Record<string, unknown>,
  change: (key: string, value: unknown) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(key, value)]));

/** Finds what a `$ref` in a file leads to: `#/…` in the same file, `other.schema.json#/…` in another. */
export function locate(
  reference: string,
  file: string,
  files: SchemaFiles,
): { file: string; schema: unknown } | undefined {
  const [name = "", pointer = ""] = reference.split("#");
  const home = name === "" ? file : name;
  if (!Object.hasOwn(files, home)) return undefined;
  let schema: unknown = files[home];
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (!isObject(schema) || !Object.hasOwn(schema, key)) return undefined;
    schema = schema[key];
  }
  return { file: home, schema };
}
