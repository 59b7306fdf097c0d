import fc from "fast-check";
import { expect, test } from "vitest";
import { splitRecord } from "../../src/diff/split-record.ts";

/** What RFC 4180 says of one record, as one expression. */
function splitByRule(text: string): readonly string[] | undefined {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\n]*))([,\n])/y;
  const cells: string[] = [];
  for (let end = ","; end === ","; ) {
    const match = cell.exec(text);
    if (match === null) return undefined;
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    end = match[3] ?? "";
  }
  return cell.lastIndex === text.length ? cells : undefined;
}

function split(bytes: Buffer): readonly string[] | undefined {
  try {
    return splitRecord(bytes);
  } catch (error) {
    expect(error).toMatchObject({ name: "NotCanonical" });
    return undefined;
  }
}

test("a record is taken apart as its rule says, or refused", () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aé,,""\n\r\u{1f600}') }), (text) => {
      for (const record of [text, `${text}\n`, `"${text}"\n`]) {
        expect(split(Buffer.from(record))).toEqual(splitByRule(record));
      }
    }),
    { numRuns: 5000 },
  ));

test("bytes that are no UTF-8 are refused, and a mark at the beginning is kept", () => {
  expect(split(Buffer.from("a,\xff\n", "latin1"))).toBeUndefined();
  expect(split(Buffer.from("\ufeffa,b\n"))).toEqual(["\ufeffa", "b"]);
});
