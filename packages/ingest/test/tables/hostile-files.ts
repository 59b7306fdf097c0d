import { deflateRawSync } from "node:zlib";
import type { Issue } from "@sourcebook/schema";
import { createIssueList } from "../../src/issue-list.ts";
import { checkTables } from "../../src/tables/check-tables.ts";
import { plainSource } from "../../src/tables/table-source.ts";
import { ownModel } from "./own-model.ts";
import { inputOf } from "./read-all.ts";

const SIZE = 2_000_000;
const fill = (text: string): string => text.repeat(Math.ceil(SIZE / text.length)).slice(0, SIZE);
const bytes = (byte: number) => Buffer.alloc(SIZE, byte);
const numbered = (line: (index: number) => string): Buffer => {
  const content = Buffer.alloc(SIZE);
  let size = 0;
  for (let index = 0; ; index += 1) {
    const text = line(index);
    if (size + text.length > SIZE) return content.subarray(0, size);
    size += content.write(text, size, "latin1");
  }
};
const joined = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));

/** Two megabytes each, made to take long or much memory. */
export const hostileFiles: Readonly<Record<string, () => string | Buffer>> = {
  "quotes.csv": () => `id,n\n${fill('"')}`,
  "quote-in-each-line.csv": () => `id,n\n${fill('a,"b\n')}`,
  "open-at-once.csv": () => `"id,n\n${fill("a,1\n")}`,
  "delimiters.csv": () => fill(","),
  "header-of-blanks.csv": () => `${" ".repeat(SIZE)}x,n\n`,
  "names.csv": () =>
    joined(
      "",
      numbered((index) => `c${index},`),
      "\n",
    ),
  "blank-lines.csv": () => `id,n\n${fill("\n")}`,
  "short-rows.csv": () => `id,n\n${fill("a\n")}`,
  "wrong-types.csv": () =>
    joined(
      "id,n\n",
      numbered((index) => `${index},x\n`),
      "",
    ),
  "same-key.csv": () => `id,n\n${fill("a,1\n")}`,
  "dangling.csv": () =>
    joined(
      "id,above\n",
      numbered((index) => `${index},x${index}\n`),
      "",
    ),
  "long-number.csv": () => `id,n\na,${"9".repeat(SIZE)}\n`,
  "long-spaces.csv": () => `id,n\na,${" ".repeat(SIZE)}1\n`,
  "long-list.csv": () => `id,tags\na,${fill(";")}\n`,
  "quoted-list.csv": () => `id,tags\na,"${'""x;'.repeat(SIZE / 4)}"\n`,
  "nul.csv": () => joined("id,n\n", bytes(0)),
  "no-utf8.csv": () => joined("id,n\n", bytes(0xff)),
  "controls.csv": () => `id,n\n${fill("\x01,\x02\n")}`,
  "returns.csv": () => `id,n\n${fill("\r")}`,
  "deep.json": () => `[{"id":${"[".repeat(SIZE)}`,
  "braces.json": () => fill("{"),
  "commas.json": () => `[${",".repeat(SIZE)}`,
  "scalars.json": () => `[${"1,".repeat(SIZE / 2)}1]`,
  "keys.json": () =>
    joined(
      "[{",
      numbered((index) => `"k${index}":1,`),
      '"id":"a"}]',
    ),
  "same-keys.json": () => `[{${fill('"a":1,')}"id":"a"}]`,
  "own-keys.json": () =>
    joined(
      "[",
      numbered((index) => `{"k${index}":1},`),
      "{}]",
    ),
  "escapes.json": () => `[{"id":"${"\\u0000".repeat(SIZE / 6)}"}]`,
  "open-text.json": () => `[{"id":"${"a".repeat(SIZE)}`,
  "lines.jsonl": () => fill("{\n"),
  "bomb.xlsx": () => deflateRawSync(Buffer.alloc(200_000_000)),
  "noise.xlsx": () => numbered((index) => String.fromCharCode((index * 7919) % 256)),
  "noise.parquet": () => joined("PAR1", bytes(0x15), Buffer.from([255, 255, 20, 0]), "PAR1"),
};

/** Checks one of them as the file of a table; the first issue of it. */
export async function checkHostile(name: string, content: Uint8Array): Promise<Issue | undefined> {
  const issues = createIssueList();
  const model = ownModel({
    rows: {
      fields: { id: "string!", n: "integer", above: "string", tags: "list" },
      primaryKey: ["id"],
      foreignKeys: [{ fields: ["above"], reference: { table: "rows", fields: ["id"] } }],
    },
  });
  await checkTables(
    { ...model, sources: [plainSource("rows", name)], assertions: [] },
    { paths: [name], open: () => inputOf(content).open() },
    issues,
  );
  return issues.sorted()[0];
}
