import { field, schemaText, text } from "./support/schema-text.ts";

const SIZE = 2_000_000;
const fill = (part: string): string => part.repeat(Math.ceil(SIZE / part.length)).slice(0, SIZE);
const list = (length: number, item: (index: number) => string): string[] =>
  Array.from({ length }, (_, index) => item(index));

type Files = Readonly<Record<string, string>>;

const about = "name: h\ntitle: H\nlicence: CC0-1.0\ncontributors: [{ title: C }]\n";
const version = '{ "name": "h", "version": "0.1.0", "private": true }';

/** A project of one document, with `records` behind the head of its source. */
const records = (records: string, document = "A fire broke out. 1921\n"): Files => ({
  "package.json": version,
  "dataset.yaml": about,
  "registry/a.yaml": "entities: [{ id: a, type: person, label: A }]\n",
  "documents/a.txt": document,
  "sources/a.yaml": `source:\n  { id: a, file: a.txt, authors: [a], published_basis: unknown, language: en, rights: no }\n${records}`,
});
const claim = (keys: string): string =>
  `claims:\n  - { id: c, subject: a, predicate: took_place, ${keys} }\n`;

/** A project of one table, some of its files replaced. */
const table = (files: Files): Files => ({
  "package.json": version,
  "dataset.yaml": `${about}model: ./schemas\ntables: { rows: data/rows.csv }\n`,
  "schemas/rows.schema.json": schemaText({}),
  "data/rows.csv": "id\na\n",
  ...files,
});
const tables = (value: string): Files => table({ "dataset.yaml": `${about}tables: ${value}\n` });
const pattern = (pattern: string, cell = `${"a".repeat(60)}!`): Files =>
  table({
    "schemas/rows.schema.json": schemaText({ t: text({ pattern }) }),
    "data/rows.csv": `id,t\na,${cell}\n`,
  });
const fields = (length: number, keywords: (index: number) => object): Files =>
  table({
    "schemas/rows.schema.json": schemaText(
      Object.fromEntries(list(length, String).map((name, at) => [`t${name}`, text(keywords(at))])),
    ),
  });

/** Projects of two megabytes at most, made to take long or much memory, or to break a parser. */
export const hostileProjects: Readonly<Record<string, () => Files>> = {
  "aliases that grow": () =>
    records(
      `a0: &a0 [x]\n${list(40, (at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`).join("")}`,
    ),
  "open brackets": () => records(`claims: ${"[".repeat(SIZE / 2)}`),
  "open braces": () => records(`claims: ${"{a: ".repeat(SIZE / 4)}`),
  "keys below each other": () => records(list(1900, (at) => `${" ".repeat(at)}a:`).join("\n")),
  "dashes behind each other": () => records(`claims:\n${"- ".repeat(SIZE / 2)}`),
  "many keys": () => records(list(120_000, (at) => `k${at}: x\n`).join("")),
  "one key many times": () => records("claims: x\n".repeat(190_000)),
  "empty items": () => records(`claims:\n${"- {}\n".repeat(390_000)}`),
  anchors: () => records(`claims: [${"&a x, ".repeat(330_000)}`),
  tags: () => records(`claims: [${"!!x x, ".repeat(280_000)}`),
  colons: () => records(fill(":")),
  "a text without an end": () => records(`claims: "${fill("a\\")}`),
  "a long literal": () => records(`claims: |\n${fill(" a\n")}`),
  "many claims": () =>
    records(
      `claims:\n${list(18_000, (at) => `  - { id: c${at}, subject: a, predicate: took_place, quote: fire broke out. }\n`).join("")}`,
    ),
  "quotes that are not there": () =>
    records(
      `claims:\n${list(3000, (at) => `  - { id: c${at}, subject: a, predicate: took_place, quote: never said ${at} by anyone here }\n`).join("")}`,
      list(30_000, (at) => `Line ${at} of a text that says little, ${at * 7}.`).join("\n"),
    ),
  "a long chain": () => records(claim(`quote: fire, attribution: [${"a, ".repeat(SIZE / 4)}a]`)),
  "a long number": () =>
    records(
      claim(
        `quote: "1921", quantity: { expression: "1921", value: ${"9".repeat(SIZE)}, qualifier: exact, measure: people }`,
      ),
    ),
  "a long date": () => records(claim(`quote: "1921", date_text: "1921", date: "${fill("1921-")}"`)),
  "a long quote": () => records(claim(`quote: "${fill("fire broke ")}"`)),
  "tables without an end": () => tables("[".repeat(SIZE / 2)),
  "many tables": () => tables(`{ ${list(80_000, (at) => `t${at}: data/x.csv`).join(", ")} }`),
  "alternatives of alternatives": () => tables(`{ claims: "data/${"{a,b}".repeat(100)}.csv" }`),
  "stars behind each other": () => tables(`{ claims: "data/${"*a".repeat(400)}b.csv" }`),
  "repetitions of repetitions": () => tables('{ claims: "data/+(+(+(a)))b" }'),
  "a pattern of a megabyte": () => tables(`{ claims: "${"*".repeat(SIZE / 2)}" }`),
  "a rule without an end": () =>
    table({
      "dataset.yaml": `${about}model: ./schemas\ntables: { rows: data/rows.csv }\nassertions: { rows: { rules: ["${"id = ".repeat(SIZE / 8)}id"] } }\n`,
    }),
  "a deep package.json": () => table({ "package.json": "[".repeat(SIZE) }),
  "a long version": () => table({ "package.json": `{"version": "${"1.".repeat(SIZE / 2)}"}` }),
  "an open schema": () => table({ "schemas/rows.schema.json": '{"a":'.repeat(SIZE / 5) }),
  "a deep schema": () =>
    table({
      "schemas/rows.schema.json": schemaText({}, { allOf: ["DEEP"] }).replace(
        '"DEEP"',
        `${'{"not":'.repeat(100_000)}{}${"}".repeat(100_000)}`,
      ),
    }),
  "references in a circle": () =>
    table({
      "schemas/rows.schema.json": schemaText(
        { t: { $ref: "#/$defs/a" } },
        { $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } } },
      ),
    }),
  "loops in loops": () => pattern("^(a+)+$"),
  "loops of alternatives": () => pattern("^(a|a)*$"),
  "loops beside loops": () => pattern("^a*a*a*a*a*b$", "a".repeat(SIZE / 20)),
  "a pattern that refers back": () => pattern("^(a*)*\\1$"),
  "a pattern that looks ahead": () => pattern("(?=(a+)+$)a"),
  "a pattern that counts far": () => pattern("(a{1000}){1000}"),
  "a long pattern": () => pattern("(a|b)".repeat(SIZE / 10)),
  "many patterns": () => fields(1900, (at) => ({ pattern: `^${"[\\p{L}]+-".repeat(60)}${at}$` })),
  "20,000 fields": () => fields(20_000, () => ({})),
  "20,000 columns": () =>
    table({
      "data/rows.csv": `${list(20_000, (at) => `c${at}`).join(",")}\n${`${"1,".repeat(19_999)}1\n`.repeat(40)}`,
    }),
  "a code list without an end": () =>
    table({ "schemas/codelists/l.csv": `code,title\n"${fill("a,b\n")}` }),
  "a long code list": () =>
    table({
      "schemas/rows.schema.json": schemaText({ t: { ...field, type: "string", codelist: "l" } }),
      "schemas/codelists/l.csv": `code,title,description\n${list(120_000, (at) => `c${at},T,D.\n`).join("")}`,
    }),
};
