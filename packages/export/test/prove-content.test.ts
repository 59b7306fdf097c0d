import { createHash } from "node:crypto";
import type { Model, Row, TableDefinition } from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCsv } from "../src/format-csv.ts";
import { formatJson } from "../src/format-json.ts";
import { type ProveTables, proveContent } from "../src/prove-content.ts";
import type { Content } from "../src/release-plan.ts";
import { DamagedFile, type ReleaseReader } from "../src/release-reader.ts";
import { field } from "./support/field.ts";

const things: TableDefinition = {
  name: "things",
  title: "Things",
  description: "Things.",
  fields: [field("id", "integer"), field("note", "string"), field("tags", "list")],
  primaryKey: ["id"],
  uniqueKeys: [],
  foreignKeys: [],
  sortOrder: ["id"],
  schema: {},
};
const model: Model = { name: "own", version: "1.0.0", tables: { things }, codelists: {} };

const text = fc.string({
  unit: fc.constantFrom(...'ab,"\n;\\é', "\u{1f701}"),
  minLength: 1,
  maxLength: 9,
});
const rows = fc.array(
  fc.record(
    { note: text, tags: fc.array(text, { minLength: 1, maxLength: 3 }) },
    { requiredKeys: [] },
  ),
  { maxLength: 12 },
);

async function bytesOf(content: Content): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** A release of some files, whose blocks have this size, each in memory that is used again. */
function readerOf(files: ReadonlyMap<string, Buffer>, blockBytes: number): ReleaseReader {
  return {
    entries: [...files].map(([path, { length }]) => ({ path, kind: "file", bytes: length })),
    async *read(path) {
      const memory = [Buffer.alloc(blockBytes), Buffer.alloc(blockBytes)] as const;
      const bytes = files.get(path) ?? Buffer.alloc(0);
      for (let at = 0; at < bytes.length; at += blockBytes) {
        const block = memory[(at / blockBytes) % 2 === 0 ? 0 : 1];
        yield block.subarray(0, bytes.copy(block, 0, at, at + blockBytes));
      }
    },
  };
}

const proveAll =
  (count: number): ProveTables =>
  async () =>
    new Map([["things", count]]);

test("JSON is proved to have the rows of its CSV, wherever blocks end, and no other JSON is", () =>
  fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), fc.nat(), async (some, block, at) => {
      const all = some.map((row, id): Row => ({ id, ...row }));
      const batches = async function* () {
        yield all;
      };
      const csv = await bytesOf(formatCsv(things.fields, batches()));
      const json = await bytesOf(formatJson(things.fields, batches()));
      const other = Buffer.from(json);
      other[at % other.length] = (other[at % other.length] ?? 0) ^ 1;
      const proveWith = (bytes: Buffer) => {
        const files = new Map([
          ["data/things.csv", csv],
          ["json/things.json", bytes],
        ]);
        const hashes = new Map([
          ["json/things.json", createHash("sha256").update(bytes).digest("hex")],
        ]);
        return proveContent(() => readerOf(files, block), model, hashes, proveAll(all.length));
      };
      expect(await proveWith(json)).toEqual(new Map([["things", all.length]]));
      expect(await proveWith(other)).toBeUndefined();
    }),
    { numRuns: 300 },
  ));

test("nothing is proved of a table without its file, nor of one that cannot be read", async () => {
  const readable = readerOf(new Map([["data/things.csv", Buffer.from("id,note,tags\n")]]), 5);
  const prove = (reader: ReleaseReader) =>
    proveContent(() => reader, model, new Map(), proveAll(0));
  expect(await prove(readable)).toEqual(new Map([["things", 0]]));
  expect(await prove(readerOf(new Map(), 5))).toBeUndefined();
  expect(await prove(readerOf(new Map([["data/things.csv", Buffer.from("id,note\n")]]), 5))).toBe(
    undefined,
  );
  const read: ReleaseReader["read"] = async function* () {
    yield Buffer.from("id");
    throw new DamagedFile("ends too early");
  };
  expect(await prove({ ...readable, read })).toBeUndefined();
});
