/** What every field says of itself. */
export const field: { title: string; description: string; examples: readonly string[] } = {
  title: "F",
  description: "F.",
  examples: ["a"],
};

export const text = (keywords: object = {}): object => ({ ...field, type: "string", ...keywords });

/** The schema of a table `rows` with an id and further fields, as a file holds it. */
export const schemaText = (properties: object, keywords: object = {}): string =>
  JSON.stringify({
    $schema: "https://w3id.org/sourcebook/dialect/1/schema",
    $id: "rows.schema.json",
    title: "Rows",
    description: "Rows.",
    table: { name: "rows", title: "Rows", primaryKey: ["id"] },
    type: "object",
    properties: { id: text({ minLength: 1 }), ...properties },
    required: ["id"],
    additionalProperties: false,
    ...keywords,
  });
