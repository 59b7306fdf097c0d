import type { JsonSchema } from "../src/json-schema.ts";
import type { CodelistEntry, Field, Model, TableDefinition } from "../src/model.ts";

/** Writes the reference of a model as Markdown pages, by file name: an overview, each table, and the codelists. */
export function referencePages(model: Model): ReadonlyMap<string, string> {
  const tables = Object.values(model.tables);
  return new Map([
    ["README.md", overview(model)],
    ...tables.map((table) => [`${table.name}.md`, tablePage(table, model)] as const),
    ["codelists.md", codelistPage(model)],
  ]);
}

const generated =
  "<!-- Made from the schemas by `pnpm --filter @sourcebook/schema reference`; do not edit. -->";

const page = (...blocks: readonly (string | readonly string[])[]): string =>
  `${[generated, ...blocks.map((block) => (typeof block === "string" ? block : block.join("\n")))]
    .filter((block) => block !== "")
    .join("\n\n")}\n`;

function overview({ name, tables, codelists }: Model): string {
  const all = Object.values(tables);
  return page(
    `# The ${name} model`,
    `${all.length} tables, ${Object.keys(codelists).length} codelists. An empty cell means "not stated" everywhere; there is no null, and no empty text.`,
    "## Tables",
    markdownTable(
      ["table", "a row is", "primary key"],
      all.map((table) => [
        link(table.name),
        firstSentence(table.description),
        table.primaryKey.map(code).join(", "),
      ]),
    ),
    "## How they hang together",
    ["```mermaid", "erDiagram", ...all.flatMap(entity), ...all.flatMap(relations), "```"],
    "The codes of all lists are in [codelists](codelists.md).",
  );
}

const link = (table: string): string => `[\`${table}\`](${table}.md)`;
const code = (word: string): string => `\`${word}\``;
const firstSentence = (text: string): string => /^.*?[.](?= |$)/u.exec(text)?.[0] ?? text;

const entity = ({ name, fields, primaryKey, foreignKeys }: TableDefinition): readonly string[] => {
  const referring = new Set(foreignKeys.flatMap((key) => key.fields));
  const shown = fields.filter(
    (field) => primaryKey.includes(field.name) || referring.has(field.name) || field.required,
  );
  return [
    `  ${name} {`,
    ...shown.map((field) => {
      const keys = [
        ...(primaryKey.includes(field.name) ? ["PK"] : []),
        ...(referring.has(field.name) ? ["FK"] : []),
      ];
      return `    ${[field.type, field.name, keys.join(", ")].filter(Boolean).join(" ")}`;
    }),
    "  }",
  ];
};

const relations = ({ name, fields, primaryKey, foreignKeys }: TableDefinition): readonly string[] =>
  foreignKeys.map((key) => {
    const [field = ""] = key.fields;
    const isRequired = fields.find((one) => one.name === field)?.required === true;
    const isWholeKey = primaryKey.join() === key.fields.join();
    const many = isWholeKey ? "o|" : "o{";
    const one = key.each ? "}o" : isRequired ? "||" : "|o";
    return `  ${key.reference.table} ${one}--${many} ${name} : ${field}`;
  });

function tablePage(table: TableDefinition, model: Model): string {
  const { name, title, description, fields, schema } = table;
  const rules = (schema.allOf ?? []) as readonly JsonSchema[];
  const examples = (schema.examples ?? []) as readonly unknown[];
  return page(
    `# ${title}`,
    table.deprecated
      ? `**Deprecated since ${table.deprecated.since}.** ${table.deprecated.description}`
      : "",
    description,
    keys(table, model),
    "## Columns",
    markdownTable(
      ["column", "type", "filled", "what it says", "example"],
      fields.map((field) => [
        code(field.name),
        typeWords(field),
        field.required ? "always" : "if stated",
        [field.description, ...notes(field)].join(" "),
        example(field),
      ]),
    ),
    rules.length + Object.keys((schema.dependentRequired ?? {}) as object).length === 0
      ? ""
      : ["## What is refused", "", ...pairRules(schema), ...rules.map(ruleLine)],
    "## An example",
    ["```json", ...examples.map((row) => JSON.stringify(row, null, 2)), "```"],
    `Schema: \`@sourcebook/schema/schemas/${name}.schema.json\`. [All tables](README.md)`,
  );
}

function keys(
  { primaryKey, uniqueKeys, foreignKeys, name, sortOrder }: TableDefinition,
  model: Model,
): readonly string[] {
  const referring = Object.values(model.tables).flatMap((other) =>
    other.foreignKeys
      .filter(({ reference }) => reference.table === name)
      .map(({ fields }) => `${link(other.name)} (${fields.map(code).join(", ")})`),
  );
  return [
    `- Primary key: ${primaryKey.map(code).join(", ")}. Rows are ordered by ${sortOrder.join() === primaryKey.join() ? "it" : sortOrder.map(code).join(", ")}.`,
    ...uniqueKeys.map((fields) => `- Unique: ${fields.map(code).join(", ")}.`),
    ...foreignKeys.map(
      ({ fields, reference, each }) =>
        `- ${each ? "Each item of " : ""}${fields.map(code).join(", ")} refers to ${link(reference.table)}.`,
    ),
    ...(referring.length === 0 ? [] : [`- Referred to by ${referring.join(", ")}.`]),
  ];
}

function typeWords({ type, format, codelist, extensible, unit }: Field): string {
  const list =
    codelist && `[${codelist}](codelists.md#${codelist})${extensible ? ", may grow" : ""}`;
  return [
    type === "list" ? "list of text" : type === "string" ? "text" : type,
    format === type ? "" : format,
    list,
    unit,
  ]
    .filter(Boolean)
    .join(", ");
}

const notes = ({ computed, deprecated }: Field): readonly string[] => [
  ...(computed ? ["*Written by the toolkit.*"] : []),
  ...(deprecated ? [`**Deprecated since ${deprecated.since}:** ${deprecated.description}`] : []),
];

const example = ({ examples }: Field): string =>
  examples[0] === undefined ? "" : code([examples[0]].flat().join(";").replaceAll("\n", "\\n"));

const ruleLine = ({ title, description }: JsonSchema): string => `- ${title}. *${description}*`;

const pairRules = ({ dependentRequired = {} }: JsonSchema): readonly string[] =>
  Object.entries(dependentRequired as Record<string, readonly string[]>).map(
    ([field, others]) => `- ${code(field)} without ${others.map(code).join(", ")}.`,
  );

function codelistPage({ codelists, tables }: Model): string {
  const fields = Object.values(tables).flatMap((table) =>
    table.fields.map((field) => ({ table, field })),
  );
  return page(
    "# Codelists",
    "A closed list changes only in a major version. One that may grow gets new codes in a minor version: read a code that you do not know as such, not as an error.",
    ...Object.entries(codelists).flatMap(([name, entries]) => {
      const users = fields.filter(({ field }) => field.codelist === name);
      const isOpen = users.some(({ field }) => field.extensible);
      const more = [...new Set(entries.flatMap((entry) => Object.keys(entry)))].filter(
        (column) => !["code", "title", "description", "deprecated", "replaced_by"].includes(column),
      );
      return [
        `## ${name}`,
        `${isOpen ? "May grow" : "Closed"}. Used by ${users.map(({ table, field }) => `${link(table.name)} (${code(field.name)})`).join(", ")}.`,
        markdownTable(
          ["code", "what it says", ...more],
          entries.map((entry) => [
            code(entry.code),
            codeWords(entry),
            ...more.map((column) => (entry[column] ?? "").replaceAll(";", ", ")),
          ]),
        ),
      ];
    }),
  );
}

const codeWords = ({ description, deprecated, replaced_by: next }: CodelistEntry): string =>
  deprecated === undefined
    ? description
    : `${description} **Deprecated since ${deprecated}${next ? `; use \`${next}\`` : ""}.**`;

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");
}
