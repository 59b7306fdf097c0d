import type { Field, TableDefinition } from "@sourcebook/schema";
import { citationText } from "./citation.ts";
import { agentType, citedContributors, publishers } from "./contributors.ts";
import { croissantContext } from "./croissant-context.ts";
import { licenceAddress } from "./licence.ts";
import { canonicalFile, type ReleaseFacts, releaseDay, type WrittenFile } from "./release-facts.ts";

/**
 * The file croissant.json: Croissant 1.1, which is schema.org with a record set for each table.
 *
 * @see https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html
 */
export function croissant(facts: ReleaseFacts): object {
  const { dataset, views, created, written } = facts;
  const { name, title, description, version, licence, homepage, keywords = [] } = dataset;
  const tables = [...dataset.tables, ...views].map(({ definition }) => definition);
  const day = releaseDay(created);
  return {
    "@context": croissantContext,
    "@type": "sc:Dataset",
    conformsTo: "http://mlcommons.org/croissant/1.1",
    name,
    alternateName: title,
    description: description ?? title,
    version,
    license: licenceAddress(licence),
    ...(homepage !== undefined && { url: homepage }),
    ...(day !== undefined && { datePublished: day }),
    creator: citedContributors(dataset).map(agent),
    ...(publishers(dataset).length > 0 && { publisher: publishers(dataset).map(agent) }),
    ...(keywords.length > 0 && { keywords }),
    citeAs: citationText(facts),
    isLiveDataset: false,
    distribution: written.filter(isData).map(fileObject),
    recordSet: tables.flatMap((definition) => {
      const file = canonicalFile(written, definition.name);
      return file ? [recordSet(definition, file)] : [];
    }),
  };
}

const agent = (contributor: Parameters<typeof agentType>[0]): object => ({
  "@type": `sc:${agentType(contributor)}`,
  name: contributor.title,
  ...(contributor.path !== undefined && { url: contributor.path }),
});

/** Files that hold rows, not words about them. */
export function isData({ table, resource }: WrittenFile): boolean {
  return table !== undefined || resource.format === "xlsx" || resource.format === "sqlite";
}

function fileObject({ path, bytes, sha256, resource }: WrittenFile): object {
  return {
    "@type": "cr:FileObject",
    "@id": path,
    name: path,
    description: resource.description ?? resource.title,
    contentUrl: path,
    contentSize: `${bytes} B`,
    encodingFormat: resource.mediatype,
    sha256,
  };
}

// Without references between record sets: the reference implementation joins on them, and loses the
// rows whose reference is empty. They stand in datapackage.json and data/csv-metadata.json.
function recordSet(definition: TableDefinition, { path }: WrittenFile): object {
  const { name, title, description, fields, primaryKey } = definition;
  const key = primaryKey.map((field) => ({ "@id": `${name}/${field}` }));
  return {
    "@type": "cr:RecordSet",
    "@id": name,
    name,
    description: `${title}. ${description}`,
    key: key.length === 1 ? key[0] : key,
    field: fields.map((field) => recordField(field, definition, path)),
  };
}

function recordField(field: Field, { name: table }: TableDefinition, path: string): object {
  const isList = field.type === "list";
  return {
    "@type": "cr:Field",
    "@id": `${table}/${field.name}`,
    name: field.name,
    description: `${field.title}. ${field.description}`,
    dataType: dataType(field),
    ...(isList && { repeated: true }),
    source: {
      fileObject: { "@id": path },
      extract: { column: field.name },
      ...(isList && { transform: { separator: ";" } }),
    },
  };
}

function dataType({ type, format }: Field): string {
  switch (type) {
    case "integer":
      return "sc:Integer";
    case "number":
      return "sc:Float";
    case "boolean":
      return "sc:Boolean";
    case "date":
      return "sc:Date";
    case "datetime":
      return "sc:DateTime";
    default:
      return format === "uri" ? "sc:URL" : "sc:Text";
  }
}
