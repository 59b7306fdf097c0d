import fc from "fast-check";
import { expect, test } from "vitest";
import { scanCsv } from "../../../src/tables/scan-csv.ts";
import { splitRecords } from "../../../src/tables/shards/split-records.ts";
import { inputOf } from "../read-all.ts";

async function split(text: string, pieceBytes: number, chunkSize: number, mostBytes = 1000) {
  const pieces: string[] = [];
  const chunks = inputOf(text, { chunkSize }).open();
  const generator = splitRecords(chunks, { pieceBytes, mostBytes });
  for (;;) {
    const step = await generator.next();
    if (step.done) return { pieces, isWhole: step.value };
    pieces.push(Buffer.from(step.value).toString());
  }
}

const record = fc
  .array(
    fc
      .string({ unit: fc.constantFrom(...'ab,"\r\né'), maxLength: 8 })
      .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)),
    { minLength: 2, maxLength: 4 },
  )
  .map((cells) => cells.join(","));

test("pieces hold whole records, and are the file when put together", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1 }),
      fc.constantFrom("\n", "\r\n"),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      async (records, lineEnd, pieceBytes, chunkSize) => {
        const text = records.map((each) => each + lineEnd).join("");
        const { pieces, isWhole } = await split(text, pieceBytes, chunkSize);
        expect(isWhole).toBe(true);
        expect(pieces.join("")).toBe(text);
        const counts = pieces.map((piece) => {
          const scan = scanCsv(Buffer.from(piece), {
            delimiter: 0x2c,
            lineEnd: "lf",
            isLast: true,
          });
          expect(scan.faults).toEqual([]);
          return scan.recordCount;
        });
        expect(counts.reduce((a, b) => a + b, 0)).toBe(records.length);
      },
    ),
  ));

test("a record without end is given up on", async () => {
  expect(await split(`a,"${"b".repeat(3000)}`, 10, 100)).toEqual({ pieces: [], isWhole: false });
});
