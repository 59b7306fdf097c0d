import {
  type CodelistEntry,
  type Dataset,
  type Field,
  mostDistinct,
  type Table,
  type TableDefinition,
} from "@sourcebook/schema";
import { formatCell } from "../format-cell.ts";
import { usedCodelists } from "../formats/dictionary-tables.ts";
import { codelistSections } from "./codebook-codelists.ts";
import { howToRead } from "./codebook-introduction.ts";
import { countText, groupDigits, shareText } from "./count-text.ts";
import type { FieldProfile } from "./field-counter.ts";
import { anchor, code, page, plain, prose, table } from "./markdown.ts";
import { profileTable, type TableProfile } from "./profile-table.ts";

/** The page CODEBOOK.md: what every table and column means, and what is in it in this version. */
export async function formatCodebook(dataset: Dataset, views: readonly Table[]): Promise<string> {
  const viewProfiles = await profileAll(views);
  const profiles = await profileAll(dataset.tables);
  const all = [...viewProfiles, ...profiles];
  return page(
    `# Codebook: ${plain(dataset.title)}, version ${dataset.version}`,
    "What every column of every table means, and what is in it in this version.",
    howToRead(all.flatMap(({ definition }) => definition.fields)),
    "## Contents",
    contents(views.length > 0 ? "Views, for reading" : undefined, viewProfiles),
    contents(views.length > 0 ? "Tables, for joining" : undefined, profiles),
    joins(profiles),
    ...viewProfiles.map((profile) => tableSection(profile, "views", dataset)),
    ...profiles.map((profile) => tableSection(profile, "data", dataset)),
    ...codelistSections(
      usedCodelists([...views, ...dataset.tables], dataset.model),
      dataset.model,
      profiles,
    ),
  );
}

async function profileAll(tables: readonly Table[]): Promise<TableProfile[]> {
  const profiles: TableProfile[] = [];
  // One after the other: each holds what it counts.
  for (const each of tables) profiles.push(await profileTable(each));
  return profiles;
}

function contents(
  title: string | undefined,
  profiles: readonly TableProfile[],
): string | undefined {
  if (profiles.length === 0) return undefined;
  const rows = profiles.map(({ definition: { name, description }, rows }) => [
    `[${plain(name)}](#${anchor(name)})`,
    groupDigits(rows),
    prose(description),
  ]);
  return [
    ...(title === undefined ? [] : [`**${title}**`]),
    table(["name", "rows:", "what a row is"], rows),
  ].join("\n\n");
}

/** What refers to what, by what is referred to: these are the columns to join on. */
function joins(profiles: readonly TableProfile[]): string | undefined {
  const columns = (table: string, fields: readonly string[]): string =>
    fields.map((field) => code(`${table}.${field}`)).join(" + ");
  const referrers = new Map<string, string[]>();
  for (const { definition } of profiles) {
    for (const { fields, reference, each } of definition.foreignKeys) {
      const key = columns(reference.table, reference.fields);
      const from = `${columns(definition.name, fields)}${each ? " (each item)" : ""}`;
      referrers.set(key, [...(referrers.get(key) ?? []), from]);
    }
  }
  if (referrers.size === 0) return undefined;
  const rows = [...referrers].map(([key, from]) => [key, from.join(", ")]);
  return `## How the tables join\n\n${table(["key", "is referred to by"], rows)}`;
}

function tableSection(profile: TableProfile, folder: string, dataset: Dataset): string {
  const { definition, rows } = profile;
  const { name, description, primaryKey, sortOrder } = definition;
  const sorted = sortOrder.map(code).join(", ");
  const facts = [
    `[${folder}/${name}.csv](${folder}/${name}.csv)`,
    countText(rows, "row"),
    `key: ${primaryKey.map(code).join(", ")}`,
    ...(sorted === primaryKey.map(code).join(", ") ? [] : [`sorted by ${sorted}`]),
  ];
  const columns = definition.fields.map((field) => [
    code(field.name),
    `**${plain(field.title)}.** ${prose(field.description)}${deprecation(field)}`,
    typeWords(field),
    fillWords(field, profile),
    valueWords(field, profile, dataset),
    exampleWords(field, profile),
  ]);
  return [
    `## ${name}`,
    prose(description),
    facts.join(" · "),
    table(["column", "meaning", "type", "filled:", "values", "example"], columns),
  ].join("\n\n");
}

function typeWords({ type, format, unit }: Field): string {
  const unitWords = unit === undefined ? "" : `, in ${plain(unit)}`;
  switch (type) {
    case "string":
      return format === "edtf" ? "date (EDTF)" : format === "uri" ? "web address" : "text";
    case "integer":
      return `whole number${unitWords}`;
    case "number":
      return `number${unitWords}`;
    case "boolean":
      return "true or false";
    case "date":
      return "day (YYYY-MM-DD)";
    case "datetime":
      return "time (RFC 3339)";
    case "list":
      return "list of texts";
  }
}

const fieldProfile = ({ name }: Field, { fields }: TableProfile): FieldProfile =>
  fields.get(name) ?? { filled: 0, codes: new Map() };

function fillWords(field: Field, profile: TableProfile): string {
  return shareText(fieldProfile(field, profile).filled, profile.rows);
}

function valueWords(field: Field, profile: TableProfile, dataset: Dataset): string {
  const { filled, distinct, least, greatest, codes } = fieldProfile(field, profile);
  if (filled === 0) return "";
  const entries = codeEntries(field, dataset);
  if (field.codelist !== undefined && entries) {
    const heading = `Codelist: ${field.codelist}`;
    return `${codes.size} of ${entries.length} codes in [${plain(field.codelist)}](#${anchor(heading)})`;
  }
  if (field.type === "boolean") {
    return ["true", "false"]
      .map((word) => `${groupDigits(codes.get(word) ?? 0)} ${word}`)
      .join(", ");
  }
  if (least !== undefined && greatest !== undefined && !isQualified(field, profile.definition)) {
    const [from, to] = [formatCell(field, least), formatCell(field, greatest)];
    return from === to ? from : `${from} to ${to}`;
  }
  if (distinct === undefined) return `more than ${groupDigits(mostDistinct)} distinct`;
  return distinct === filled && filled > 1 && field.type !== "list"
    ? "all distinct"
    : `${groupDigits(distinct)} distinct`;
}

function exampleWords(field: Field, profile: TableProfile): string {
  const { example } = fieldProfile(field, profile);
  if (example === undefined || isQualified(field, profile.definition)) return "";
  const letters = [...example];
  return code(
    letters.length > exampleLimit ? `${letters.slice(0, exampleLimit).join("")}…` : example,
  );
}

const exampleLimit = 80;

// A number whose meaning hangs on a qualifier beside it is not shown by itself, nor in a range.
const isQualified = (field: Field, { fields }: TableDefinition): boolean =>
  field.type === "number" && fields.some(({ codelist }) => codelist === "qualifiers");

const codeEntries = (
  { codelist }: Field,
  { model }: Dataset,
): readonly CodelistEntry[] | undefined =>
  codelist !== undefined && Object.hasOwn(model.codelists, codelist)
    ? model.codelists[codelist]
    : undefined;

const deprecation = ({ deprecated }: Field): string =>
  deprecated === undefined
    ? ""
    : ` *Deprecated since ${plain(deprecated.since)}: ${prose(deprecated.description)}*`;
