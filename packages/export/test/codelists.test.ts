import { join } from "node:path";
import type { CodelistEntry, Dataset } from "@sourcebook/schema";
import { compileModel } from "@sourcebook/schema/compile";
import fc from "fast-check";
import { expect, test } from "vitest";
import { planCodelists } from "../src/codelists/plan-codelists.ts";
import { readCodelists } from "../src/codelists/read-codelists.ts";
import { comparableDataset, cutRelease, judgeReleases, openComparable } from "../src/index.ts";
import { temporaryFolder } from "./support/folders.ts";
import { memoryReader, memoryWriter } from "./support/memory-writer.ts";
import { rowSchema, tableOf } from "./support/tiny-dataset.ts";

/** Shops of kinds, in a list that may grow. */
function shopsOf(kinds: readonly CodelistEntry[], changes: Partial<Dataset> = {}): Dataset {
  const kind = { type: "string", codelist: "kinds", extensible: true };
  const schema = rowSchema("shops", { id: { type: "string", minLength: 1 }, kind }, ["id", "kind"]);
  const { model } = compileModel(
    { "shops.schema.json": schema },
    { kinds },
    { name: "shops", version: "1.0" },
  );
  if (model === undefined) throw new Error("The model does not compile");
  return {
    name: "shops",
    title: "Shops",
    version: "1.0.0",
    licence: "CC0-1.0",
    contributors: [],
    exports: ["csv"],
    model,
    tables: Object.values(model.tables).map((definition) =>
      tableOf(definition, [{ id: "1", kind: "bakery" }]),
    ),
    inputs: [],
    ...changes,
  };
}

const bakery = { code: "bakery", title: "Bakery", description: "Sells bread." };
const bank = { code: "bank", title: "Bank", description: "Keeps money." };
const bar = { code: "bar", title: "Bar", description: "Sells drinks." };

test.each([
  ["nothing", [bakery, bank], []],
  ["a code that goes", [bakery], ["major SV011 The code `bank` was removed from kinds."]],
  ["a code that comes", [bakery, bank, bar], ["minor SV009 The code `bar` was added to kinds."]],
  [
    "a deprecation",
    [bakery, { ...bank, deprecated: "1.1", replaced_by: "bakery" }],
    ["minor SV030 The code `bank` is deprecated; use `bakery`."],
  ],
  [
    "other words",
    [bakery, { ...bank, description: "Lends money." }],
    ["patch SV032 The description of the code `bank` of kinds changed."],
  ],
])("%s in an extensible list is seen against a release", async (_, kinds, expected) => {
  const releasesFolder = temporaryFolder();
  await cutRelease(shopsOf([bakery, bank]), { releasesFolder, toolVersion: "0.0.0" });
  const { verdict } = await judgeReleases(
    await openComparable(join(releasesFolder, "shops/1.0.0")),
    await comparableDataset(shopsOf(kinds)),
  );
  expect(verdict.findings.map(({ bump, rule, sentence }) => `${bump} ${rule} ${sentence}`)).toEqual(
    expected.length > 0 ? expected : ["none SV034 Nothing changed since shops 1.0.0."],
  );
});

test("any codelist is read back from a release as it was written", async () => {
  const word = fc.string({ unit: "binary", minLength: 1 });
  const entry = fc.record(
    {
      code: word,
      title: word,
      description: fc.string({ unit: "binary" }),
      deprecated: word,
      weight: word,
    },
    { requiredKeys: ["code", "title", "description"] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(entry), async (entries) => {
      const dataset = shopsOf([bakery]);
      const model = { ...dataset.model, codelists: { kinds: entries } };
      const out = memoryWriter();
      for (const { path, content } of planCodelists({ ...dataset, model })) {
        await out.write(
          path,
          content(async () => []),
        );
      }
      expect(await readCodelists(out.reader())).toEqual({ kinds: entries });
    }),
  );
});

test("a list in a release that is no list of codes is told as damage", async () => {
  const read = (text: string) =>
    readCodelists(memoryReader(new Map([["codelists/kinds.csv", Buffer.from(text)]])));
  await expect(read("title\nBakery\n")).rejects.toThrow("has a line without a code");
  await expect(read('code,title\n"bakery,Bakery\n')).rejects.toThrow("is no CSV");
});
