import { expect, test } from "vitest";
import { closest } from "../src/suggest.ts";

test.each([
  ["qoute", ["note", "quote", "quotation"], "quote"],
  ["form", ["from", "format"], "from"],
  ["cvs", ["csv", "tsv"], "csv"],
  ["ID", ["di", "id"], "id"],
  ["di", ["id"], undefined],
  ["rfom", ["from"], "from"],
  ["mfro", ["from"], undefined],
  ["modlity", ["modality"], "modality"],
  ["date", ["value"], undefined],
  ["same", ["same"], "same"],
  ["abcx", ["abcz", "abcy"], "abcy"],
  ["x".repeat(101), ["x".repeat(100)], undefined],
])("%s of %j", (word, known, meant) => {
  expect(closest(word, known)).toBe(meant);
});
