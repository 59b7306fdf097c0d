import { expect, test } from "vitest";
import { dateWords } from "../../src/charts/date-words.ts";
import { dateMarks } from "../../src/charts/dated-claims.ts";
import type { Claim } from "../../src/records/documentary.ts";

test("dates in few words", () => {
  const dates = ["1988", "1988-07", "1988-07-31", "1988-22", "XXXX-06-19", "1979~", "1988-07?"];
  expect(dates.map((date) => dateWords(date))).toEqual([
    "1988",
    "Jul 1988",
    "31 Jul 1988",
    "summer 1988",
    "19 Jun no year",
    "about 1979",
    "Jul 1988?",
  ]);
  expect(dateWords("1988-07-31", "1988")).toBe("31 Jul");
  expect(dateWords("XXXX-06-19", "XXXX")).toBe("19 Jun");
  expect(
    ["1987/1988-07", "../1988-07", "1988-07-25/..", "1988/"].map((date) => dateWords(date)),
  ).toEqual(["1987 to Jul 1988", "until Jul 1988", "from 25 Jul 1988 on", "1988/"]);
  expect(["198X", "[1988,1989]", "1988-XX-01"].map((date) => dateWords(date))).toEqual([
    "198X",
    "[1988,1989]",
    "1988-XX-01",
  ]);
});

const claim = (id: string, dates: { date?: string; date_inferred?: string }): Claim =>
  ({ row: { id, ...dates } }) as Claim;

test("each date is placed where its words allow", () => {
  const marks = dateMarks([
    claim("a", { date: "XXXX-06-19", date_inferred: "2021-06-19" }),
    claim("b", { date: "1988" }),
    claim("c", { date: "1988" }),
    claim("d", { date: "../1988-07" }),
    claim("e", { date: "1988-12~" }),
    claim("f", {}),
  ]);
  expect(
    marks.map(({ claims, ...mark }) => ({ ...mark, ids: claims.map(({ row }) => row.id) })),
  ).toEqual([
    {
      date: "../1988-07",
      basis: "stated",
      isUncertain: false,
      place: { kind: "span", last: 1988 + 213 / 366 },
      ids: ["d"],
    },
    {
      date: "1988",
      basis: "stated",
      isUncertain: false,
      place: { kind: "year", year: "1988", days: { first: 0, last: 366 } },
      ids: ["b", "c"],
    },
    {
      date: "1988-12~",
      basis: "stated",
      isUncertain: true,
      place: { kind: "year", year: "1988", days: { first: 335, last: 366 } },
      ids: ["e"],
    },
    {
      date: "2021-06-19",
      basis: "inferred",
      isUncertain: false,
      place: { kind: "year", year: "2021", days: { first: 170, last: 171 } },
      ids: ["a"],
    },
    {
      date: "XXXX-06-19",
      basis: "stated",
      isUncertain: false,
      place: { kind: "yearless", year: "XXXX", days: { first: 170, last: 171 } },
      ids: ["a"],
    },
  ]);
});
