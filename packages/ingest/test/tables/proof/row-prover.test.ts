import { type Row, rowsOf } from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvBatch } from "../../../src/tables/csv-batch.ts";
import { FaultCounter } from "../../../src/tables/fault-counter.ts";
import { planColumns } from "../../../src/tables/plan-columns.ts";
import { RowProver } from "../../../src/tables/proof/row-prover.ts";
import { scanCsv } from "../../../src/tables/scan-csv.ts";
import { plainSource, type TableSource } from "../../../src/tables/table-source.ts";
import { RowTyper } from "../../../src/tables/type-rows.ts";
import { ownModel } from "../own-model.ts";

const { model, validators } = ownModel({
  things: {
    fields: {
      id: "string!",
      count: { type: "integer", minimum: -20, maximum: 1000 },
      share: { type: "number", minimum: -1 },
      flag: "boolean",
      day: "date",
      note: { type: "string", minLength: 2, maxLength: 6, examples: ["ab"] },
      kind: { type: "string!", enum: ["a", "b,c", 'say "d"', "é"], examples: ["a"] },
      code: { type: "string", pattern: "^s[1-9]?$", examples: ["s"] },
      link: { type: "string", format: "uri", examples: ["https://example.org/"] },
      when: "edtf",
    },
    primaryKey: ["id"],
  },
});
const { things } = model.tables;
if (things === undefined) throw new Error("There is no such table");
const definition = things;
const names = things.fields.map(({ name }) => name);

const any = fc.string({
  unit: fc.constantFrom(...'ab1-.,;" \n\r\té', "\u00a0", "\u0085", "\u0001", "\ufffd", "\u{1f701}"),
  maxLength: 8,
});
const soundTexts: Readonly<Record<string, readonly string[]>> = {
  id: ["x", "y", "é", "\u{1f701}", "a,b"],
  count: ["0", "12", "-20", "1000"],
  share: ["0", "1.50", "0.000", "-1", "1e2", "0.0000001", "123456789012345678", "2.00"],
  flag: ["true", "FALSE", "True"],
  day: ["1988-07-31", "2024-02-29"],
  note: ["ab", "éééééé", 'a"b', "\u{1f701}\u{1f701}", "a\nb"],
  kind: ["a", "b,c", 'say "d"', "é"],
  code: ["s", "s1"],
  link: ["https://example.org/", "http://a", "urn:x", "https://a/#b", "https://a/%20"],
  when: ["1988", "1988-07~", "1988/.."],
};
const faultyTexts: Readonly<Record<string, readonly string[]>> = {
  id: [""],
  count: ["-21", "1001", "-0", "007", "1.0", "1e2", "9007199254740993", " 1", "+1"],
  share: ["-1.01", "1.", ".5", "0.1234567890123456789", "1,5", "-"],
  flag: ["yes", "TrUE", "1"],
  day: ["2023-02-29", "0000-01-01", "31.07.1988", "1988-7-31", "1988-07-310"],
  note: ["a", "ééééééé", "abcdefg", "NA", '"', "a\u0085b"],
  kind: ["z", "A", ""],
  code: ["s10", "S", "s "],
  link: ["https://", "https://a/%zz", "https://é/", "a", "https:/a", "https://?", "ftp://[x"],
  when: ["07/08/1988", "later", "1988-13"],
};
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
/** Written as it must be, or with quotes that need not be. */
const cellOf = (texts: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...texts), fc.integer({ min: 0, max: 3 }))
    .map(([text, way]) => (way === 0 || /[",;\t\r\n]/.test(text) ? quoted(text) : text));
const isEmptied = (name: string) => name !== "id" && name !== "kind";
const soundRecord = fc.tuple(
  ...names.map((name) => cellOf([...(soundTexts[name] ?? []), ...(isEmptied(name) ? [""] : [])])),
);
/** Mostly sound records; the others have one cell that is not, or that may be anything. */
const record = fc
  .tuple(
    soundRecord,
    fc.nat({ max: names.length - 1 }),
    fc.integer({ min: 0, max: 9 }),
    any,
    fc.nat({ max: 20 }),
  )
  .map(([cells, index, way, text, which]) => {
    if (way > 3) return cells;
    const wrong = faultyTexts[names[index] ?? ""] ?? [];
    const cell = way === 0 ? text : way === 1 ? quoted(text) : (wrong[which % wrong.length] ?? "");
    return cells.with(index, way > 1 && /[",;\t\r\n]/.test(cell) ? quoted(cell) : cell);
  });

interface Layout {
  readonly order: readonly string[];
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly source: TableSource;
}

const layout = fc
  .record({
    order: fc.oneof(fc.constant(names), fc.shuffledSubarray(names, { minLength: names.length })),
    isOdd: fc.integer({ min: 0, max: 3 }).map((one) => one === 0),
    delimiter: fc.constantFrom(",", ";", "\t"),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    hasMissing: fc.boolean(),
  })
  .map(({ order, isOdd, delimiter, lineEnd, hasMissing }): Layout => {
    const missing = hasMissing ? [{ value: "NA" }, { value: "-1" }] : [];
    const ignore = isOdd ? ["code"] : [];
    return {
      order,
      delimiter,
      lineEnd,
      source: { ...plainSource("things", "x.csv"), missing, ignore },
    };
  });

/** What the readers, typers and validators make of records: nothing of one that may have something wrong with it. */
function judge(text: string, { order, delimiter, source }: Layout): readonly (Row | undefined)[] {
  const scan = scanCsv(Buffer.from(text), {
    delimiter: delimiter.charCodeAt(0),
    lineEnd: "lf",
    isLast: true,
  });
  const context = { header: order, encoding: "utf-8", nextRow: 1, counter: new FaultCounter() };
  const raw = csvBatch(scan, { context, line: 0, firstRecord: 0 });
  const typer = new RowTyper("", { definition, source, validate: validators.things });
  const { rows, fileIssues, rowIssues } = typer.typeBatch(raw);
  expect(fileIssues).toEqual([]);
  return rows.map((row, index) => (rowIssues.has(index) ? undefined : row));
}

test("a row that is proved is one that nothing is wrong with, and its cells have its values", () => {
  let proved = 0;
  let sound = 0;
  const property = fc.property(layout, fc.array(record, { maxLength: 12 }), (plan, records) => {
    const { order, delimiter, lineEnd, source } = plan;
    const lines = records.map((cells) =>
      order.map((name) => cells[names.indexOf(name)]).join(delimiter),
    );
    const options = { definition, source, isFixed: true, numbersAsText: false };
    const prover = RowProver.create({
      definition,
      source,
      columns: order.length,
      plan: planColumns(order, { ...options, placeOf: () => ({}) }),
      delimiter: delimiter.charCodeAt(0),
    });
    if (prover === undefined) throw new Error("This table can be proved");
    const proveAll = (text: string): boolean => {
      const bytes = Buffer.from(text);
      // What holds such a character is never given to it.
      if (bytes.includes("\ufffd")) return false;
      const rows = judge(text, plan);
      const end = prover.prove(bytes, 0);
      expect(rowsOf(prover.cells, definition.fields)).toEqual(rows.slice(0, prover.cells.rows));
      if (end === bytes.length) expect(rows).toHaveLength(prover.cells.rows);
      return end === bytes.length;
    };
    for (const line of lines) {
      const text = `${line}${lineEnd}`;
      if (proveAll(text)) proved += 1;
      if (!judge(text, plan).includes(undefined)) sound += 1;
    }
    proveAll(lines.map((line) => `${line}${lineEnd}`).join(""));
  });
  fc.assert(property, { numRuns: 3000 });
  // It proves most of what is sound, else nothing would be gained.
  expect(proved).toBeGreaterThan(2000);
  expect(proved / sound).toBeGreaterThan(0.3);
});

test("nothing is proved where only ajv can judge", () => {
  const proverOf = (keywords: Record<string, unknown>, source: Partial<TableSource> = {}) => {
    const own = ownModel({
      things: {
        fields: { id: "string!", more: { type: "integer", ...keywords } },
        primaryKey: ["id"],
      },
    });
    const definition = own.model.tables.things;
    if (definition === undefined) throw new Error("There is no such table");
    const all = { ...plainSource("things", "x.csv"), ...source };
    const options = { definition, source: all, isFixed: true, numbersAsText: false };
    const plan = planColumns(["id", "more"], { ...options, placeOf: () => ({}) });
    return RowProver.create({ definition, source: all, plan, columns: 2, delimiter: 0x2c });
  };
  expect(proverOf({})).toBeInstanceOf(RowProver);
  expect(proverOf({ multipleOf: 2, examples: [2] })).toBeUndefined();
  expect(proverOf({ exclusiveMinimum: 0, examples: [1] })).toBeUndefined();
  expect(proverOf({ enum: [1, 2] })).toBeUndefined();
  expect(proverOf({ type: "list" })).toBeUndefined();
  expect(proverOf({}, { missing: [{ value: '"' }] })).toBeUndefined();
  expect(proverOf({}, { constant: new Map([["id", "x"]]) })).toBeUndefined();
});
