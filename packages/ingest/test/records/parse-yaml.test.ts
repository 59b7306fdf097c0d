import fc from "fast-check";
import { expect, test } from "vitest";
import { createIssueList } from "../../src/issue-list.ts";
import { parseYaml } from "../../src/records/parse-yaml.ts";
import { type RecordNode, toPlainValue } from "../../src/records/record-node.ts";

function parse(text: string) {
  const issues = createIssueList();
  const root = parseYaml("a.yaml", text, issues);
  return { root, issues: issues.sorted() };
}

/** Code, line and column of each issue. */
const places = (text: string) =>
  parse(text).issues.map(({ code, line, column }) => `${code} ${line}:${column}`);

test("scalars are their source text, never what YAML makes of them", () => {
  const { root, issues } = parse(
    "a: 1988\nb: 007\nc: no\nd: 1.10\ne: ~\nf: null\ng: 0x1F\nh: 1e3\ni: 2019-10\nj: 12:30\nk: true\nl:\nm: '1'\n",
  );
  expect(issues).toEqual([]);
  expect(root && toPlainValue(root)).toEqual({
    a: "1988",
    b: "007",
    c: "no",
    d: "1.10",
    e: "~",
    f: "null",
    g: "0x1F",
    h: "1e3",
    i: "2019-10",
    j: "12:30",
    k: "true",
    l: "",
    m: "1",
  });
});

test("each node knows its place, a block its first word, columns in code points", () => {
  const { root } = parse(
    '# é\n"😀": {"😀😀": x}\nlist:\n  - >-\n\n      folded\n      text\n  - y # c\n',
  );
  const seen: string[] = [];
  const walk = (node: RecordNode) => {
    const text = node.kind === "text" ? ` ${node.value}${node.cutByComment ? " #" : ""}` : "";
    seen.push(`${node.at.line}:${node.at.column} ${node.kind}${text}`);
    if (node.kind === "list") node.items.forEach(walk);
    if (node.kind !== "map") return;
    for (const { key, keyAt, value } of node.entries) {
      seen.push(`${keyAt.line}:${keyAt.column} key ${key}`);
      walk(value);
    }
  };
  if (root !== undefined) walk(root);
  expect(seen).toEqual([
    "2:1 map",
    "2:1 key 😀",
    "2:6 map",
    "2:7 key 😀😀",
    "2:13 text x",
    "3:1 key list",
    "4:3 list",
    "6:7 text \nfolded text",
    "8:5 text y #",
  ]);
});

test.each([
  ["an alias and its anchor", "a: &x 1\nb: *x\n", ["yaml-feature 1:7", "yaml-feature 2:4"]],
  ["a tag", "a: !!str 5\nb: !foo c\n", ["yaml-feature 1:10", "yaml-feature 2:9"]],
  ["a merge key", "a:\n  <<: { b: 1 }\n", ["yaml-feature 2:3"]],
  ["a directive", "%YAML 1.1\n---\na: no\n", ["yaml-feature 1:1"]],
  ["a second document", "a: 1\n---\nb: 2\n", ["yaml-feature 2:1"]],
  ["a key that is no text", "? [a]\n: 1\n", ["yaml-feature 1:3"]],
  [
    "a key given twice",
    "a: 1\nb:\n  c: 1\n  c: 2\na: 3\n",
    ["duplicate-key 4:3", "duplicate-key 5:1"],
  ],
  ["half a surrogate pair", 'a: "x\\ud83d"\n', ["lone-surrogate 1:4"]],
  ["a text with a colon", "a: b: c\n", ["yaml-syntax 1:4"]],
  ["a tab for indentation", "a:\n\tb: 1\n", ["yaml-syntax 2:1"]],
  ["a reserved first character", "a: `b`\n", ["yaml-syntax 1:4"]],
  ["a quotation mark that is not closed", 'a: "b\nc: d\n', ["yaml-syntax 1:4"]],
  ["a bracket that is not closed", "a: [b\nc: d\n", ["yaml-syntax 2:1"]],
  ["nothing", "# only a comment\n", ["empty-value 1:1"]],
])("reports %s where it stands", (_, text, expected) => {
  expect(places(text)).toEqual(expected);
});

test("what does not parse gives no value, and no more than ten faults", () => {
  const { root, issues } = parse("a: 1\n]\n".repeat(50));
  expect(root).toBe(undefined);
  expect(issues.length).toBe(10);
});

test("keys named like parts of JavaScript's objects are keys", () => {
  const { root, issues } = parse("__proto__: { polluted: x }\nconstructor: y\n");
  expect(issues).toEqual([]);
  expect(root && JSON.stringify(toPlainValue(root))).toBe(
    '{"__proto__":{"polluted":"x"},"constructor":"y"}',
  );
  expect("polluted" in {}).toBe(false);
});

// Each of these would take the parser seconds, gigabytes or its stack.
test.each([
  ["brackets", "[".repeat(1_000_000), "yaml-too-large 1:65"],
  ["closed brackets", "[".repeat(5000) + "]".repeat(5000), "yaml-too-large 1:65"],
  ["lists in lists", "- ".repeat(500_000), "yaml-too-large 1:129"],
  ["explicit keys", "? ".repeat(500_000), "yaml-too-large 1:129"],
  ["keys on one line", "a: ".repeat(500_000), "yaml-too-large 1:194"],
  ["items", "- x\n".repeat(500_000), "yaml-too-large 40000:4"],
  ["empty lines", "\n".repeat(1_000_000), "yaml-too-large 200001:1"],
  ["anchors", "- &a x\n".repeat(200_000), "yaml-too-large 28572:3"],
  ["documents", "---\n".repeat(250_000), "yaml-feature 2:1"],
  ["stray brackets", "[]\n".repeat(500_000), "yaml-syntax 2:2"],
])("leaves a file of too many %s early", (_, text, first) => {
  expect(places(text)[0]).toBe(first);
});

test("a file that is indented without end is too deep", () => {
  const text = Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("");
  expect(places(text)[0]).toMatch(/^yaml-too-large \d+:\d+$/);
});

test("whatever the text, it gives a value or an issue inside the file", () => {
  const junk = fc.string({
    unit: fc.constantFrom(..."ab[]{}:,- \n\"'#&*!|>%@`?", "\r\n", "\t", ": ", "- ", "😀", "---\n"),
    maxLength: 80,
  });
  fc.assert(
    fc.property(junk, (text) => {
      const { root, issues } = parse(text);
      expect(root !== undefined || issues.length > 0).toBe(true);
      const lines = text.split("\n");
      for (const { line = 0, column = 0 } of issues) {
        expect(column).toBeGreaterThan(0);
        expect(column).toBeLessThanOrEqual(Array.from(lines[line - 1] ?? "").length + 2);
      }
    }),
    { numRuns: 3000 },
  );
});
