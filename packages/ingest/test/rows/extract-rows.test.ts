import { expect, test } from "vitest";
import { checkFiles } from "../../src/index.ts";
import {
  filesAbout,
  fixtureFiles,
  formatIssues,
  rowsByTable,
  sourceWith,
} from "../support/project.ts";

/** The tables that a source file with these records gives; its issues when it has any. */
async function extract(records: string, changes: Readonly<Record<string, string>> = {}) {
  const { issues, dataset } = checkFiles(
    await fixtureFiles("faultless", {
      ...changes,
      "sources/lind-1921.yaml": sourceWith(records),
    }),
  );
  const errors = issues.filter(({ severity }) => severity === "error");
  expect(formatIssues(errors)).toBe("");
  return rowsByTable(dataset);
}

const claim = (id: string, keys: string) =>
  `  - id: ${id}\n    subject: harbour-fire\n    predicate: took_place\n${keys.replaceAll(/^/gm, "    ")}\n`;

test("bounds are those of the inferred date when there is one, else of the stated one", async () => {
  const { claims } = await extract(
    `claims:\n${claim("stated", "date_text: 3 May 1921\ndate: 1921-05\nquote: On 3 May 1921")}${claim(
      "inferred",
      "date_text: the summer of 1920\ndate: 1920-22\ndate_inferred: 1920-07\ndate_basis: same_document\ndate_note: |\n  Because.\n\nquote: the summer of 1920",
    )}${claim("open", "date_text: 3 May\ndate: XXXX-05-03\nquote: On 3 May 1921")}`,
  );
  expect(
    claims?.map(({ id, date_earliest, date_latest, date_note }) => [
      id,
      date_earliest,
      date_latest,
      date_note,
    ]),
  ).toEqual([
    ["lind-1921.inferred", "1920-07-01", "1920-07-31", "Because."],
    ["lind-1921.open", undefined, undefined, undefined],
    ["lind-1921.stated", "1921-05-01", "1921-05-31", undefined],
  ]);
});

test("a quantity has the bounds that its qualifier sets, and no others", async () => {
  const quantity = (qualifier: string, values: string) =>
    claim(
      qualifier.replace("_", "-"),
      `quantity: { expression: "1,200", ${values}qualifier: ${qualifier}, measure: people }\nquote: More than 1,200 people`,
    );
  const { quantities } = await extract(
    `claims:\n${["exact", "approximate", "at_least", "at_most"].map((qualifier) => quantity(qualifier, "value: 1200, ")).join("")}${quantity("vague", "")}${quantity("range", "value: 1200, value_to: 1200, ")}`,
  );
  expect(
    quantities?.map(({ qualifier, minimum, maximum }) => [qualifier, minimum, maximum]),
  ).toEqual([
    ["approximate", undefined, undefined],
    ["at_least", 1200, undefined],
    ["at_most", undefined, 1200],
    ["exact", 1200, 1200],
    ["range", 1200, 1200],
    ["vague", undefined, undefined],
  ]);
});

test("a quotation without words of its own is the quote, its parts joined, its line ends closed", async () => {
  const { dataset } = checkFiles(
    await filesAbout(
      "“We saw it coming,” said Nils\nBerg, the harbour master. Berg had warned.\n",
      `names:
  nils-berg: [{ form: Nils Berg, kind: full }]
claims:
${claim("q", "quotation: {}\nquote: [We saw it coming, 'said Nils Berg, the', had warned]")}`,
    ),
  );
  const { quotations, names } = await rowsByTable(dataset);
  expect(quotations).toEqual([
    {
      claim_id: "lind-1921.q",
      text: "We saw it coming […] said Nils Berg, the […] had warned",
    },
  ]);
  // The form is printed over a line end only; the row has it as one would print it on one line.
  expect(names).toEqual([
    {
      entity_id: "nils-berg",
      source_id: "lind-1921",
      form: "Nils Berg",
      kind: "full",
      occurrences: 1,
      first_start: 25,
    },
  ]);
});

test("passages are numbered in the order of the document", async () => {
  const { passages } = await extract(
    `passages:
  - { kind: chrome, quote: Share this page }
  - { kind: heading, quote: The Harbour Fire }
  - { kind: repetition, quote: { exact: The council, suffix: never } }
`,
  );
  expect(passages?.map(({ number, kind, start }) => [number, kind, start])).toEqual([
    [1, "heading", 0],
    [2, "repetition", 274],
    [3, "chrome", 334],
  ]);
});

test("rows are ordered by primary key: text by code unit, numbers by value", async () => {
  const items = [..."abcdefghijk"].map((letter) => `{ text: ${letter} }`);
  const { dataset } = checkFiles(
    await filesAbout(
      "a b c d e f g h i j k\n",
      `citations:\n  - { number: 1, note: a b c d e f g h i j k, items: [${items.join(", ")}] }\n`,
    ),
  );
  const { citations, entities } = await rowsByTable(dataset);
  expect(citations?.map(({ item }) => item)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(entities?.map(({ id }) => id)).toEqual([
    "ada-lind",
    "gazette-report",
    "harbour-fire",
    "nils-berg",
    "town-council",
    "varholm",
  ]);
});

test("who is implied, unclear or unnamed need not be named; groups, works and events neither", async () => {
  const registry = `entities:
  - { id: ada-lind, type: person, label: Ada Lind }
  - { id: nils-berg, type: person, label: Nils Berg }
  - { id: varholm, type: place, label: Varholm }
  - { id: town-council, type: organization, label: Town council }
  - { id: harbour-fire, type: event, label: Fire }
  - { id: survivors, type: group, label: Survivors }
  - { id: a-voice, type: person, kind: unnamed, label: Someone }
`;
  const { attributions } = await extract(
    `claims:\n${claim(
      "chain",
      "attribution:\n  - ada-lind\n  - { agent: nils-berg, certainty: implied }\n  - { agent: town-council, certainty: unclear }\n  - survivors\n  - a-voice\nquote: On 3 May 1921",
    )}`,
    { "registry/all.yaml": registry },
  );
  expect(attributions?.map(({ step, agent_id, act }) => [step, agent_id, act])).toEqual([
    [0, "ada-lind", "writes"],
    [1, "nils-berg", "states"],
    [2, "town-council", "states"],
    [3, "survivors", "states"],
    [4, "a-voice", "states"],
  ]);
});
