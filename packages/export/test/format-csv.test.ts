import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvHeader, csvLines } from "../src/format-csv.ts";
import { field } from "./support/field.ts";

const nasty = fc.string({
  unit: fc.constantFrom(..."a,;\"'\r\n\t =\0é\u{feff}\u{2028}\u{1f701}", "\r\n", '""'),
  minLength: 1,
});
const row = fc.record(
  { one: nasty, two: fc.double({ noNaN: true, noDefaultInfinity: true }), three: nasty },
  { requiredKeys: [] },
);
const options = { record_delimiter: "\n", quote_record_delimiter: true } as const;

test("rows are written as the library writes them, one by one", () =>
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const fields = [field("one", "string"), field("two", "string"), field("three", "string")];
      const texts = rows.map(({ two, ...rest }) => ({
        ...rest,
        ...(two !== undefined && { two: String(two) }),
      }));
      const cells = texts.map(({ one = "", two = "", three = "" }) => [one, two, three]);
      expect(csvLines(fields)(texts)).toEqual(cells.map((each) => stringify([each], options)));
    }),
  ));

test("a line is never blank, and a header is quoted where it must be", () => {
  const fields = [field("a,b", "string")];
  expect(csvHeader(fields)).toBe('"a,b"\n');
  expect(csvLines(fields)([{}, { "a,b": "x" }, { "a,b": "\r" }])).toEqual([
    '""\n',
    "x\n",
    '"\r"\n',
  ]);
});
