import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Lexer } from "yaml";
import { createIssueList } from "../../src/issue-list.ts";
import { createLineTable } from "../../src/line-table.ts";
import { MAX_TOKENS } from "../../src/records/compose-yaml.ts";
import { readAnyYaml } from "../../src/records/parse-yaml.ts";
import { readPlainYaml } from "../../src/records/read-plain-yaml.ts";

const placesIn = (text: string) => {
  const lines = createLineTable(text);
  return (offset: number) => ({ file: "a.yaml", ...lines.lineAndColumnAt(offset) });
};
const plainly = (text: string) => readPlainYaml(text, placesIn(text));
/** What the library makes of it; nothing when it finds a fault. */
const byLibrary = (text: string) => {
  const issues = createIssueList();
  const root = readAnyYaml(text, placesIn(text), issues);
  return issues.sorted().length === 0 ? root : undefined;
};

const seeds = join(import.meta.dirname, "../../../../seeds");
const records = ["sources", "registry", "judgements"]
  .flatMap((folder) => readdirSync(join(seeds, folder)).map((name) => join(folder, name)))
  .concat("dataset.yaml")
  .map((path) => [path, readFileSync(join(seeds, path), "utf8")] as const);

test.each(records)("%s is read as the library reads it", (_, text) => {
  const root = plainly(text);
  expect(root).not.toBe(undefined);
  expect(root).toEqual(byLibrary(text));
});

type Tree =
  | { readonly words: string }
  | { readonly paragraph: readonly string[] }
  | { readonly step: string; readonly list: readonly Tree[] }
  | { readonly step: string; readonly map: readonly (readonly [key: string, Tree])[] };

const keys = fc.constantFrom("a", "b-c", "D_1", "0", "null");
const words = fc.constantFrom(
  ...["a", "b c", "é\u{1f4dc}", "x#y", "h:i", "1.0", "~", "'j''k: '", '"l\\"\\\\ # "'],
  ...["[a, b c]", "[a, [ 'b', \"c\" ] ]", "{ a: b, c: { d: [e] } }", "{a: b}", "m # n", "[o]  # p"],
);
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.record({ words }),
    fc.record({
      paragraph: fc.array(fc.constantFrom("a b", "# c", "- d", "e: f", "'"), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    fc.record({
      step: fc.constantFrom("", "  ", " "),
      list: fc.array(
        tie("tree").filter((item) => !("list" in item)),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      step: fc.constantFrom("  ", " "),
      map: fc.uniqueArray(fc.tuple(keys, tie("tree")), {
        minLength: 1,
        maxLength: 3,
        selector: ([key]) => key,
      }),
    }),
  ),
}));

/** A tree as it stands behind a key or a dash. */
function print(value: Tree, pad: string, isItem = false): string {
  if ("words" in value) return ` ${value.words}\n`;
  if ("paragraph" in value) {
    return ` >-\n${value.paragraph.map((line) => `${pad}  ${line}\n`).join("")}${isItem ? "" : "\n"}`;
  }
  const inner = isItem ? `${pad}  ` : pad + value.step;
  const entries =
    "list" in value
      ? value.list.map((item) => `-${print(item, inner, true)}`)
      : value.map.map(([key, entry]) => `${key}:${print(entry, inner)}`);
  return isItem && "map" in value
    ? ` ${entries.join(inner)}`
    : `\n${entries.map((entry) => inner + entry).join("")}`;
}

const texts = fc
  .array(tree, { minLength: 1, maxLength: 3 })
  .map((values) => values.map((value, at) => `k${at}:${print(value, "")}`).join(""));
const signs = fc.constantFrom(
  ..."ab1:-[]{}\n\"'#&*!|>%@`?, \\\t\r.~<",
  ...["  ", "\n\n", ": ", "- ", " #", "\n#", "\n  ", "[]", "{}", "\u00a0", "\u{1f4dc}", "", ""],
);

test("whatever the text, what is read is what the library reads", () => {
  let count = 0;
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(2), signs, (text, at, length, damage) => {
      const start = at % text.length;
      const damaged = text.slice(0, start) + damage + text.slice(start + length);
      const root = plainly(damaged);
      if (root === undefined) return;
      count += 1;
      expect(root).toEqual(byLibrary(damaged));
    }),
    { numRuns: 3000 },
  );
  expect(count).toBeGreaterThan(500);
});

test("the trees that the property is about are plain", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const root = plainly(text);
      expect(root).not.toBe(undefined);
      expect(root).toEqual(byLibrary(text));
    }),
  );
});

test.each([
  ["items", () => "  - a\n"],
  ["items far in", () => `${" ".repeat(9)}- a  # b\n`],
  ["keys", (at: number) => `  k${at}: "a"\n`],
  ["lists in brackets", () => "  - [ a , 'b' , [ c ] ]\n"],
  ["maps in brackets", () => "  - { a: b, c: { d: e } } # f\n"],
  ["records", () => "  - a: b\n    c:\n      d: e\n      f: # g\n        - h\n"],
  ["paragraphs", () => "  - >-\n    a\n    b\n\n\n"],
  ["empty lines", () => "   \n"],
  ["comments", () => "  # a\n"],
])("%s are left to the library from where it finds them too many", (_, line) => {
  const make = (count: number) =>
    `k:\n${Array.from({ length: count }, (_, at) => line(at)).join("")}`;
  const tokensOf = (count: number) => [...new Lexer().lex(`${make(count)}  - a\n`)].length;
  const each = (tokensOf(20) - tokensOf(10)) / 10;
  const many = Math.ceil(MAX_TOKENS / each) + 1;
  expect(plainly(`${make(many)}l: m\n`)).toBe(undefined);
});
