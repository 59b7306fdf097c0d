/** The shapes of `tables` and `assertions` in `dataset.yaml`, as JSON Schemas over texts. */
type JsonSchema = Readonly<Record<string, unknown>>;

const text = { type: "string", minLength: 1 } as const;
/** Of a path or a pattern of paths: longer ones no system knows, and none that matches them can be trusted. */
export const MAX_PATH = 1000;
const path = { type: "string", minLength: 1, maxLength: MAX_PATH } as const;
const texts = { type: "array", items: text, minItems: 1 } as const;
const textByName = { type: "object", additionalProperties: text } as const;
const number = {
  type: ["string", "number"],
  minLength: 1,
  pattern: "^(0|[1-9][0-9]*)(\\.[0-9]+)?$",
} as const;

const record = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): JsonSchema => ({ type: "object", properties, required, additionalProperties: false });

/** Told apart by type, so that only one of them is complained about. */
const either = (
  type: "string" | "array",
  first: JsonSchema,
  otherwise: JsonSchema,
): JsonSchema => ({
  if: { type },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: first,
  else: otherwise,
});

const mapping = either(
  "string",
  path,
  record(
    {
      from: path,
      format: { enum: ["csv", "tsv", "json", "jsonl", "xlsx", "parquet"] },
      delimiter: text,
      encoding: text,
      sheet: text,
      schema: path,
      missing: {
        type: "array",
        items: either(
          "string",
          { type: "string" },
          record({ value: { type: "string" }, label: text }, ["value"]),
        ),
      },
      rename: textByName,
      constant: textByName,
      split: textByName,
      ignore: texts,
    },
    ["from"],
  ),
);

export const tablesSchema: JsonSchema = {
  type: "object",
  additionalProperties: either("array", { type: "array", items: mapping, minItems: 1 }, mapping),
};

export const assertionsSchema: JsonSchema = {
  type: "object",
  additionalProperties: record(
    {
      rows: either("string", number, record({ min: number, max: number }, [])),
      filled: { type: "object", additionalProperties: number },
      unique: { type: "array", items: either("string", text, texts), minItems: 1 },
      values: { type: "object", additionalProperties: texts },
      rules: texts,
    },
    [],
  ),
};
