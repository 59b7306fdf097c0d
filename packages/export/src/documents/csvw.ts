import type { Field, TableDefinition } from "@sourcebook/schema";
import { csvDialect } from "../format-csv.ts";
import { licenceAddress } from "./licence.ts";
import { canonicalFile, type ReleaseFacts, releaseDay, type WrittenFile } from "./release-facts.ts";

/**
 * The file data/csv-metadata.json: the canonical files as CSV on the Web, found by its name from each
 * of them.
 *
 * @see https://www.w3.org/TR/tabular-metadata/
 */
export function csvwMetadata(facts: ReleaseFacts): object {
  const { dataset, views, created, written } = facts;
  const tables = [...dataset.tables, ...views].map(({ definition }) => definition);
  const day = releaseDay(created);
  return {
    "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
    "dc:title": dataset.title,
    ...(dataset.description !== undefined && { "dc:description": dataset.description }),
    "schema:version": dataset.version,
    ...(day !== undefined && { "dc:issued": { "@value": day, "@type": "xsd:date" } }),
    "dc:license": { "@id": licencePath(dataset.licence) },
    dialect: {
      encoding: "utf-8",
      delimiter: csvDialect.delimiter,
      lineTerminators: [csvDialect.lineTerminator],
      quoteChar: csvDialect.quoteChar,
      doubleQuote: csvDialect.doubleQuote,
      header: csvDialect.header,
    },
    tables: tables.flatMap((definition) => {
      const file = canonicalFile(written, definition.name);
      return file ? [csvwTable(definition, file, written)] : [];
    }),
  };
}

function csvwTable(
  { name, title, description, fields, primaryKey, foreignKeys }: TableDefinition,
  { path, rows = 0, sha256, bytes }: WrittenFile,
  written: readonly WrittenFile[],
): object {
  return {
    "@id": `#${name}`,
    url: relativePath(path),
    "dc:title": title,
    "dc:description": description,
    "dc:extent": `${rows} rows`,
    "schema:contentSize": `${bytes} B`,
    "schema:sha256": sha256,
    tableSchema: {
      columns: fields.map(csvwColumn),
      primaryKey,
      ...(foreignKeys.length > 0 && {
        foreignKeys: foreignKeys
          // CSV on the Web has no reference from the items of a list.
          .filter(({ each }) => !each)
          .map(({ fields: from, reference }) => ({
            columnReference: from,
            reference: {
              resource: relativePath(
                canonicalFile(written, reference.table)?.path ?? reference.table,
              ),
              columnReference: reference.fields,
            },
          })),
      }),
    },
  };
}

function csvwColumn(field: Field): object {
  return {
    name: field.name,
    titles: field.name,
    "dc:title": field.title,
    "dc:description": field.description,
    datatype: datatype(field),
    ...(field.type === "list" && { separator: ";" }),
    ...(field.required && { required: true }),
  };
}

function datatype({ type, format }: Field): string | object {
  switch (type) {
    case "integer":
      return "integer";
    case "number":
      return "double";
    case "boolean":
      return { base: "boolean", format: "true|false" };
    case "date":
      return { base: "date", format: "yyyy-MM-dd" };
    case "datetime":
      return "dateTimeStamp";
    default:
      return format === "uri" ? "anyURI" : "string";
  }
}

// Paths are relative to the file, which stands in data/.
const relativePath = (path: string): string =>
  path.startsWith("data/") ? path.slice("data/".length) : `../${path}`;

const licencePath = (licence: string): string => {
  const address = licenceAddress(licence);
  return address.includes(":") ? address : relativePath(address);
};
