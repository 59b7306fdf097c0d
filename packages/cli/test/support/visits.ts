import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { visitsYaml } from "./visits-yaml.ts";

const described = { title: "Field", description: "A field." };
const dialect = "https://w3id.org/sourcebook/dialect/1/schema";

function rowSchema(name: string, table: object, properties: Record<string, object>): object {
  const fields = Object.entries(properties).map(([field, keywords]) => [
    field,
    { ...described, ...keywords },
  ]);
  return {
    $schema: dialect,
    $id: `${name}.schema.json`,
    title: name,
    description: `Rows of ${name}.`,
    table: { name, title: name, ...table },
    type: "object",
    properties: Object.fromEntries(fields),
    required: ["id"],
    additionalProperties: false,
  };
}

/** The schemas of two tables, one of which refers to the other, by the name of the table. */
export const schemas: Readonly<Record<"places" | "visits", object>> = {
  places: rowSchema(
    "places",
    { primaryKey: ["id"] },
    { id: { type: "string", minLength: 1, examples: ["p"] } },
  ),
  visits: rowSchema(
    "visits",
    {
      primaryKey: ["id"],
      foreignKeys: [{ fields: ["place"], reference: { table: "places", fields: ["id"] } }],
    },
    {
      id: { type: "integer", minimum: 0, examples: [1] },
      place: { type: "string", pattern: "^p[0-9]$", examples: ["p1"] },
      share: { type: "number", examples: [0.5] },
      day: { type: "string", format: "date", examples: ["1988-07-31"] },
      flag: { type: "boolean", examples: [true] },
      kind: { type: "string", enum: ["a", "b"], examples: ["a"] },
      note: { type: "string", minLength: 1, maxLength: 200, examples: ["open"] },
      link: { type: "string", format: "uri", examples: ["https://example.org/"] },
    },
  ),
};

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const note = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...'abc ,"\n\t\\é', "\u{1f701}"), maxLength: 90 }),
    fc.boolean(),
  )
  .map(([text, hasQuotes]) => (hasQuotes || /[",\n]/.test(text) ? quoted(text) : text));
/** The cells of a visit but its id, as a project may write them. */
export const visit: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("", "p0", "p7"),
    fc.constantFrom("", "1.5", "1.50", "-0.25", "1e3", "0.0000001", "12345678901234567890"),
    fc.constantFrom("", "1988-07-31", "2024-02-29"),
    fc.constantFrom("", "true", "False"),
    fc.constantFrom("", "a", '"b"'),
    note,
    fc.constantFrom("", "https://example.org/a?b=c", "urn:x:y", "https://example.org/%20"),
  )
  .filter(([, share]) => share !== "12345678901234567890")
  .map((cells) => cells.join(","));

/** Rows of visits as lines: every id once, in an order that jumps about. */
export const linesOfVisits = (visits: readonly string[], step: number): readonly string[] => {
  const lines = visits.map((cells, index) => `${(index * step) % 61},${cells}`);
  if (new Set(lines.map((line) => line.split(",")[0])).size !== lines.length)
    throw new Error("An id stands twice");
  return lines;
};

/** Makes a project of places and visits. */
export async function writeVisits(
  project: string,
  visits: string,
  exports: readonly string[],
): Promise<void> {
  await mkdir(join(project, "schemas"), { recursive: true });
  await writeFile(join(project, "visits.csv"), visits);
  await writeFile(join(project, "places.csv"), "id\np0\np7\n");
  for (const [name, schema] of Object.entries(schemas)) {
    await writeFile(join(project, "schemas", `${name}.schema.json`), JSON.stringify(schema));
  }
  const about = { name: "visits", version: "1.0.0", private: true };
  await writeFile(join(project, "package.json"), JSON.stringify(about));
  await writeFile(join(project, "dataset.yaml"), visitsYaml(["places", "visits"], exports));
}

/** The header of visits. */
export const visitsHeader = "id,place,share,day,flag,kind,note,link";
