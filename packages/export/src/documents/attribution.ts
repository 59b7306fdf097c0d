import type { Row, Table } from "@sourcebook/schema";
import { textOf } from "../text-of.ts";
import { eachRow } from "../views/merge-rows.ts";
import { indexRows } from "../views/resolve-claims.ts";
import { countText, sizeText } from "./count-text.ts";
import { code, list, page, plain } from "./markdown.ts";
import type { DatasetFacts } from "./release-facts.ts";

/**
 * The page ATTRIBUTION.md: who made the dataset, and each source that it is made from, with what the
 * source says about its rights.
 */
export async function formatAttribution({ dataset }: DatasetFacts): Promise<string> {
  const { contributors, title, version } = dataset;
  const find = (name: string): Table | undefined =>
    dataset.tables.find(({ definition }) => definition.name === name);
  const sources = find("sources");
  const entities = find("entities");
  const labels = entities ? await indexRows(entities, "id") : new Map<string, Row>();
  const claims = await countBySource(find("claims"));
  const sections: string[] = [];
  if (sources) {
    for await (const row of eachRow(sources)) sections.push(sourceSection(row, labels, claims));
  }
  return page(
    "# Attribution",
    `**${plain(title)}**, version ${version}: who made it, and from what.`,
    contributors.length === 0
      ? undefined
      : `## Made by\n\n${list(contributors.map(({ title: name, role, path }) => [plain(name), ...(role === undefined ? [] : [`(${plain(role)})`]), ...(path === undefined ? [] : [`<${path}>`])].join(" ")))}`,
    sections.length === 0 ? undefined : "## Sources",
    ...sections,
  );
}

function sourceSection(
  row: Row,
  labels: ReadonlyMap<string, Row>,
  claims: ReadonlyMap<string, number> | undefined,
): string {
  const id = textOf(row, "id") ?? "";
  const label = (entity: string): string => {
    const found = labels.get(entity);
    return plain((found && textOf(found, "label")) ?? entity);
  };
  const authors = Array.isArray(row.authors) ? row.authors.map(String) : [];
  const line = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${name}: ${value}`];
  const text = (name: string): string | undefined => {
    const value = textOf(row, name);
    return value === undefined ? undefined : plain(value);
  };
  const reference = (name: string): string | undefined => {
    const value = textOf(row, name);
    return value === undefined ? undefined : label(value);
  };
  const count = claims?.get(id) ?? 0;
  return [
    `### ${plain(textOf(row, "title") ?? id)}`,
    list([
      ...line("Subtitle", text("subtitle")),
      ...line(
        authors.length === 1 ? "Author" : "Authors",
        authors.length === 0 ? undefined : authors.map(label).join(", "),
      ),
      ...line("Publisher", reference("publisher")),
      ...line("Credit line", text("credit")),
      ...line("Published", publishedWords(row)),
      ...line("Declared affiliation", reference("affiliation")),
      ...line("Language", text("language")),
      ...line("Rights, as the source states them", text("rights")),
      ...line("Address", urlWords(row)),
      ...line("File", fileWords(row)),
      ...(claims === undefined
        ? []
        : [
            count === 0
              ? "Read, and no claim is taken from it"
              : `${countText(count, "claim")} ${count === 1 ? "is" : "are"} taken from it`,
          ]),
      `Id: ${code(id)}`,
    ]),
  ].join("\n\n");
}

function publishedWords(row: Row): string | undefined {
  const published = textOf(row, "published");
  const note = textOf(row, "published_note");
  if (published === undefined)
    return note === undefined ? undefined : `not stated (${plain(note)})`;
  const inferred = textOf(row, "published_basis") === "inferred";
  return `${plain(published)}${inferred ? ` [inferred${note === undefined ? "" : `: ${plain(note)}`}]` : ""}`;
}

const urlWords = (row: Row): string | undefined => {
  const url = textOf(row, "url");
  return url === undefined ? undefined : `<${url}>`;
};

function fileWords(row: Row): string | undefined {
  const file = textOf(row, "file");
  if (file === undefined) return undefined;
  const sha256 = textOf(row, "sha256");
  return [
    code(file),
    ...(typeof row.bytes === "number" ? [sizeText(row.bytes)] : []),
    ...(sha256 === undefined ? [] : [`SHA-256 ${code(sha256)}`]),
  ].join(", ");
}

async function countBySource(
  claims: Table | undefined,
): Promise<ReadonlyMap<string, number> | undefined> {
  if (claims === undefined) return undefined;
  const counts = new Map<string, number>();
  for await (const row of eachRow(claims)) {
    const source = textOf(row, "source_id") ?? "";
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  return counts;
}
