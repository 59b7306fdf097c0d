import fc from "fast-check";
import { expect, test } from "vitest";
import { createDocument } from "../../src/documents/document.ts";
import { describeOccurrences, matchQuote } from "../../src/documents/match-quote.ts";
import { hostileText } from "../support/hostile-text.ts";

const find = (text: string, ...parts: (string | Parameters<typeof matchQuote>[1][number])[]) =>
  matchQuote(
    createDocument("d.txt", text),
    parts.map((part) => (typeof part === "string" ? { exact: part } : part)),
  );

test("gives the place in code points, the words as they stand, and 32 code points around them", () => {
  const text = `😀 ${"x".repeat(40)}\r\n\r\nHe said: “We’ve\nseen…” — ${"y".repeat(40)}`;
  expect(find(text, `"We've seen..." -`)).toEqual({
    kind: "found",
    spans: [
      {
        exact: "“We’ve\nseen…” —",
        prefix: `${"x".repeat(19)}\r\n\r\nHe said: `,
        suffix: ` ${"y".repeat(31)}`,
        start: 55,
        end: 70,
        line: 3,
        column: 10,
      },
    ],
  });
});

/** The same words as other hands would type them. */
const retyped = (words: string) =>
  fc.array(fc.constantFrom("curly", "crlf", "soft", "spaces", "decomposed", "dash")).map((ways) => {
    let typed = words;
    for (const way of ways) {
      if (way === "curly") typed = typed.replaceAll("'", "’").replaceAll('"', "”");
      if (way === "crlf") typed = typed.replaceAll(" ", "\r\n");
      if (way === "soft") typed = typed.replaceAll("oo", "o\u00ado");
      if (way === "spaces") typed = typed.replaceAll(/\s/g, " \u00a0 ");
      if (way === "decomposed") typed = typed.normalize("NFD");
      if (way === "dash") typed = typed.replaceAll("-", "–");
    }
    return typed;
  });

const plantable = fc
  .array(fc.constantFrom("wood", "tree's", '"fool"', "café-bar", "30,000", "Zoë"), {
    minLength: 1,
    maxLength: 8,
  })
  .map((words) => `Q${words.join(" ")}Q`);

test("finds planted words however they are typed, at exactly their code points", () =>
  fc.assert(
    fc.property(
      plantable.chain((words) => fc.tuple(fc.constant(words), retyped(words), retyped(words))),
      hostileText.map((text) => `${text}|`),
      // A mark right behind the words would change their last letter.
      hostileText.map((text) => `|${text}`),
      ([words, printed, typed], before, after) => {
        const match = find(`${before}${printed}${after}`, typed);
        expect(match).toMatchObject({ kind: "found", spans: [{ exact: printed }] });
        const start = Array.from(before).length;
        const end = start + Array.from(printed).length;
        expect(match).toMatchObject({ spans: [{ start, end }] });
        expect(find(`${before}${after}`, typed)).toEqual({
          kind: "faulty",
          faults: [{ kind: "not-found", part: 0 }],
        });
        expect(find(`${before}${printed}${after}`, words.replace("Q", "QQ"))).toMatchObject({
          faults: [{ kind: "not-found" }],
        });
      },
    ),
    { numRuns: 1000 },
  ));

test("agrees with a plain search on where words stand, and on how often", () => {
  const few = fc.string({ unit: fc.constantFrom("a", "b", " ", "a b", "b a b "), maxLength: 40 });
  fc.assert(
    fc.property(few, few, (text, words) => {
      const document = createDocument("d.txt", text);
      const wanted = words.replaceAll(/ +/g, " ").trim();
      fc.pre(wanted !== "");
      const plain = document.normalised.text;
      const positions = Array.from(plain, (_, at) => at).filter((at) =>
        plain.startsWith(wanted, at),
      );
      const match = matchQuote(document, [{ exact: words }]);
      if (positions.length === 0) {
        expect(match).toEqual({ kind: "faulty", faults: [{ kind: "not-found", part: 0 }] });
      } else if (positions.length === 1) {
        expect(match).toMatchObject({ kind: "found" });
      } else {
        expect(match).toMatchObject({ faults: [{ kind: "repeats", candidates: { positions } }] });
      }
    }),
    { numRuns: 3000 },
  );
});

test("the context offered for each of several places leads to that place and no other", () =>
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("the fox", "ran", "home", "at", "dawn"), { minLength: 2 }),
      (words) => {
        const document = createDocument("d.txt", words.join(" "));
        const match = matchQuote(document, [{ exact: "the fox" }]);
        fc.pre(match.kind === "faulty");
        for (const fault of match.faults) {
          if (fault.kind !== "repeats") continue;
          for (const { line, column, ...context } of describeOccurrences(
            document,
            fault.candidates,
          )) {
            if (Object.keys(context).length === 0) continue;
            expect(matchQuote(document, [{ exact: "the fox", ...context }])).toMatchObject({
              kind: "found",
              spans: [{ line, column }],
            });
          }
        }
      },
    ),
    { numRuns: 500 },
  ));

test("parts stand in order and apart; an order that leaves one place decides", () => {
  const text = "He fled. The war began. He fled again. The war ended.";
  const starts = (...parts: string[]) => {
    const match = find(text, ...parts);
    return match.kind === "found" ? match.spans.map(({ start }) => start) : match.faults;
  };
  expect(starts("began", "He fled", "ended")).toEqual([17, 24, 47]);
  expect(starts("The war ended", "again")).toEqual([{ kind: "order", part: 1 }]);
  expect(starts("The war began", "began")).toEqual([{ kind: "order", part: 1 }]);
  expect(starts("He fled", "ended")).toMatchObject([
    { kind: "repeats", part: 0, candidates: { positions: [0, 24] } },
  ]);
  expect(starts("fled again", " \u00ad ", "nowhere")).toEqual([
    { kind: "empty", part: 1 },
    { kind: "not-found", part: 2 },
  ]);
});

test("a prefix or suffix chooses, with or without the space between", () => {
  const text = "He fled at dawn. She said he fled by night.";
  expect(find(text, { exact: "fled", suffix: " by" })).toMatchObject({ spans: [{ start: 29 }] });
  expect(find(text, { exact: "fled", prefix: "He" })).toMatchObject({ spans: [{ start: 3 }] });
  expect(find(text, { exact: "fled", prefix: "they" })).toMatchObject({
    faults: [{ kind: "other-context", candidates: { positions: [3, 29] } }],
  });
});

test("a suffix chooses among more occurrences than a message would count", () => {
  const text = `${"so ".repeat(6000)}so it ended.`;
  expect(find(text, { exact: "so", suffix: "it" })).toMatchObject({ spans: [{ start: 18000 }] });
});

test("half of what one character stands for is not in the document", () => {
  expect(find("and … so", "..")).toMatchObject({ faults: [{ kind: "not-found" }] });
  expect(find("x\u0323y", "x")).toMatchObject({ faults: [{ kind: "not-found" }] });
});
