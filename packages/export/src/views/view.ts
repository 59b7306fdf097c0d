import type { Dataset, Field, Row, Table, TableDefinition } from "@sourcebook/schema";

/** A flat table for people, made of the tables of a dataset: what it looks like, and its rows. */
export interface View {
  readonly definition: TableDefinition;
  /** Rows in the sort order of the definition. */
  rows(dataset: Dataset): AsyncIterable<Row>;
}

/** The parts of a view that are not the same in all of them. */
interface ViewFacts {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly Field[];
  readonly primaryKey: readonly string[];
  readonly sortOrder?: readonly string[];
}

/** Makes the definition of a view; each view names its claim in the field `claim_id`. */
export function viewDefinition(facts: ViewFacts): TableDefinition {
  const { name, title, description, fields, primaryKey, sortOrder = primaryKey } = facts;
  return {
    name,
    title,
    description,
    fields,
    primaryKey,
    uniqueKeys: [],
    foreignKeys: [{ fields: ["claim_id"], reference: { table: "claims", fields: ["id"] } }],
    sortOrder,
    schema: rowSchema(name, title, description, fields),
  };
}

/**
 * A view as a table like any other, so that every format can write it.
 *
 * Each format asks for its rows once more: those of a small view are kept, a large one is made again.
 */
export function viewTable({ definition, rows }: View, dataset: Dataset): Table {
  let kept: readonly (readonly Row[])[] | undefined;
  return {
    definition,
    async *batches() {
      if (kept !== undefined) return yield* kept;
      const made: (readonly Row[])[] = [];
      for await (const batch of inBatches(rows(dataset))) {
        if (made.length <= mostKeptBatches) made.push(batch);
        yield batch;
      }
      if (made.length <= mostKeptBatches) kept = made;
    },
  };
}

const rowsInBatch = 1000;
const mostKeptBatches = 10;

async function* inBatches(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length === rowsInBatch) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function rowSchema(
  name: string,
  title: string,
  description: string,
  fields: readonly Field[],
): Readonly<Record<string, unknown>> {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `${name}.schema.json`,
    title,
    description,
    type: "object",
    properties: Object.fromEntries(
      fields.map((field) => [
        field.name,
        { title: field.title, description: field.description, type: jsonType(field) },
      ]),
    ),
    required: fields.filter((field) => field.required).map((field) => field.name),
    additionalProperties: false,
  };
}

const jsonType = ({ type }: Field): string =>
  type === "integer" || type === "number" ? type : "string";
