import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Row } from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changesPage } from "../../src/changes/html/changes-page.ts";
import { compareWords } from "../../src/changes/html/compare-words.ts";
import { collectDiff } from "../../src/diff/diff-releases.ts";
import type { JudgeOptions } from "../../src/verdict/judge-releases.ts";
import { judgeReleases } from "../../src/verdict/judge-releases.ts";
import { defineTable, makeRelease, makeTable } from "../diff/tables.ts";

const script = join(import.meta.dirname, "../support/read-changes-page.py");
const read = (page: string): { tags: string[]; cells: [string, string][] } =>
  JSON.parse(execFileSync("/usr/bin/python3", [script], { input: page, encoding: "utf8" }));

async function pageOf(
  [before, after]: readonly [readonly Row[], readonly Row[]],
  options: JudgeOptions & { readonly name?: string; readonly limit?: number } = {},
): Promise<string> {
  const { name = "shops", limit = 200, ...judging } = options;
  const shops = defineTable({ name, fields: ["id", "name", "note"] });
  const [left, right] = [before, after].map((rows) => makeRelease([makeTable(shops, rows)]));
  const { survey, verdict } = await judgeReleases(left as never, right as never, judging);
  return changesPage(await collectDiff(survey, { limit }), verdict);
}

const hostile = [
  "<script>alert(1)</script>",
  "</td></tr></table><img src=x onerror=alert(1)>",
  `" onmouseover="alert(1)`,
  "' autofocus onfocus='alert(1)",
  "&lt;b&gt; &amp; &#60; &nbsp",
  "<!-- --> ]]> <?php ?>",
  "</style><style>*{display:none}</style>",
  "`1` {{1}} $& $1 $`",
  "two\nlines\tand  spaces ",
  "حکم صادر شد 12/3 (a)",
  "\u{1f600}\u{10ffff}",
];

test("whatever the data holds stands in the page as text, and nowhere else", async () => {
  const rows = (side: (text: string) => string) =>
    hostile.map((text, at) => ({ id: `${at}-${text}`, name: "n", note: side(text) }));
  const plain = (side: string) =>
    hostile.map((_, at) => ({ id: `${at}`, name: "n", note: `${side}${at}` }));
  const pair = [rows((text) => text), rows((text) => `more ${text} more`)] as const;
  const record = { table: "shops", since: "1.0.1" };
  const records = rows((text) => text).map(({ id }, at) => ({
    ...record,
    id,
    field: "note",
    reason: hostile[at] ?? "",
  }));
  const { tags, cells } = read(await pageOf(pair, { records }));
  const harmless = plain("a").map(({ id }) => ({ ...record, id, field: "note", reason: "x" }));
  const page = await pageOf([plain("a"), plain("b")], { records: harmless });
  expect(tags).toEqual(read(page).tags);
  const told = cells.map(([side, text]) => `${side} ${text}`).toSorted();
  const meant = [
    ...pair[0].map(({ note }) => `before ${note}`),
    ...pair[1].map(({ note }) => `after ${note}`),
  ].toSorted();
  expect(told).toEqual(meant);
});

test("the page lets in its own style and nothing else, and has no script", async () => {
  const page = await pageOf([[{ id: "a", name: "x" }], [{ id: "a", name: "y" }]], {
    name: '"><script>',
  });
  const [, style = ""] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
  expect(policy).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  );
  expect(page).not.toMatch(/<script|<link|<img|\bhref="(?!#)|url\(|@import/);
});

test("characters that would turn text around or end a page are made visible", async () => {
  const page = await pageOf([
    [{ id: "a", name: "x" }],
    [{ id: "a", name: "in\u202evoice\u2066\u0000\u001b\u007f" }],
  ]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0-\x08\x0b-\x1f\x7f]/);
  expect(page).toContain("in\\u202evoice\\u2066\u2400\u241b\u2421");
});

test("a page says how many changes it leaves out, and stays small", async () => {
  const rows = (note: string): Row[] =>
    Array.from({ length: 500 }, (_, at) => ({ id: `${1000 + at}`, name: "n", note }));
  const page = await pageOf([rows("a"), rows("b".repeat(50_000))], { limit: 20 });
  expect(page).toContain("480 more changes not shown here; <code>--format csv</code> lists all.");
  expect(page).toContain("… 47,000 more characters");
  expect(page.length).toBeLessThan(100_000);
});

test("what moved, came, went or has a new name is said in words", async () => {
  const shops = defineTable({ name: "shops", fields: ["id", "name", "town"] });
  const renamed = defineTable({ name: "shops", fields: ["id", "name", "place"] });
  const { survey, verdict } = await judgeReleases(
    makeRelease([
      makeTable(shops, [
        { id: "a", name: "Ada", town: "Basel" },
        { id: "b", name: "Bo", town: "Bern" },
        { id: "d", name: "Di", town: "Davos" },
      ]),
    ]),
    makeRelease([
      makeTable(renamed, [
        { id: "a", name: "Ada", place: "Basel" },
        { id: "b2", name: "Bo", place: "Bern" },
        { id: "e", name: "Ed", place: "Elm" },
      ]),
    ]),
  );
  const page = changesPage(await collectDiff(survey), verdict);
  const words = page
    .slice(page.indexOf('<div id="changes"'))
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
  expect(words).toMatchInlineSnapshot(
    `" shops Column renamed: town is now place (1 of 1 cells the same). row column before, 1.0.0 after, 1.0.0 b2 moved: the same content under another id id b b2 d removed name Di town Davos e added name Ed place Elm "`,
  );
});

const text = fc.string({ unit: fc.constantFrom(..."ab cd,.\n é\u0301\u{1f600}"), maxLength: 400 });

test("two texts compared word by word are the texts, side by side", () =>
  fc.assert(
    fc.property(text, text, (before, after) => {
      const compared = compareWords(before, after);
      const joined = (side: typeof compared.before) => side.map((words) => words.text).join("");
      expect([joined(compared.before), joined(compared.after)]).toEqual([before, after]);
      const shared = ({ kind }: { kind: string }) => kind !== "own";
      expect(compared.before.filter(shared)).toEqual(compared.after.filter(shared));
    }),
  ));

test.each([
  ["one two three", "one 2 three", ["one ", "[two]", " three"], ["one ", "[2]", " three"]],
  ["alpha", "omega", ["[alpha]"], ["[omega]"]],
  ["", "new", [], ["[new]"]],
  ["a b c d", "e f g h", ["[a b c d]"], ["[e f g h]"]],
])("%j and %j", (before, after, ...expected) => {
  const compared = compareWords(before, after);
  const shown = [compared.before, compared.after].map((side) =>
    side.map(({ kind, text: words }) => (kind === "own" ? `[${words}]` : words)),
  );
  expect(shown).toEqual(expected);
});
