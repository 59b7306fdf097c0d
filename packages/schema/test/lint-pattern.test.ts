import fc from "fast-check";
import { expect, test } from "vitest";
import { lintPattern } from "../src/compile.ts";

test.each([
  ["^[a-z0-9]+(-[a-z0-9]+)*$"],
  ["^[A-Z]{2}\\d{4}$"],
  ["^[0-9a-f]{64}$"],
  ["^\\d{4}-\\d\\d?-?\\d{2,3}$"],
  ["^([^,]*,)*[^,]*$"],
  ["^[^@]+@[^@.]+(\\.[^@.]+)+$"],
  ["^\\p{Lu}\\p{L}+$"],
  ["^(?:a|b)?c$"],
  ["^.*foo.*$"],
])("%s is fine", (pattern) => {
  expect(lintPattern(pattern)).toBeUndefined();
});

const runsAway =
  "A pattern can take longer than anyone waits: a repetition can match one text in several ways.";
const isSlow = "A pattern can take very long on long text.";

test.each([
  // The same loop twice.
  ["^(a+)+$", runsAway],
  ["^(a*)*b$", runsAway],
  ["^(\\w+\\s?)*$", runsAway],
  ["^(a{1,1000}){1,1000}$", runsAway],
  // Two walks over one text.
  ["^([a-z]|a)*$", runsAway],
  ["^(a|b|ab)*c$", runsAway],
  ["^((|)a)*$", runsAway],
  ["^(x+x+)+y$", runsAway],
  ["^(\\p{L}|é)*!$", runsAway],
  // No loop, but too many ways all the same.
  ["^(a?){50}a{50}$", runsAway],
  [`^${"a?".repeat(30)}${"a".repeat(30)}$`, runsAway],
  ["^(((a{8}){8}){8}){8}$", runsAway],
  ["a+$", isSlow],
  ["^\\s*.*\\s*$", isSlow],
  ["(a+)(a+)(a+)$", isSlow],
  ["^(?=a)", "A pattern looks ahead, looks behind or refers back."],
  ["^(a)\\1$", "A pattern looks ahead, looks behind or refers back."],
  ["[", "A pattern is no regular expression in Unicode mode."],
  ["a".repeat(1001), "A pattern is longer than 1000 characters."],
])("%s is refused", (pattern, message) => {
  expect(lintPattern(pattern)?.message).toBe(message);
});

test("a slow pattern may test short text, one that runs away may not", () => {
  expect([lintPattern("a+$", 100), lintPattern("^(a+)+$", 100)?.message]).toEqual([
    undefined,
    runsAway,
  ]);
});

// A small language of patterns, with a matcher that tries every way as a backtracking engine does, and counts.
type Node =
  | { kind: "letters"; letters: string }
  | { kind: "one after another" | "either"; parts: Node[] }
  | { kind: "any number" | "maybe"; part: Node };

const { node } = fc.letrec<{ node: Node; leaf: Node }>((tie) => ({
  leaf: fc.constantFrom("a", "b", "ab").map((letters) => ({ kind: "letters", letters })),
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie("leaf"),
    fc.record({
      kind: fc.constantFrom("one after another" as const, "either" as const),
      parts: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constantFrom("any number" as const, "maybe" as const),
      part: tie("node"),
    }),
  ),
}));

function patternOf(one: Node): string {
  if (one.kind === "letters") return one.letters.length === 1 ? one.letters : `[${one.letters}]`;
  if ("part" in one) return `(?:${patternOf(one.part)})${one.kind === "maybe" ? "?" : "*"}`;
  return `(?:${one.parts.map(patternOf).join(one.kind === "either" ? "|" : "")})`;
}

const patience = 100_000;

function stepsToFail(whole: Node, text: string): number {
  let steps = 0;
  // Every end that the rest is offered is refused, so that all ways are tried.
  const walk = (one: Node, at: number, rest: (end: number) => void): void => {
    steps += 1;
    if (steps > patience) return;
    if (one.kind === "letters") {
      if (one.letters.includes(text[at] ?? "$")) rest(at + 1);
    } else if (one.kind === "either") {
      for (const part of one.parts) walk(part, at, rest);
    } else if ("parts" in one) {
      const [first, ...others] = one.parts;
      if (first) walk(first, at, (end) => walk({ ...one, parts: others }, end, rest));
      else rest(at);
    } else {
      const again = (end: number) => {
        if (end > at) one.kind === "maybe" ? rest(end) : walk(one, end, rest);
      };
      walk(one.part, at, again);
      rest(at);
    }
  };
  walk(whole, 0, () => undefined);
  return steps;
}

test("what is let through fails in few steps on every short text, what is refused for good reason does not", () => {
  const texts = ["a".repeat(24), "b".repeat(24), "ab".repeat(12), "aab".repeat(8)];
  const seen = { fine: 0, refused: 0, runaway: 0 };
  fc.assert(
    fc.property(node, (whole) => {
      const fault = lintPattern(`^${patternOf(whole)}$`);
      const worst = Math.max(...texts.map((text) => stepsToFail(whole, text)));
      if (fault === undefined) {
        expect(worst).toBeLessThan(patience);
        seen.fine += 1;
      } else if (fault.message === runsAway) {
        seen.refused += 1;
        if (worst >= patience) seen.runaway += 1;
      }
    }),
    { numRuns: 2000 },
  );
  expect(seen.fine).toBeGreaterThan(200);
  // Some only run away on longer texts; most do so here.
  expect(seen.runaway / seen.refused).toBeGreaterThan(0.5);
}, 120_000);
