import { assertionsSchema, tablesSchema } from "../tables/table-schemas.ts";

/**
 * The shapes of the record files, as JSON Schemas over texts: every scalar is its source text.
 *
 * They say which keys there are, which are required and what may stand under them. What a value may
 * be is said once, in the row schemas of the model.
 */
export type RecordFileKind = "dataset" | "source" | "registry" | "judgements";

type JsonSchema = Readonly<Record<string, unknown>>;

const text = { type: "string", minLength: 1 } as const;
const number = {
  type: ["string", "number"],
  minLength: 1,
  pattern: "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$",
} as const;
const texts = { type: "array", items: text, minItems: 1 } as const;

const record = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): JsonSchema => ({ type: "object", properties, required, additionalProperties: false });

const listOf = (items: JsonSchema): JsonSchema => ({ type: "array", items });

/** A text, or what `otherwise` says: told apart by type, so that only one of them is complained about. */
const textOr = (otherwise: JsonSchema): JsonSchema => ({
  if: { type: "string" },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: text,
  else: otherwise,
});

/** Of a quote, which is one passage with a few elisions. */
export const MAX_PARTS = 50;

const quotePart = textOr(record({ exact: text, prefix: text, suffix: text }, ["exact"]));
const quote: JsonSchema = {
  if: { type: "array" },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { type: "array", items: quotePart, minItems: 1, maxItems: MAX_PARTS },
  else: quotePart,
};
const textParts = textOr(texts);

const claim = record(
  {
    id: text,
    subject: text,
    predicate: text,
    object: text,
    value: text,
    polarity: text,
    modality: text,
    voice: text,
    about: text,
    date_text: text,
    date: text,
    date_inferred: text,
    date_basis: text,
    date_note: text,
    as_of: text,
    from_place: text,
    place: text,
    event: text,
    note: text,
    quantity: record(
      {
        expression: text,
        value: number,
        value_to: number,
        qualifier: text,
        measure: text,
        unit: text,
        population: text,
        event: text,
        place: text,
      },
      ["expression", "qualifier", "measure"],
    ),
    quotation: record(
      { speaker: text, addressee: text, work: text, text: textParts, version_group: text },
      [],
    ),
    attribution: {
      type: "array",
      items: textOr(record({ agent: text, act: text, via: text, certainty: text }, ["agent"])),
      minItems: 1,
    },
    quote,
    context: quote,
  },
  ["id", "subject", "predicate", "quote"],
);

const source = record(
  {
    source: record(
      {
        id: text,
        file: text,
        sha256: text,
        rendition: record({ sha256: text, tool: text }, ["sha256", "tool"]),
        title: text,
        subtitle: text,
        authors: texts,
        publisher: text,
        credit: text,
        published: text,
        published_basis: text,
        published_note: text,
        language: text,
        affiliation: text,
        rights: text,
        visibility: text,
        url: text,
      },
      ["id", "file", "authors", "published_basis", "language", "rights"],
    ),
    names: {
      type: "object",
      additionalProperties: listOf(record({ form: text, kind: text }, ["form", "kind"])),
    },
    passages: listOf(record({ kind: text, quote: quotePart, reason: text }, ["kind", "quote"])),
    claims: listOf(claim),
    citations: listOf(
      record(
        {
          number,
          marker: quotePart,
          note: quote,
          items: listOf(record({ text, work: text, cited_date: text, url: text }, ["text"])),
        },
        ["number", "note", "items"],
      ),
    ),
  },
  ["source"],
);

const registry = record(
  {
    entities: listOf(
      record(
        { id: text, type: text, kind: text, label: text, part_of: text, living: text, note: text },
        ["id", "type", "label"],
      ),
    ),
  },
  ["entities"],
);

const corrections = listOf(
  record({ table: text, id: text, field: text, since: text, reason: text, kind: text }, [
    "table",
    "id",
    "since",
    "reason",
  ]),
);

const judgements = record(
  {
    conflicts: listOf(
      record(
        {
          id: text,
          label: text,
          kind: text,
          strength: text,
          note: text,
          members: {
            type: "array",
            items: record({ claim: text, value: text }, ["claim", "value"]),
            minItems: 2,
          },
        },
        ["id", "label", "kind", "strength", "members"],
      ),
    ),
    retired: listOf(
      record(
        { table: text, id: text, status: text, replaced_by: text, since: text, reason: text },
        ["table", "id", "status", "since", "reason"],
      ),
    ),
    corrections,
  },
  [],
);

const dataset = record(
  {
    name: text,
    title: text,
    description: text,
    licence: text,
    contributors: {
      type: "array",
      items: record({ title: text, role: text, path: text }, ["title"]),
      minItems: 1,
    },
    keywords: texts,
    homepage: text,
    released: text,
    model: text,
    exports: texts,
    notice: text,
    tables: tablesSchema,
    assertions: assertionsSchema,
    corrections,
  },
  ["name", "title", "licence", "contributors"],
);

export const recordSchemas: Readonly<Record<RecordFileKind, JsonSchema>> = {
  dataset,
  source,
  registry,
  judgements,
};
