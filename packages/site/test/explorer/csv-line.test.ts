import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "../../src/explorer/csv-line.ts";

const hostile = fc.string({ unit: fc.constantFrom(...'a,;"\r\n\t =é\u{FEFF}😀') });

// As packages/export writes the canonical files.
const canonical = (cells: string[]): string =>
  stringify([cells], {
    record_delimiter: "\n",
    quoted_match: /[\r\n]/,
    quoted_empty: cells.length === 1,
  });

test("a line is that of the canonical file", () =>
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (cells) => {
      expect(csvLine(cells)).toBe(canonical(cells));
    }),
    { numRuns: 500 },
  ));
