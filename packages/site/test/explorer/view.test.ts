import fc from "fast-check";
import { expect, test } from "vitest";
import { formatView, parseView, wholeTable } from "../../src/explorer/view.ts";
import { columns, views } from "./tables.ts";

test("an address gives back the view it was made of", () =>
  fc.assert(
    fc.property(views, (view) => {
      expect(parseView(formatView(view), columns)).toEqual({
        ...view,
        filters: { ...view.filters },
      });
    }),
  ));

test("an address can be read and written by hand", () => {
  const address = formatView({
    search: "two words",
    filters: {
      code: { op: "in", values: ["a", "b;c"] },
      number: { op: "range", from: "10", to: "" },
    },
    sort: [
      { field: "when", descending: true },
      { field: "text", descending: false },
    ],
    hidden: ["list"],
    page: 2,
  });
  expect(decodeURIComponent(address)).toBe(
    "search=two+words&where.code=in:a;b%3Bc&where.number=range:10;&sort=-when,text&hide=list&page=2",
  );
  expect(formatView(wholeTable)).toBe("");
});

test("what does not fit the table is left out", () => {
  const address =
    "where.nothing=empty&where.text=no&where.code=in:%25E0%25A4%25A&sort=nothing,-text,text&hide=x&page=-1&y=z";
  expect(parseView(address, columns)).toEqual({
    ...wholeTable,
    sort: [{ field: "text", descending: true }],
  });
});
