// EDGE: measures how long 5,000 quotes take to be found in a megabyte of text, and prints. Run: npx --yes pnpm@12 --filter bench quotes
import { readdir, readFile } from "node:fs/promises";
import { createDocument, matchQuote } from "@sourcebook/ingest";

const MEGABYTE = 1024 * 1024;
const QUOTES = 5000;
const ROUNDS = 7;

const folder = new URL("../seeds/documents/", import.meta.url);
const texts = await Promise.all(
  (await readdir(folder)).toSorted().map((name) => readFile(new URL(name, folder), "utf8")),
);
const text = makeText(texts.join("\n"));
const quotes = makeQuotes(text);

const prepared: number[] = [];
const matched: number[] = [];
let found = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  const start = performance.now();
  const document = createDocument("text", text);
  const ready = performance.now();
  found = quotes.filter((exact) => matchQuote(document, [{ exact }]).kind === "found").length;
  prepared.push(ready - start);
  matched.push(performance.now() - ready);
}
const report = {
  characters: text.length,
  quotes: quotes.length,
  found,
  "prepare the document (ms, best and median)": bestAndMedian(prepared),
  "match all quotes (ms, best and median)": bestAndMedian(matched),
};
process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);

/** Stretches of the documents in another order, numbered, so that few of them repeat. */
function makeText(base: string): string {
  const words = base.split(/(?<=\s)/);
  const random = pseudoRandom();
  let text = "";
  for (let at = 0; text.length < MEGABYTE; at += 1) {
    const from = random() % (words.length - 8);
    text += `${words.slice(from, from + 8).join("")}${at}. `;
  }
  return text;
}

/** Stretches of 60 to 180 characters as a curator would retype them: ASCII marks, other line ends. */
function makeQuotes(text: string): string[] {
  const random = pseudoRandom();
  return Array.from({ length: QUOTES }, () => {
    const from = random() % (text.length - 200);
    const quote = text.slice(from, from + 60 + (random() % 120));
    return quote.replaceAll("’", "'").replaceAll(/[“”]/g, '"').replaceAll(/\s+/g, "\n  ");
  });
}

/** The minimal standard generator: the same numbers in every run. */
function pseudoRandom(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}

function bestAndMedian(numbers: readonly number[]): number[] {
  const sorted = numbers.toSorted((a, b) => a - b);
  return [sorted[0], sorted[Math.floor(sorted.length / 2)]].map((ms) => Math.round(ms ?? 0));
}
