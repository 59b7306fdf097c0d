import {
  type CellBatch,
  mostDistinct,
  type PlacedLines,
  type Row,
  type StoredLines,
  type Table,
  type TableDefinition,
  type WrittenRows,
} from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { profileTable } from "../src/documents/profile-table.ts";
import { formatCsv } from "../src/format-csv.ts";
import { formatJson } from "../src/format-json.ts";
import { formatJsonLines } from "../src/formats/format-json-lines.ts";
import { createRowForms } from "../src/row-forms.ts";
import { rowWork } from "../src/row-work.ts";
import { tableFormats } from "../src/table-formats.ts";
import { cellsOf, type TextNumbers, type Writing } from "./support/cells-of.ts";
import { field } from "./support/field.ts";

const definition: TableDefinition = {
  name: "things",
  title: "Things",
  description: "Things.",
  fields: [
    field("id", "string"),
    field("part", "integer"),
    field("day", "date"),
    field("flag", "boolean"),
    field("share", "number"),
    field("kind", "string", "kinds"),
    field("tags", "list"),
    field("note", "string"),
  ],
  primaryKey: ["id", "part"],
  uniqueKeys: [],
  foreignKeys: [],
  sortOrder: ["id", "part"],
  schema: {},
};

const note = fc.string({
  unit: fc.constantFrom(...'ab,"\n\r\t\\é', "\u2028", "\u{1f701}"),
  minLength: 1,
  maxLength: 90,
});
const rows = fc
  .uniqueArray(
    fc.record(
      {
        note,
        tags: fc.array(note, { minLength: 1, maxLength: 3 }),
        kind: fc.constantFrom("x", "y"),
        flag: fc.boolean(),
        day: fc.constantFrom("1988-07-31", "2024-01-02"),
        part: fc.integer(),
        share: fc.oneof(
          fc.constantFrom(0, 1e-7, 0.000001, 1e21, 1.5e300, -1e-9, 123456789012345, 2 ** 60),
          fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        ),
        id: fc.constantFrom("a", "b", "\u{1f701}", "\uff01"),
      },
      { requiredKeys: ["id", "part"] },
    ),
    { selector: ({ id, part }) => `${id} ${part}` },
  )
  .map((found): readonly Row[] => found);

const inOrder = (a: Row, b: Row): number =>
  a.id === b.id ? Number(a.part) - Number(b.part) : String(a.id) < String(b.id) ? -1 : 1;

const plain = (sorted: readonly Row[]): Table => ({
  definition,
  async *batches() {
    yield sorted;
  },
});

/** Which rows come as bytes: a list has a value made of it. */
const isPlain = (row: Row): boolean => row.tags === undefined;

/** As threads make it: each sums up what it meets, and the lines are put in order later. */
function written(
  shares: readonly (readonly Row[])[],
  sorted: readonly Row[],
  size: number,
  writing: Writing,
): Table {
  const cells = (rows: readonly Row[], texts: TextNumbers): CellBatch =>
    cellsOf(rows, definition.fields, writing, texts);
  const summaries = shares.map((share) => {
    const forms = createRowForms(definition);
    const texts: TextNumbers = new Map();
    for (let at = 0; at < share.length; at += 3) {
      const some = share.slice(at, at + 3);
      forms.add(some.filter((row) => !isPlain(row)));
      const asBytes = some.filter(isPlain);
      if (asBytes.length > 0) forms.cells?.add(cells(asBytes, texts));
    }
    return structuredClone(forms.summary());
  });
  const lines: WrittenRows["lines"] = async function* (form) {
    const forms = createRowForms(definition);
    for (let at = 0; at < sorted.length; at += size) {
      const some = sorted.slice(at, at + size);
      const stored = some.every(isPlain)
        ? forms.cells?.store(cells(some, new Map()))
        : linesOf(forms.store(some));
      if (stored === undefined) throw new Error("These forms take bytes");
      // Memory that is given may be enough or not.
      const room = [0, 30, 300, 100_000][at % 4] ?? 0;
      const given = room === 0 ? undefined : new Uint8Array(new SharedArrayBuffer(room)).fill(63);
      yield forms.forms[form]?.(placed(stored), given) ?? new Uint8Array();
    }
  };
  return { ...plain(sorted), written: { rows: sorted.length, lines, summaries } };
}

/** The same lines where a merge may have them: some side by side, some not, with others between them. */
function placed({ bytes, ends }: StoredLines): PlacedLines {
  const lines = [...ends].map((end, row) => bytes.subarray(ends[row - 1] ?? 0, end));
  const starts = new Uint32Array(lines.length);
  const others = Buffer.from("other\n");
  const parts: Uint8Array[] = [];
  let at = 0;
  const place = (part: Uint8Array): number => {
    parts.push(part);
    at += part.length;
    return at - part.length;
  };
  for (const parity of [1, 0]) {
    for (const [row, line] of lines.entries()) {
      if ((row >> 1) % 2 !== parity) continue;
      starts[row] = place(line);
      if (row % 2 === 1) place(others);
    }
  }
  const stops = starts.map((start, row) => start + (lines[row]?.length ?? 0));
  return { bytes: Buffer.concat(parts), starts, ends: stops };
}

function linesOf(lines: readonly string[]): StoredLines {
  let end = 0;
  const ends = Uint32Array.from(lines, (line) => {
    end += Buffer.byteLength(line);
    return end;
  });
  return { bytes: Buffer.from(lines.join("")), ends };
}

async function textOf(content: AsyncIterable<string | Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

const sizes = fc.integer({ min: 1, max: 5 });
const writing = fc.record({ quotesAll: fc.boolean(), isInOrder: fc.boolean() });

test("rows that are written where they are read give the same files and the same profile", () =>
  fc.assert(
    fc.asyncProperty(rows, fc.nat(), sizes, writing, async (all, cut, size, way) => {
      const middle = cut % (all.length + 1);
      const sorted = all.toSorted(inOrder);
      const table = written([all.slice(0, middle), all.slice(middle)], sorted, size, way);
      const { fields } = definition;
      const batches = () => plain(sorted).batches();
      const expected = {
        csv: await textOf(formatCsv(fields, batches())),
        json: await textOf(formatJson(fields, batches())),
        jsonl: await textOf(formatJsonLines(fields, batches())),
      };
      for (const [name, text] of Object.entries(expected)) {
        const content = tableFormats
          .find((each) => each.name === name)
          ?.planTable(table, "data")
          .content(async () => []);
        expect(content && (await textOf(content))).toBe(text);
      }
      expect(await profileTable(table)).toEqual(await profileTable(plain(sorted)));
    }),
    { numRuns: 500 },
  ));

test.each([mostDistinct, mostDistinct + 1])(
  "%i distinct values are counted alike",
  async (count) => {
    // Each twice, so that some come when no text is numbered any more.
    const all = Array.from({ length: count * 2 }, (_, index): Row => {
      const value = index % count;
      return {
        id: `id ${index}`,
        part: index,
        note: `"${value}"`,
        kind: `k${value}`,
        share: value / 8,
      };
    });
    const table = written([all], all, 512, { quotesAll: false, isInOrder: true });
    const profile = await profileTable(table);
    expect(profile).toEqual(await profileTable(plain(all.toSorted(inOrder))));
    const isCounted = count <= mostDistinct;
    for (const name of ["note", "share"])
      expect(profile.fields.get(name)?.distinct).toBe(isCounted ? count : undefined);
  },
);

test("the module that threads load is there", async () => {
  const loaded = (await import(rowWork.module)) as { createRowForms: typeof createRowForms };
  expect(Object.keys(loaded.createRowForms(definition).forms)).toEqual([
    "csv",
    "jsonl",
    "jsonItems",
  ]);
});
