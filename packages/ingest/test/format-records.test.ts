import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { formatRecords } from "../src/format-records.ts";
import { listComments } from "../src/format-records-comments.ts";
import { createIssueList } from "../src/issue-list.ts";
import { parseYaml } from "../src/records/parse-yaml.ts";
import { toPlainValue } from "../src/records/record-node.ts";
import type { RecordFileKind } from "../src/records/record-schemas.ts";
import { hostileText } from "./support/hostile-text.ts";

function format(text: string, kind: RecordFileKind = "source"): string {
  const formatted = formatRecords("a.yaml", text, kind);
  if (!formatted.ok) throw new Error(JSON.stringify(formatted.issues));
  return formatted.text;
}

function read(text: string): unknown {
  const issues = createIssueList();
  const root = parseYaml("a.yaml", text, issues);
  expect(issues.sorted()).toEqual([]);
  return root === undefined ? undefined : toPlainValue(root);
}

function isReadable(text: string): boolean {
  const issues = createIssueList();
  parseYaml("a.yaml", text, issues);
  return issues.sorted().length === 0;
}

const commentsOf = (text: string) =>
  listComments(text)
    .map((comment) => comment.text)
    .toSorted();

test("keys in order, quotes folded, comments beside what they are about", () => {
  const text = `# The second article.
claims:   # in the order of the text
    # Doubtful.
    - quote: "three people: all of them from the town" # checked
      quantity:
        qualifier: exact
        expression: '3' # a digit
        value: "3"
        measure: killed
      # The council.
      subject: council
      id: three
      date: 1988
      predicate: "lists"
      attribution:
      - a
      - {via: b, agent: c}
    - id: two
      subject: council
      predicate: said
      quote:
      - >
        one

      - exact: 'two'
        suffix: " three"
source:
    rights: "not stated"
    id: second
    note_of_ours: "yes"
# The end.
`;
  expect(format(text)).toMatchInlineSnapshot(`
    "# The second article.
    source:
      id: second
      rights: not stated
      note_of_ours: "yes"
    claims: # in the order of the text
      # Doubtful.
      - id: three
        # The council.
        subject: council
        predicate: lists
        date: "1988"
        quantity: { expression: "3", value: 3, qualifier: exact, measure: killed } # a digit
        attribution: [a, { agent: c, via: b }]
        quote: >- # checked
          three people: all of them from the town

      - id: two
        subject: council
        predicate: said
        quote:
          - "one\\n"
          - exact: >-
              two
            suffix: " three"
    # The end.
    "
  `);
});

test("what is no record file comes back as issues, with their places", () => {
  expect(formatRecords("a.yaml", "a: &x 1\nb: *x\nb: [\n", "source")).toMatchInlineSnapshot(`
    {
      "issues": [
        {
          "code": "yaml-feature",
          "column": 7,
          "file": "a.yaml",
          "fix": "Write every value out where it belongs, as plain YAML 1.2 keys, lists and texts.",
          "line": 1,
          "message": "The anchor &x is not allowed in record files.",
          "severity": "error",
        },
        {
          "code": "yaml-feature",
          "column": 4,
          "file": "a.yaml",
          "fix": "Write every value out where it belongs, as plain YAML 1.2 keys, lists and texts.",
          "line": 2,
          "message": "The alias *x is not allowed in record files.",
          "severity": "error",
        },
        {
          "code": "duplicate-key",
          "column": 1,
          "field": "b",
          "file": "a.yaml",
          "fix": "Keep one of the two.",
          "line": 3,
          "message": "The key \`b\` was given in line 2 already.",
          "severity": "error",
        },
        {
          "code": "yaml-syntax",
          "column": 1,
          "file": "a.yaml",
          "fix": "Close it with \`]\`; what stands in it is indented further than its key.",
          "line": 4,
          "message": "This is not YAML: a bracket that opens above is not closed: \`]\` is missing.",
          "severity": "error",
        },
      ],
      "ok": false,
    }
  `);
});

test("a long collection is written one entry a line, a long text folded", () => {
  const long = "word ".repeat(40).trim();
  expect(
    format(
      `names: { a: [{ form: short, kind: full }, { kind: full, form: ${long} }] }\nclaims: [{ note: ${long} }]`,
    ),
  ).toMatchInlineSnapshot(`
    "names:
      a:
        - { form: short, kind: full }
        - form: >-
            word word word word word word word word word word word word word word word word word word word word word word word word word word
            word word word word word word word word word word word word word word
          kind: full
    claims:
      - note: >-
          word word word word word word word word word word word word word word word word word word word word word word word word word word word
          word word word word word word word word word word word word word
    "
  `);
});

const seeds = new URL("../../../seeds/", import.meta.url);
const recordFiles: (readonly [string, RecordFileKind])[] = [
  ["dataset.yaml", "dataset"],
  ...(["sources", "registry", "judgements"] as const).flatMap((folder) =>
    listYaml(folder).map(
      (name) => [`${folder}/${name}`, folder === "sources" ? "source" : folder] as const,
    ),
  ),
];

function listYaml(folder: string): string[] {
  const isThere = readdirSync(seeds).includes(folder);
  return isThere
    ? readdirSync(new URL(folder, seeds)).filter((name) => name.endsWith(".yaml"))
    : [];
}

test.each(recordFiles)("%s of the first dataset keeps its values", (file, kind) => {
  const text = readFileSync(new URL(file, seeds), "utf8");
  const formatted = format(text, kind);
  expect(read(formatted)).toEqual(read(text));
  expect(format(formatted, kind)).toBe(formatted);
});

const word = fc.oneof(
  hostileText.map((text) => text.replaceAll(/\p{Cs}/gu, "x")),
  fc.constantFrom(
    ..."1988|007|no|1.10|~|null|0x1F|1e3|2019-10|2019-10-01|12:30|true|- a|a: b|a #b|#a|...|---|<<|=".split(
      "|",
    ),
    " a",
    "a ",
    "a  b",
    "\ta",
    "a\n",
    "a\n\nb",
    "{a}",
    "[a, b]",
    "'\"\\",
    "? a",
    "@a",
    "`a`",
    "%a",
    "!a",
    "&a",
    "*a",
    "long words ".repeat(30),
    "long words ".repeat(30).trim(),
    "long  words  ".repeat(30).trim(),
  ),
);
const key = word.filter((text) => text !== "<<");
const part = fc.oneof(word, fc.record({ suffix: word, exact: word, prefix: word }));
const quote = fc.oneof(part, fc.array(part, { maxLength: 3 }));
const records = fc.record(
  {
    claims: fc.array(
      fc.record(
        {
          quote,
          context: quote,
          note: word,
          id: word,
          attribution: fc.array(fc.oneof(word, fc.record({ via: word, agent: word })), {
            maxLength: 3,
          }),
          quantity: fc.record({ value: word, expression: word }),
          quotation: fc.record({ text: fc.oneof(word, fc.array(word)), speaker: word }),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
    names: fc.dictionary(key, fc.array(fc.record({ kind: word, form: word }), { maxLength: 2 }), {
      maxKeys: 3,
    }),
    source: fc.dictionary(key, word, { maxKeys: 3 }),
    citations: fc.array(fc.record({ note: quote, number: word }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

test("whatever the texts are, values stay and a second run changes nothing", () =>
  fc.assert(
    fc.property(records, fc.boolean(), (value, isFlow) => {
      fc.pre(Object.keys(value).length > 0);
      const text = isFlow
        ? JSON.stringify(value, null, 1)
        : stringify(value, { schema: "failsafe" });
      const formatted = format(text);
      expect(read(formatted)).toEqual(read(text));
      expect(format(formatted)).toBe(formatted);
    }),
    { numRuns: 300 },
  ));

test("whatever the texts are, comments stay and a second run leaves them where they are", () =>
  fc.assert(
    fc.property(records, fc.array(fc.nat({ max: 200 }), { maxLength: 8 }), (value, places) => {
      fc.pre(Object.keys(value).length > 0);
      const text = addComments(stringify(value, { schema: "failsafe" }), places);
      fc.pre(isReadable(text));
      const formatted = format(text);
      expect(read(formatted)).toEqual(read(text));
      expect(commentsOf(formatted)).toEqual(commentsOf(text));
      expect(format(formatted)).toBe(formatted);
    }),
    { numRuns: 300 },
  ));

/** Puts comments behind lines, or above them in their indentation; some end up inside of texts. */
function addComments(text: string, places: readonly number[]): string {
  const lines = text.split("\n");
  for (const place of places) {
    const at = place % lines.length;
    const line = lines[at] ?? "";
    const indent = /^ */.exec(line)?.[0] ?? "";
    lines[at] =
      place % 2 === 0 ? `${line} # behind ${place}` : `${indent}# above ${place}\n${line}`;
  }
  return lines.join("\n");
}
