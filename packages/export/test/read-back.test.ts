import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Cell, Row } from "@sourcebook/schema";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { formatCsv } from "../src/format-csv.ts";
import { formatJson } from "../src/format-json.ts";
import { parseCell } from "../src/parse-cell.ts";
import { parseCsv } from "../src/parse-csv.ts";
import { parseJsonRows } from "../src/parse-json-rows.ts";
import type { Content } from "../src/release-plan.ts";
import { field } from "./support/field.ts";
import { temporaryFolder } from "./support/folders.ts";
import { isHeavy } from "./support/heavy.ts";

// Every type that is written in a way of its own; names that objects have already; a list at the end.
const fields = [
  field("=1+1", "string"),
  field("number", "number"),
  field("count", "integer"),
  field("flag", "boolean"),
  field("toString", "string"),
  field("__proto__", "string"),
  field("items", "list"),
];

const nasty = fc.string({
  unit: fc.constantFrom(
    ..."a,;\"\r\n\t =é\u{feff}\u{2028}\u{1f701}\\'\0\u{7f}\u{85}\u{202e}",
    "NULL",
    '""',
    "\r\n",
  ),
  minLength: 1,
});
const maybe = (cell: fc.Arbitrary<Cell>): fc.Arbitrary<Cell | undefined> =>
  fc.option(cell, { nil: undefined });
const row: fc.Arbitrary<Row> = fc
  .tuple(
    maybe(nasty),
    maybe(fc.double({ noNaN: true, noDefaultInfinity: true })),
    maybe(fc.maxSafeInteger()),
    maybe(fc.boolean()),
    maybe(nasty),
    maybe(nasty),
    maybe(fc.array(fc.oneof(nasty, fc.constant("")), { minLength: 1, maxLength: 4 })),
  )
  .map((cells) => {
    const given = cells.flatMap((cell, index) =>
      cell === undefined ? [] : [[index, cell] as const],
    );
    return Object.fromEntries(given.map(([index, cell]) => [fields[index]?.name ?? "", cell]));
  });
const table = fc.array(row, { maxLength: 5 });

test("Python reads from CSV and from JSON what was written, cell for cell", async () => {
  const folder = temporaryFolder();
  const property = fc.asyncProperty(table, async (rows) => {
    const path = join(folder, "table");
    writeFileSync(`${path}.csv`, await textOf(formatCsv(fields, batches(rows))));
    writeFileSync(`${path}.json`, await textOf(formatJson(fields, batches(rows))));
    const { records, lists, rows: objects } = await readInPython(path);

    expect(records[0]).toEqual(fields.map(({ name }) => name));
    expect(records.length).toBe(rows.length + 1);
    expect(objects).toEqual(rows.map((cells) => Object.entries(cells).map(keepNoSign)));
    for (const [index, cells] of rows.entries()) {
      const record = records[index + 1] ?? [];
      expect(record.slice(0, -1).map(readCell)).toEqual(
        fields.slice(0, -1).map(({ name }) => keepNoSign([name, ownCell(cells, name)])[1]),
      );
      expect(lists[index]).toEqual(ownCell(cells, "items") ?? []);
    }
  });
  await fc.assert(property, { numRuns: isHeavy ? 5000 : 300 });
});

test("we read back what we wrote", () =>
  fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const read: Row[] = [];
      for await (const cells of parseCsv(bytesOf(formatCsv(fields, batches(rows))))) {
        const entries = cells.flatMap((cell, index) => {
          const of = fields[index];
          return cell === "" || !of ? [] : [[of.name, parseCell(of, cell)]];
        });
        read.push(Object.fromEntries(entries));
      }
      const plain = rows.map((cells) => Object.fromEntries(Object.entries(cells).map(keepNoSign)));
      expect(read.slice(1)).toEqual(plain);

      const twins = await collect(parseJsonRows(bytesOf(formatJson(fields, batches(rows)))));
      expect(twins).toEqual(plain);
    }),
  ));

test("a cell that text would change is a fault, not another cell", async () => {
  for (const [type, cell] of [
    ["string", ""],
    ["string", "\ud800"],
    ["number", Number.NaN],
    ["number", Number.POSITIVE_INFINITY],
    ["list", []],
  ] as const) {
    const rows = batches([{ cell }]);
    await expect(textOf(formatCsv([field("cell", type)], rows))).rejects.toThrow(
      "cannot be written",
    );
  }
});

test.each([
  ["integer", ["01", "-0", "+1", "1.0", "1e3", " 1", "9007199254740993", "0x1"]],
  ["number", [".5", "1.", "1e3", "-0", "1.50", "Infinity", "NaN", " 1", "1_000"]],
  ["boolean", ["TRUE", "1", "yes", "False", " true"]],
  ["list", ["a;", ";a", 'a;"b', '"a"b', 'a"b', '"a"', "a\nb"]],
] as const)("a cell of type %s is read only in the form in which it is written", (type, texts) => {
  for (const cell of texts)
    expect([cell, parseCell(field("f", type), cell)]).toEqual([cell, undefined]);
});

const readCell = (text: string, index: number): Cell | undefined => {
  if (text === "") return undefined;
  const type = fields[index]?.type;
  if (type === "boolean") return { true: true, false: false }[text];
  return type === "string" ? text : Number(text);
};

const ownCell = (row: Row, name: string): Cell | undefined =>
  Object.hasOwn(row, name) ? row[name] : undefined;

// Minus zero is a zero in every format that we write.
function keepNoSign<T>([name, cell]: readonly [string, T]): [string, T | number] {
  return [name, cell === 0 ? 0 : cell];
}

async function* batches(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows.slice(0, 2);
  yield [];
  yield rows.slice(2);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function textOf(content: Content): Promise<string> {
  return (await collect(content)).join("");
}

async function* bytesOf(content: Content): AsyncGenerator<Uint8Array> {
  // Cut into small blocks, so that characters and line ends are cut in two.
  const bytes = Buffer.from(await textOf(content));
  for (let start = 0; start < bytes.length; start += 3) yield bytes.subarray(start, start + 3);
}

const python = spawn("python3", [join(import.meta.dirname, "support", "read-tables.py")], {
  stdio: ["pipe", "pipe", "inherit"],
});
const answers = createInterface({ input: python.stdout });
afterAll(() => python.stdin.end());

interface ReadInPython {
  readonly records: string[][];
  readonly rows: [string, unknown][][];
  readonly lists: string[][];
}

async function readInPython(path: string): Promise<ReadInPython> {
  const answer = once(answers, "line");
  python.stdin.write(`${path}\n`);
  return JSON.parse(String((await answer)[0]));
}
