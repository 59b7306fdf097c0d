import { expect, test } from "vitest";
import { findContradictions, findMissingDateParts } from "../../src/evidence/date-words.ts";

const missing = (edtf: string, words: string) =>
  findMissingDateParts(edtf, words).map(({ name }) => name);

test.each([
  ["2019-10", "in October 2019"],
  ["2023-02-06", "Feb. 6, 2023"],
  ["2021-08-05", "5/8/2021"],
  ["2021-08-05", "2021-08-05"],
  ["XXXX-08-10", "August 10"],
  ["XXXX-12-26", "Wednesday, December 26th"],
  ["XXXX-06-19", "the nineteenth of June"],
  ["1988-22", "the summer of 1988"],
  ["1988-23", "in the fall of '88"],
  ["2003/2017", "between 2003 and 2017"],
  ["1987~/1988-07", "between late 1987 and mid-July 1988"],
  ["1988-07/..", "since July 1988"],
  ["198X", "in the 1980s"],
  ["198", "in the eighties, the 80s"],
  ["19XX", "in the 20th century"],
  ["19", "in the twentieth century"],
  ["1988-1X", "late in 1988"],
  ["1988-XX-28", "on the 28th of a month of 1988"],
  ["[1988,1989]", "in 1988 or 1989"],
  ["1988-08", "۱۹۸۸-۰۸"],
])("%s is in “%s”", (edtf, words) => {
  expect(missing(edtf, words)).toEqual([]);
});

test.each([
  ["2021-08-10", "August 10", ["the year 2021"]],
  ["1988-07-28", "in July 1988", ["the day 28"]],
  ["1988-07", "in the summer of 1988", ["the month july"]],
  ["1988-22", "in July 1988", ["the season summer"]],
  ["1988-01", "on 11 March 1988", ["the month january"]],
  ["1988-05-01", "Maybe in 1988, 10 or 12", ["the month may", "the day 1"]],
  ["1988", "11988 or 1,988 or 19880", ["the year 1988"]],
  ["1988/1990", "from 1988 on", ["the year 1990"]],
  ["19XX", "in the 19th century", ["the year 19XX"]],
  ["1988-13", "nonsense", []],
])("%s is more than “%s” says", (edtf, words, expected) => {
  expect(missing(edtf, words)).toEqual(expected);
});

test("an inferred date may fill in what is open, and nothing else", () => {
  expect(findContradictions("XXXX-08-10", "2021-08-10")).toEqual([]);
  expect(findContradictions("1988", "1988-07")).toEqual([]);
  expect(findContradictions("1988-22", "1988-07")).toEqual([]);
  expect(findContradictions("198X", "1988")).toEqual([]);
  expect(findContradictions("198", "1988")).toEqual([]);
  expect(findContradictions("1988/1989", "1990")).toEqual([]);
  expect(findContradictions("XXXX-08-10", "2021-09-11")).toEqual([
    "the month is 08 in one and 09 in the other",
    "the day is 10 in one and 11 in the other",
  ]);
});
