import type { Row, Table, TableDefinition, WrittenRows } from "@sourcebook/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { profileTable } from "../src/documents/profile-table.ts";
import { formatCsv } from "../src/format-csv.ts";
import { formatJson } from "../src/format-json.ts";
import { formatJsonLines } from "../src/formats/format-json-lines.ts";
import { createRowForms } from "../src/row-forms.ts";
import { rowWork } from "../src/row-work.ts";
import { tableFormats } from "../src/table-formats.ts";
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

const note = fc.string({ unit: fc.constantFrom(...'ab,"\né'), minLength: 1, maxLength: 90 });
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

/** As threads make it: each sums up what it meets, and the lines are put in order later. */
function written(shares: readonly (readonly Row[])[], sorted: readonly Row[], size: number): Table {
  const summaries = shares.map((share) => {
    const forms = createRowForms(definition);
    for (let at = 0; at < share.length; at += 3) forms.add(share.slice(at, at + 3));
    return structuredClone(forms.summary());
  });
  const lines: WrittenRows["lines"] = async function* (form) {
    const format = createRowForms(definition).lines[form];
    const bytes = Buffer.from(format?.(sorted).join("") ?? "");
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  return { ...plain(sorted), written: { rows: sorted.length, lines, summaries } };
}

async function textOf(content: AsyncIterable<string | Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

test("rows that are written where they are read give the same files and the same profile", () =>
  fc.assert(
    fc.asyncProperty(rows, fc.nat(), fc.integer({ min: 1, max: 50 }), async (all, cut, size) => {
      const middle = cut % (all.length + 1);
      const sorted = all.toSorted(inOrder);
      const table = written([all.slice(0, middle), all.slice(middle)], sorted, size);
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
  ));

test("the module that threads load is there", async () => {
  const loaded = (await import(rowWork.module)) as { createRowForms: typeof createRowForms };
  expect(Object.keys(loaded.createRowForms(definition).lines)).toEqual(["csv", "jsonl"]);
});
