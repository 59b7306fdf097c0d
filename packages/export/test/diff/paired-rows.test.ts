import type { Cell, Row, TableDefinition } from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyDiff } from "../../src/diff/apply-diff.ts";
import { diffReleases } from "../../src/diff/diff-releases.ts";
import { csvBlocks } from "../../src/diff/paired-rows.ts";
import type { Comparable, ComparableTable } from "../../src/diff/release-diff.ts";
import { formatCsv } from "../../src/format-csv.ts";
import { releasePair } from "./hostile-releases.ts";
import { defineTable, inKeyOrder, makeRelease, makeTable, rowsOf, tableOf } from "./tables.ts";

// In UTF-8, U+E000 and U+FFFD come before the astral characters; by code units, after them.
const text = fc.string({
  unit: fc.constantFrom(...'ab,;"\n\r 0é\ue000\ufffd\u{1f600}\u{10ffff}'),
  minLength: 1,
  maxLength: 4,
});
const cells: Readonly<Record<string, fc.Arbitrary<Cell>>> = {
  string: text,
  integer: fc.integer({ min: -12, max: 12 }),
  number: fc.constantFrom(0, 0.5, -1.25, 1e-7, 10, 9, 1e21, -1e21),
  boolean: fc.boolean(),
  list: fc.array(text, { minLength: 1, maxLength: 2 }),
};
const type = fc.constantFrom(...Object.keys(cells));

interface TwoTables {
  readonly definition: TableDefinition;
  readonly before: readonly Row[];
  readonly after: readonly Row[];
}

/** The same table twice, with most rows in common; its key is of any type and stands anywhere. */
const twoTables: fc.Arbitrary<TwoTables> = fc
  .tuple(fc.array(type, { minLength: 1, maxLength: 2 }), fc.array(type, { maxLength: 3 }), fc.nat())
  .chain(([keyTypes, otherTypes, turn]) => {
    const key = keyTypes.map((each, at) => `key${at}:${each}`);
    const others = otherTypes.map((each, at) => `f${at}:${each}`);
    const all = [...key, ...others];
    const fields = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)];
    const definition = defineTable({ name: "t", fields, primaryKey: key.map(nameOf) });
    const cellsOf = (specs: readonly string[], isStated: boolean) =>
      fc
        .tuple(
          ...specs.map((spec) => {
            const cell = cells[spec.split(":")[1] ?? ""] as fc.Arbitrary<Cell>;
            return isStated ? cell : fc.option(cell, { nil: undefined });
          }),
        )
        .map((values) =>
          specs.flatMap((spec, at) =>
            values[at] === undefined ? [] : [[nameOf(spec), values[at] as Cell] as const],
          ),
        );
    const row = fc
      .tuple(cellsOf(key, true), cellsOf(others, false), cellsOf(others, false), fc.nat(9))
      .map(([ids, was, is, fate]) => ({
        id: JSON.stringify(ids.map(([, cell]) => String(cell))),
        // Of ten rows six stay, two change, and one each comes and goes.
        before: fate === 9 ? [] : [Object.fromEntries([...ids, ...was]) as Row],
        after: fate === 8 ? [] : [Object.fromEntries([...ids, ...(fate < 6 ? was : is)]) as Row],
      }));
    return fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 30 }).map((rows) => ({
      definition,
      before: rows.flatMap((each) => each.before),
      after: rows.flatMap((each) => each.after),
    }));
  });

const nameOf = (spec: string): string => spec.split(":")[0] ?? "";

/** The same release with its tables as canonical CSV too, in blocks of a few bytes. */
function withCsv(release: Comparable, blockBytes: number, readRows = true): Comparable {
  const tables = release.tables.map(
    (table): ComparableTable => ({
      definition: table.definition,
      batches: readRows
        ? table.batches
        : () => {
            throw new Error("No row should be read");
          },
      csv: () => cutUp(csvBlocks(formatCsv(table.definition.fields, table.batches())), blockBytes),
    }),
  );
  return { ...release, tables };
}

async function* cutUp(
  blocks: AsyncIterable<Uint8Array>,
  blockBytes: number,
): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const block of blocks) parts.push(block);
  const bytes = Buffer.concat(parts);
  const block = Buffer.alloc(blockBytes);
  for (let at = 0; at < bytes.length; at += blockBytes) {
    yield block.subarray(0, bytes.copy(block, 0, at));
    // A block is good until the next one is asked for, and no longer.
    block.fill(doubleQuote);
  }
}

const doubleQuote = 0x22;

const blockBytes = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(1 << 18));

test("records compared as bytes give the same diff as rows, and read no row", () =>
  fc.assert(
    fc.asyncProperty(twoTables, blockBytes, blockBytes, async (tables, sizeBefore, sizeAfter) => {
      const { definition } = tables;
      const before = makeRelease([makeTable(definition, tables.before)]);
      const after = makeRelease([makeTable(definition, tables.after)]);
      const byRows = await diffReleases(before, after);
      const fast = await diffReleases(
        withCsv(before, sizeBefore, false),
        withCsv(after, sizeAfter, false),
      );
      expect(fast).toEqual(byRows);
      expect(applyDiff(await rowsOf(before), fast)).toEqual(await rowsOf(after));
    }),
    { numRuns: 1500 },
  ));

test("for any two releases, the way by bytes and the way by rows agree", () =>
  fc.assert(
    fc.asyncProperty(releasePair, blockBytes, async ({ before, after }, size) => {
      const fast = await diffReleases(withCsv(before, size), withCsv(after, size));
      expect(fast).toEqual(await diffReleases(before, after));
    }),
    { numRuns: 500 },
  ));

const place = fc.record({ from: fc.nat(30), to: fc.nat(30), isCopied: fc.boolean() });

/** Rows of which one stands elsewhere, or there as well. */
function disorder(
  rows: readonly Row[],
  { from, to, isCopied }: { from: number; to: number; isCopied: boolean },
): readonly Row[] {
  const row = rows[from];
  if (row === undefined) return rows;
  return (isCopied ? rows : rows.toSpliced(from, 1)).toSpliced(to, 0, row);
}

test("rows out of order, or twice, come to the same by bytes as by rows", () =>
  fc.assert(
    fc.asyncProperty(
      twoTables,
      fc.tuple(place, place),
      blockBytes,
      async ({ definition, ...tables }, [placeBefore, placeAfter], size) => {
        const side = (rows: readonly Row[], place: Parameters<typeof disorder>[1]): Comparable =>
          makeRelease([tableOf(definition, disorder(inKeyOrder(definition, rows), place))]);
        const before = side(tables.before, placeBefore);
        const after = side(tables.after, placeAfter);
        expect(await outcome(diffReleases(withCsv(before, size), withCsv(after, size)))).toEqual(
          await outcome(diffReleases(before, after)),
        );
      },
    ),
    { numRuns: 1000 },
  ));

const outcome = async (diff: Promise<unknown>): Promise<unknown> => {
  try {
    return await diff;
  } catch (error) {
    return String(error);
  }
};

const items = defineTable({ name: "items", fields: ["id:integer", "note"] });

/** A release of one table whose CSV is just this text, and whose rows are read from it otherwise. */
function releaseOf(text: string | Buffer, rows: readonly Row[]): Comparable {
  const table: ComparableTable = {
    ...makeTable(items, rows),
    csv: async function* () {
      yield Buffer.from(text);
    },
  };
  return makeRelease([table]);
}

const rows = [
  { id: 1, note: "a" },
  { id: 2, note: "b" },
  { id: 10, note: "c" },
];
const canonical = "id,note\n1,a\n2,b\n10,c\n";

test.each<[string, string | Buffer]>([
  ["in another order", "id,note\n1,a\n10,c\n2,b\n"],
  ["by the text of its numbers", "id,note\n1,a\n10,c\n2,b\n"],
  ["under another header", "id,text\n1,a\n2,b\n10,c\n"],
  ["with a byte-order mark", `\ufeff${canonical}`],
  ["with other line ends", canonical.replaceAll("\n", "\r\n")],
  ["without its last line end", canonical.slice(0, -1)],
  ["with a cell too few", "id,note\n1,a\n2,b\n10\n"],
  ["with a cell too many", "id,note\n1,a\n2,b,b\n10,c\n"],
  ["with a quote that never ends", 'id,note\n1,a\n2,b\n10,"c\n'],
  ["with a quote inside a cell", 'id,note\n1,a\n2,b"b\n10,c\n'],
  ["with a key that is no number", "id,note\n1,a\nx,b\n10,c\n"],
  ["with an empty key", "id,note\n1,a\n,b\n10,c\n"],
  ["with an empty line", "id,note\n1,a\n\n2,b\n10,c\n"],
  ["with bytes that are no UTF-8", Buffer.from("id,note\n1,a\n2,\xff\n10,c\n", "latin1")],
  ["of nothing", ""],
])("CSV %s is not trusted: the rows are read instead", async (_, text) => {
  const plain = makeRelease([makeTable(items, rows)]);
  const odd = releaseOf(text, rows);
  const well = releaseOf(canonical, rows);
  const nothing = await diffReleases(plain, plain);
  expect(await diffReleases(odd, well)).toEqual(nothing);
  expect(await diffReleases(well, odd)).toEqual(nothing);
});

test("two records with one key are refused, as two rows are", async () => {
  const twice = [rows[0], rows[0]] as readonly Row[];
  const csv = releaseOf("id,note\n1,a\n1,a\n", []);
  const release = {
    ...csv,
    tables: csv.tables.map((table) => ({
      ...table,
      async *batches() {
        yield twice;
      },
    })),
  };
  await expect(diffReleases(release, release)).rejects.toMatchObject({ code: "VERIFY_FAILED" });
});

test("the changes of a table can be told again and again, few or many", async () => {
  const many = (note: string): readonly Row[] =>
    Array.from({ length: 3000 }, (_, id) => ({ id, note: `${note}${"x".repeat(3000)}` }));
  for (const [before, after] of [
    [rows, rows.slice(1)],
    [many("a"), many("b")],
    [many("a"), []],
    [[], many("b")],
  ] as const) {
    const sides = [before, after].map((side) =>
      withCsv(makeRelease([makeTable(items, side)]), 1 << 18, false),
    );
    const [left, right] = sides as [Comparable, Comparable];
    const diff = await diffReleases(left, right);
    expect(applyDiff(await rowsOf(makeRelease([makeTable(items, before)])), diff)).toEqual(
      await rowsOf(makeRelease([makeTable(items, after)])),
    );
  }
});
