import { readFileSync } from "node:fs";
import { isEdtf } from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitSentences } from "../../src/coverage/split-sentences.ts";
import { createDocument } from "../../src/documents/document.ts";
import { createIssueList } from "../../src/issue-list.ts";
import { parseYaml } from "../../src/records/parse-yaml.ts";
import { findDates } from "../../src/suggest/find-dates.ts";
import { findCapitalRuns, findKnownNames } from "../../src/suggest/find-names.ts";
import { findQuantities } from "../../src/suggest/find-quantities.ts";
import { formatSuggestions } from "../../src/suggest/format-suggestions.ts";
import type { Span } from "../../src/suggest/span.ts";
import { suggestFor, suggestRecords } from "../../src/suggest/suggest-records.ts";
import { hostileText } from "../support/hostile-text.ts";
import { fixtureFiles } from "../support/project.ts";

interface Mark extends Span {
  readonly kind: string;
  readonly words: string;
  readonly values: readonly string[];
}

/** Takes the marks out of an article: `{kind:words|value|…}`. */
function readMarked(marked: string): { text: string; marks: readonly Mark[] } {
  const marks: Mark[] = [];
  let text = "";
  let at = 0;
  for (const { 0: whole, 1: kind = "", 2: words = "", 3: rest = "", index } of marked.matchAll(
    /\{(\w):([^|}]*)\|?([^}]*)\}/g,
  )) {
    text += marked.slice(at, index);
    marks.push({
      kind,
      words,
      values: rest.split("|"),
      start: text.length,
      end: text.length + words.length,
    });
    text += words;
    at = index + whole.length;
  }
  return { text: text + marked.slice(at), marks };
}

const { text, marks } = readMarked(
  readFileSync(new URL("../fixtures/suggest/ferry.marked.txt", import.meta.url), "utf8"),
);
const document = createDocument("ferry.txt", text);
const forms = ["Maren Holt", "Nils Berg", "Berg", "Varholm", "The council"].map((form) => ({
  entity: form.toLowerCase().replaceAll(" ", "-"),
  form,
  kind: "full",
}));
const dates = findDates(text);
const known = findKnownNames(document, forms);
const runs = findCapitalRuns(text, splitSentences(text), known, dates);
const quantities = findQuantities(text, dates);

const overlaps = (a: Span, b: Span) => a.start < b.end && b.start < a.end;

/** Found: overlaps with a mark of the kind. False: overlaps with none. */
function score(kind: string, found: readonly Span[]) {
  const wanted = marks.filter((mark) => mark.kind === kind);
  const words = ({ start, end }: Span) => text.slice(start, end);
  return {
    marked: wanted.length,
    found: wanted.filter((mark) => found.some((each) => overlaps(mark, each))).length,
    missed: wanted.filter((mark) => !found.some((each) => overlaps(mark, each))).map(words),
    false: found.filter((each) => !wanted.some((mark) => overlaps(mark, each))).map(words),
  };
}

test("known names in an article marked by hand", () => {
  expect(score("k", known)).toMatchInlineSnapshot(`
    {
      "false": [],
      "found": 5,
      "marked": 5,
      "missed": [],
    }
  `);
});

test("names that are not known", () => {
  expect(score("n", runs)).toMatchInlineSnapshot(`
    {
      "false": [],
      "found": 24,
      "marked": 24,
      "missed": [],
    }
  `);
});

test("dates, with their values", () => {
  expect(score("d", dates)).toMatchInlineSnapshot(`
    {
      "false": [],
      "found": 22,
      "marked": 22,
      "missed": [],
    }
  `);
  const wrong = marks
    .filter(({ kind }) => kind === "d")
    .flatMap((mark) => {
      const found = dates.find((each) => overlaps(mark, each));
      const value = found?.edtf ?? "";
      return found === undefined || value === mark.values[0] ? [] : [[mark.words, value]];
    });
  expect(wrong).toMatchInlineSnapshot(`[]`);
});

test("figures, with their qualifiers and values", () => {
  expect(score("q", quantities)).toMatchInlineSnapshot(`
    {
      "false": [
        "two",
        "nine",
        "9.40",
      ],
      "found": 19,
      "marked": 20,
      "missed": [
        "nearly a third",
      ],
    }
  `);
  const wrong = marks
    .filter(({ kind }) => kind === "q")
    .flatMap((mark) => {
      const found = quantities.find((each) => overlaps(mark, each));
      const values = [found?.qualifier, String(found?.value ?? "")];
      const isRight = values[0] === mark.values[0] && values[1] === (mark.values[1] ?? "");
      return found === undefined || isRight ? [] : [[mark.words, ...values]];
    });
  expect(wrong).toMatchInlineSnapshot(`[]`);
});

test("an article becomes YAML to paste, with places and sentences; nothing in it is invented", async () => {
  const article = `Harbour news

Nils Berg of the Harbour Office said in August that “more than 1,200 people” left Varholm: "dozens" on August 10,
the others in 1921. "Ask Ada O'Neil," Berg said.
`;
  const found = suggestFor(createDocument("documents/news.txt", article), "news", [
    { entity: "nils-berg", form: "Nils Berg", kind: "full" },
    { entity: "nils-berg", form: "Berg", kind: "short" },
    { entity: "berg-county", form: "Berg", kind: "full" },
    { entity: "varholm", form: "Varholm", kind: "full" },
  ]);
  const yaml = formatSuggestions(found);
  expect(yaml).toMatchInlineSnapshot(`
    "# Candidates from documents/news.txt: paste what holds, and fill in what is empty.

    names: # of the registry; for sources/news.yaml
      nils-berg:
        # 3:1: Nils Berg of the Harbour Office said in August that “more than 1,200 people” left Varholm: "dozens" on August 10, the others in 1921.
        - { form: Nils Berg, kind: full }
        # 4:39, or berg-county: "Ask Ada O'Neil," Berg said.
        - { form: Berg, kind: short }
      varholm:
        # 3:83: Nils Berg of the Harbour Office said in August that “more than 1,200 people” left Varholm: "dozens" on August 10, the others in 1921.
        - { form: Varholm, kind: full }
      berg-county:
        # 4:39, or nils-berg: "Ask Ada O'Neil," Berg said.
        - { form: Berg, kind: full }

    entities: # not in the registry yet
      # 3:18: Nils Berg of the Harbour Office said in August that “more than 1,200 people” left Varholm: "dozens" on August 10, the others in 1921.
      - id: harbour-office
        type:
        label: Harbour Office
      # 4:22: "Ask Ada O'Neil," Berg said.
      - id: ask-ada-oneil
        type:
        label: Ask Ada O'Neil

    claims: # dates and figures; for sources/news.yaml

      # 3:41
      - id:
        subject:
        predicate:
        date_text: August
        date: XXXX-08
        quote: >-
          Nils Berg of the Harbour Office said in August that “more than 1,200 people” left Varholm: "dozens" on August 10, the others in 1921.

      # 3:54
      - id:
        subject:
        predicate: has_quantity
        quantity:
          expression: "more than 1,200"
          value: 1200
          qualifier: at_least
          measure:
        quote: >-
          Nils Berg of the Harbour Office said in August that “more than 1,200 people” left Varholm: "dozens" on August 10, the others in 1921.

      # 3:93
      - id:
        subject:
        predicate: has_quantity
        quantity:
          expression: dozens
          qualifier: vague
          measure:
        quote: >-
          Nils Berg of the Harbour Office said in August that “more than 1,200 people” left Varholm: "dozens" on August 10, the others in 1921.

      # 3:104
      - id:
        subject:
        predicate:
        date_text: August 10
        date: XXXX-08-10
        quote: >-
          Nils Berg of the Harbour Office said in August that “more than 1,200 people” left Varholm: "dozens" on August 10, the others in 1921.

      # 4:15
      - id:
        subject:
        predicate:
        date_text: "1921"
        date: "1921"
        quote: >-
          Nils Berg of the Harbour Office said in August that “more than 1,200 people” left Varholm: "dozens" on August 10, the others in 1921.
    "
  `);
  const issues = createIssueList();
  expect(parseYaml("a.yaml", yaml, issues)?.kind).toBe("map");
  expect(issues.sorted()).toEqual([]);
});

test("what a source lists already is not suggested again", async () => {
  const files = await fixtureFiles("faultless");
  const found = suggestRecords(files, "lind-1921");
  expect(found).toMatchInlineSnapshot(`
    {
      "kind": "suggestions",
      "suggestions": {
        "dates": [
          {
            "at": {
              "column": 4,
              "line": 5,
              "sentence": "On 3 May 1921 a fire broke out in the harbour of Varholm.",
            },
            "date": "1921-05-03",
            "date_text": "3 May 1921",
          },
          {
            "at": {
              "column": 97,
              "line": 7,
              "sentence": "Berg had warned the town council in the summer of 1920.",
            },
            "date": "1920-22",
            "date_text": "summer of 1920",
          },
          {
            "at": {
              "column": 20,
              "line": 11,
              "sentence": "¹ Varholm Gazette, June 12, 1921.",
            },
            "date": "1921-06-12",
            "date_text": "June 12, 1921",
          },
        ],
        "document": "documents/lind.txt",
        "names": [
          {
            "at": {
              "column": 4,
              "line": 3,
              "sentence": "by Ada Lind",
            },
            "count": 1,
            "form": "Ada Lind",
            "known": [
              {
                "entity": "ada-lind",
                "form": "Ada Lind",
                "kind": "full",
              },
            ],
          },
          {
            "at": {
              "column": 3,
              "line": 11,
              "sentence": "¹ Varholm Gazette, June 12, 1921.",
            },
            "count": 1,
            "form": "Varholm Gazette",
            "known": [],
          },
        ],
        "quantities": [
          {
            "at": {
              "column": 59,
              "line": 5,
              "sentence": "More than 1,200 people lost their homes.",
            },
            "expression": "More than 1,200",
            "qualifier": "at_least",
            "value": 1200,
          },
        ],
        "source": "lind-1921",
      },
    }
  `);
});

test("sources that there are not, and documents that there are not", async () => {
  const files = await fixtureFiles("faultless");
  expect(suggestRecords(files, "lind")).toEqual({ kind: "unknown", sources: ["lind-1921"] });
  const without = new Map([...files].filter(([path]) => !path.startsWith("documents/")));
  expect(suggestRecords(without, "lind-1921")).toMatchObject({
    kind: "issues",
    issues: [{ code: "document-missing", file: "sources/lind-1921.yaml", line: 3, column: 9 }],
  });
});

test("no year is ever invented, and an ambiguous day has no value", () => {
  const values = (words: string) => findDates(words).map(({ original, edtf }) => [original, edtf]);
  expect(
    values("on August 10 and 3 May, in July; 03/04/2021, 27/08/2021, February 30, 1988"),
  ).toEqual([
    ["August 10", "XXXX-08-10"],
    ["3 May", "XXXX-05-03"],
    ["July", "XXXX-07"],
    ["03/04/2021", undefined],
    ["27/08/2021", "2021-08-27"],
    ["February 30, 1988", undefined],
  ]);
  expect(values("2000 people, 1500 homes, $1988, 1988 massacre, 1981-82, about 1950")).toEqual([
    ["1988", "1988"],
    ["1981-82", "1981/1982"],
    ["about 1950", "1950~"],
  ]);
});

const words = fc
  .array(
    fc.oneof(
      hostileText,
      fc.constantFrom(
        ..."May 3|1988|no more than|twenty|Nils Berg|The Berg|of the|between|and|thousands of|(|[4]|: #|\n\n|. |- |10/10/2010|$5|%|'".split(
          "|",
        ),
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(" ").replaceAll(/[\p{Cs}]/gu, ""));

test("whatever the text is, candidates are words of it, dates are EDTF and the YAML can be read", () =>
  fc.assert(
    fc.property(words, (article) => {
      const found = suggestFor(createDocument("documents/a.txt", article), "a", forms);
      const plain = article.replaceAll(/\s+/g, " ");
      for (const { form } of found.names) expect(plain).toContain(form);
      for (const { date_text, date } of found.dates) {
        expect(plain).toContain(date_text);
        if (date !== undefined) expect([date, isEdtf(date)]).toEqual([date, true]);
      }
      for (const { expression } of found.quantities) expect(plain).toContain(expression);
      const issues = createIssueList();
      parseYaml("a.yaml", formatSuggestions(found), issues);
      expect(issues.sorted().filter(({ code }) => code !== "empty-value")).toEqual([]);
    }),
    { numRuns: 500 },
  ));
