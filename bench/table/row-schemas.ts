import { kinds } from "./format-rows.ts";

type RowSchema = Readonly<Record<string, unknown>>;

const dialect = "https://w3id.org/sourcebook/dialect/1/schema";

/** JSON Schema of one row of the small table. */
export const stationSchema: RowSchema = {
  $schema: dialect,
  $id: "stations.schema.json",
  title: "Stations",
  description: "Made-up stations.",
  table: { name: "stations", title: "Stations", primaryKey: ["id"] },
  type: "object",
  properties: {
    id: field("Id", { type: "string", pattern: "^s[1-9][0-9]{0,3}$" }, "s1"),
    name: field("Name", { type: "string", minLength: 1, maxLength: 80 }, "kari mo"),
    latitude: field("Latitude", { type: "number", minimum: -90, maximum: 90 }, 1.5),
    longitude: field("Longitude", { type: "number", minimum: -180, maximum: 180 }, 1.5),
  },
  required: ["id", "name", "latitude", "longitude"],
  additionalProperties: false,
};

/** JSON Schema of one row of the large table: what every contender has to check. */
export const readingSchema: RowSchema = {
  $schema: dialect,
  $id: "readings.schema.json",
  title: "Readings",
  description: "Made-up readings.",
  table: {
    name: "readings",
    title: "Readings",
    primaryKey: ["id"],
    foreignKeys: [{ fields: ["station_id"], reference: { table: "stations", fields: ["id"] } }],
  },
  type: "object",
  properties: {
    id: field("Id", { type: "integer", minimum: 1, maximum: 100_000_000 }, 1),
    name: field("Name", { type: "string", minLength: 1, maxLength: 80 }, "kari mo"),
    day: field("Day", { type: "string", format: "date" }, "1988-07-31"),
    count: field("Count", { type: "integer", minimum: 0, maximum: 1_000_000 }, 1),
    value: field("Value", { type: "number", minimum: -1000, maximum: 1000 }, 1.5),
    kind: field("Kind", { type: "string", enum: [...kinds] }, "measured"),
    station_id: field("Station", { type: "string", pattern: "^s[1-9][0-9]{0,3}$" }, "s1"),
    note: field("Note", { type: "string", minLength: 1, maxLength: 1000 }, "open"),
    url: field("Address", { type: "string", format: "uri" }, "https://example.org/"),
    is_open: field("Open", { type: "boolean" }, true),
  },
  required: ["id", "name", "day", "count", "value", "kind", "station_id", "note", "url", "is_open"],
  additionalProperties: false,
};

function field(title: string, type: object, example: unknown): object {
  return { title, description: `Made up: ${title.toLowerCase()}.`, ...type, examples: [example] };
}
