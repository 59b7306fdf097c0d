import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dataset, Row } from "@sourcebook/schema";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { cutRelease, publicDataset, verifyRelease } from "../../src/index.ts";
import { isRedistributable } from "../../src/rights/redistributable.ts";
import { nothingWithheld } from "../../src/rights/withholding.ts";
import { millFire } from "../fixtures/mill-fire.ts";
import { plannedRelease } from "../fixtures/planned.ts";
import { datasetOf, definitionOf, fieldOf, rowsOf, tableOf } from "../fixtures/tables.ts";
import { readWithDuckDb } from "../formats/readers.ts";
import { temporaryFolder } from "../support/folders.ts";

const everything = ["csv", "json", "jsonl", "parquet", "xlsx", "sqlite", "excel-csv", "zip"];

/** The rows of some tables changed, those of the others as they are. */
async function changed(
  dataset: Dataset,
  change: (table: string, rows: readonly Row[]) => readonly Row[],
): Promise<Dataset> {
  const tables = await Promise.all(
    dataset.tables.map(async (table) =>
      tableOf(table.definition, change(table.definition.name, await rowsOf(table))),
    ),
  );
  return { ...dataset, tables };
}

/** The made-up dataset with its second source restricted, and a few rows more that hang on it. */
function restricted(): Promise<Dataset> {
  return changed(millFire({ exports: everything, documents }), (table, rows) => {
    switch (table) {
      case "sources":
        return rows.map((row) =>
          row.id === "pamphlet" ? { ...row, visibility: "restricted" } : row,
        );
      case "claims":
        return rows.map((row) =>
          row.id === "gazette-1921.lockout" ? { ...row, about_id: "pamphlet.reed" } : row,
        );
      case "retired_ids":
        return [
          retired("claims", "gazette-1921.gone", { reason: "It was said twice." }),
          retired("claims", "gazette-1921.moved", { replaced_by: "pamphlet.reed" }),
          retired("claims", "pamphlet.gone", { reason: "A canary of its own." }),
        ];
      default:
        return rows;
    }
  });
}

const retired = (table: string, id: string, more: Row): Row => ({
  table,
  id,
  status: "withdrawn",
  since: "1.1.0",
  reason: "No reason.",
  ...more,
});

const documents: NonNullable<Dataset["documents"]> = [
  {
    source_id: "gazette-1921",
    file: "001_gazette.txt",
    media_type: "text/plain",
    bytes: Buffer.from("The mill at Sedge burned\r\nto the ground.\n"),
  },
  {
    source_id: "pamphlet",
    file: "002_pamphlet.txt",
    media_type: "text/plain",
    bytes: Buffer.from("We gather every 3 March.\n"),
  },
];

/** All that can be read in the files of a release, compressed or not, in one text. */
async function allWordsOf(dataset: Dataset): Promise<string> {
  const { files } = await plannedRelease(dataset);
  const words: string[] = [];
  for (const [path, bytes] of files) {
    words.push(path, Buffer.from(bytes).toString("utf8"));
    if (path.endsWith(".xlsx")) {
      const parts = Object.values(unzipSync(bytes));
      words.push(...parts.map((part) => Buffer.from(part).toString("utf8")));
    }
    if (path.endsWith(".parquet")) {
      words.push(JSON.stringify(await readWithDuckDb("a.parquet", bytes, "FROM '{path}'")));
    }
  }
  return words.join("\n");
}

const canaries = [
  "pamphlet",
  "Author of the pamphlet",
  "002_pamphlet",
  "b".repeat(64),
  "e".repeat(64),
  "set it alight",
  "1,300",
  "1300",
  "XXXX-03-03",
  "every 3 March",
  "The accusation stands",
  "Number of workers killed",
  "day of mourning",
  "A canary of its own",
  "gazette-1921.moved",
  "visibility",
];

test("nothing that is restricted, or hangs on it, stands in any file of a release", async () => {
  const open = await allWordsOf(millFire({ exports: everything, documents }));
  const notInOpen = ["A canary of its own", "gazette-1921.moved", "visibility"];
  expect(canaries.filter((canary) => !open.includes(canary))).toEqual(notInOpen);

  const words = await allWordsOf(await restricted());
  expect(canaries.filter((canary) => words.includes(canary))).toEqual([]);
  expect(words).toContain("The mill at Sedge burned");
  expect(words).toContain("gazette-1921.gone");
});

test("what is left of each table, and how many rows were withheld", async () => {
  const { dataset, withheld } = await publicDataset(await restricted());
  const left = await Promise.all(
    dataset.tables.map(async (table) => [
      table.definition.name,
      (await rowsOf(table)).map((row) => row.id ?? row.claim_id ?? row.entity_id),
    ]),
  );
  expect(Object.fromEntries(left)).toMatchInlineSnapshot(`
    {
      "attributions": [
        "gazette-1921.fire",
        "gazette-1921.reed-denies",
        "gazette-1921.reed-denies",
        "gazette-1921.toll",
        "gazette-1921.toll",
      ],
      "citations": [],
      "claims": [
        "gazette-1921.fire",
        "gazette-1921.reed-denies",
        "gazette-1921.toll",
      ],
      "conflict_members": [],
      "conflicts": [],
      "entities": [
        "fire-1921",
        "harbour-gazette",
        "ida-fenn",
        "inquiry",
        "inquiry-report",
        "mill-union",
        "sedge-mill",
        "tom-reed",
        "workers",
      ],
      "evidence": [
        "gazette-1921.fire",
        "gazette-1921.fire",
        "gazette-1921.reed-denies",
        "gazette-1921.toll",
      ],
      "names": [
        "tom-reed",
      ],
      "passages": [],
      "quantities": [
        "gazette-1921.toll",
      ],
      "quotations": [
        "gazette-1921.reed-denies",
      ],
      "retired_ids": [
        "gazette-1921.gone",
      ],
      "sources": [
        "gazette-1921",
      ],
    }
  `);
  expect(Object.fromEntries(withheld)).toMatchInlineSnapshot(`
    {
      "attributions": 5,
      "claims": 4,
      "conflict_members": 2,
      "conflicts": 1,
      "entities": 1,
      "evidence": 5,
      "quantities": 1,
      "retired_ids": 2,
      "sources": 1,
    }
  `);
  expect(dataset.inputs.map(({ path }) => path)).toEqual([
    "dataset.yaml",
    "documents/001_gazette.txt",
    "sources/gazette-1921.yaml",
  ]);
});

test("words of curators that name a withheld source are refused, each with its place", async () => {
  const dataset = await changed(await restricted(), (table, rows) =>
    table === "entities"
      ? rows.map((row) =>
          row.id === "tom-reed" ? { ...row, note: "Accused in 002_pamphlet.txt alone." } : row,
        )
      : rows,
  );
  const named = { ...dataset, description: "Without the pamphlet." };
  await expect(plannedRelease(named)).rejects.toMatchObject({
    code: "USAGE",
    what: "What may be published names what may not:\n  dataset.yaml names pamphlet\n  note of entities tom-reed names pamphlet",
  });
});

test("a cut says how many rows it withheld, and nothing when there were none", async () => {
  const options = { releasesFolder: temporaryFolder(), toolVersion: "0.0.0" };
  const cut = await cutRelease(await restricted(), options);
  expect(cut.withheld).toBe(22);
  const rebuild = { dataset: await restricted(), toolVersion: "0.0.0" };
  expect((await verifyRelease(cut.folder, { rebuild })).findings).toEqual([]);
  const open = await cutRelease(millFire({ version: "2.0.0" }), options);
  expect(Object.keys(open)).not.toContain("withheld");
});

test("a release that withholds what the one before had says that rows went, and not which", async () => {
  const options = { releasesFolder: temporaryFolder(), toolVersion: "0.0.0" };
  const open = await changed(millFire({ exports: everything, documents }), (table, rows) =>
    table === "entities"
      ? rows.map((row) =>
          row.id === "tom-reed" ? { ...row, note: "Accused in 002_pamphlet.txt alone." } : row,
        )
      : rows,
  );
  await cutRelease(open, options);
  const next = { ...(await restricted()), version: "2.0.0" };
  const { folder } = await cutRelease(next, options);
  const told = ["CHANGELOG.md", "changes.csv", "changes.json"].map((file) =>
    readFileSync(join(folder, "changes", file), "utf8"),
  );
  for (const text of told) expect(text).not.toMatch(/pamphlet|canary/i);
  expect(told[1]).not.toMatch(/^row_removed/m);
  expect(told[0]).toContain("of claims lost something for safety.");
  expect(told[1]).toMatch(/^cell,entities,tom-reed,,note,\[redacted\],/m);
  const rebuild = { dataset: next, toolVersion: "0.0.0" };
  expect((await verifyRelease(folder, { rebuild })).findings).toEqual([]);
});

test("a dataset is looked through once, and what came of it not at all", async () => {
  const dataset = await restricted();
  let reads = 0;
  const counted = {
    ...dataset,
    tables: dataset.tables.map((table) => ({
      ...table,
      batches: () => {
        reads += 1;
        return table.batches();
      },
    })),
  };
  const first = await publicDataset(counted);
  const readOnce = reads;
  expect(readOnce).toBeGreaterThan(0);
  expect(await publicDataset(counted)).toBe(first);
  expect(await publicDataset(first.dataset)).toEqual({
    dataset: first.dataset,
    withheld: new Map(),
    withholding: nothingWithheld,
  });
  expect(reads).toBe(readOnce);
});

test("what may be published may be published again", async () => {
  const once = (await publicDataset(await restricted())).dataset;
  const { dataset: twice, withheld } = await publicDataset({ ...once });
  expect(withheld.size).toBe(0);
  expect(twice.inputs).toEqual(once.inputs);
  expect(twice.documents).toEqual(once.documents);
  for (const [index, table] of twice.tables.entries()) expect(table).toBe(once.tables[index]);
});

test("a restricted column stands in no file, nor in a schema, a key or a rule", async () => {
  const definition = {
    ...definitionOf("stations", [
      fieldOf("id", "string", { required: true }),
      fieldOf("name", "string"),
      fieldOf("secret_phone", "string", { visibility: "restricted", description: "Canary one." }),
      fieldOf("owner", "string", { visibility: "restricted" }),
    ]),
    uniqueKeys: [["name"], ["name", "secret_phone"]],
    foreignKeys: [{ fields: ["owner"], reference: { table: "owners", fields: ["id"] } }],
    sortOrder: ["secret_phone", "id"],
    schema: {
      title: "Station",
      type: "object",
      properties: { id: {}, name: {}, secret_phone: { examples: ["555-0199"] }, owner: {} },
      required: ["id", "secret_phone"],
      dependentRequired: { secret_phone: ["name"], name: ["secret_phone"], owner: ["name"] },
      allOf: [
        { title: "Canary two", not: { required: ["secret_phone"] } },
        { title: "Kept", not: { required: ["name"] } },
      ],
      examples: [{ id: "a", secret_phone: "555-0199" }],
    },
  };
  const stations = tableOf(definition, [
    { id: "a", name: "North", secret_phone: "555-0100", owner: "ann" },
    { id: "b", secret_phone: "555-0101" },
  ]);
  const owners = tableOf(definitionOf("owners", [fieldOf("id", "string")]), [{ id: "ann" }]);
  const dataset = datasetOf([stations, owners], { exports: everything });

  const words = await allWordsOf(dataset);
  const secrets = ["secret_phone", "555-01", "Canary", "owner_", '"owner"'];
  expect(secrets.filter((secret) => words.includes(secret))).toEqual([]);

  const { dataset: published } = await publicDataset(dataset);
  expect(published.tables[0]?.definition).toMatchObject({
    fields: [{ name: "id" }, { name: "name" }],
    uniqueKeys: [["name"]],
    foreignKeys: [],
    sortOrder: ["id"],
    schema: {
      title: "Station",
      type: "object",
      properties: { id: {}, name: {} },
      required: ["id"],
      dependentRequired: {},
      allOf: [{ title: "Kept", not: { required: ["name"] } }],
      examples: [{ id: "a" }],
    },
  });
  expect(published.model.tables.stations).toEqual(published.tables[0]?.definition);
});

test("a restricted primary key is refused: no row could be told from another", async () => {
  const definition = definitionOf("people", [
    fieldOf("id", "string", { visibility: "restricted" }),
    fieldOf("name", "string"),
  ]);
  await expect(plannedRelease(datasetOf([tableOf(definition, [])]))).rejects.toMatchObject({
    code: "USAGE",
    what: "The primary key of people is restricted",
  });
});

test("in a model of one's own each row may say that it is restricted, and takes its own with it", async () => {
  const places = definitionOf("places", [
    fieldOf("id", "string"),
    fieldOf("openness", "string", { codelist: "visibilities", visibility: "restricted" }),
  ]);
  const visits = {
    ...definitionOf("visits", [fieldOf("id", "integer"), fieldOf("place", "string")]),
    foreignKeys: [{ fields: ["place"], reference: { table: "places", fields: ["id"] } }],
  };
  const notes = {
    ...definitionOf("notes", [fieldOf("id", "string"), fieldOf("visits", "list")]),
    foreignKeys: [
      { fields: ["visits"], reference: { table: "visits", fields: ["id"] }, each: true },
    ],
  };
  const dataset = datasetOf([
    tableOf(notes, [
      { id: "n1", visits: ["v1"] },
      { id: "n2", visits: ["v1", "v2"] },
      { id: "n3" },
    ]),
    tableOf(visits, [{ id: "v1", place: "park" }, { id: "v2", place: "home" }, { id: "v3" }]),
    tableOf(places, [
      { id: "home", openness: "restricted" },
      { id: "park", openness: "public" },
    ]),
  ]);
  const { dataset: published } = await publicDataset(dataset);
  expect(await Promise.all(published.tables.map(rowsOf))).toEqual([
    [{ id: "n1", visits: ["v1"] }, { id: "n3" }],
    [{ id: "v1", place: "park" }, { id: "v3" }],
    [{ id: "park" }],
  ]);
});

test("a document is in the release when its rights let it be passed on, byte for byte", async () => {
  const { files, json } = await plannedRelease(millFire({ documents }));
  const sources = [...files.keys()].filter((path) => path.startsWith("sources/"));
  expect(sources).toEqual(["sources/gazette-1921.txt"]);
  expect(files.get("sources/gazette-1921.txt")).toEqual(documents[0]?.bytes);
  const { resources } = json("datapackage.json") as { resources: { path: string }[] };
  expect(resources.find(({ path }) => path === "sources/gazette-1921.txt")).toMatchObject({
    name: "gazette-1921-source",
    mediatype: "text/plain",
    format: "txt",
  });
});

test("the plain text of a document goes where the document goes, and its name and hash, too", async () => {
  const renditions = documents.map((document) => ({
    ...document,
    file: `${document.file}.txt`,
    isRendition: true,
  }));
  const hash = (id: unknown) => (id === "pamphlet" ? "9" : "8").repeat(64);
  const dataset = await changed(await restricted(), (table, rows) =>
    table !== "sources"
      ? rows
      : rows.map((row) => ({
          ...row,
          rendition: `${row.file}.txt`,
          rendition_sha256: hash(row.id),
          rendition_tool: "a tool",
        })),
  );
  const { files } = await plannedRelease({
    ...dataset,
    documents: [...documents, ...renditions],
    inputs: [
      ...dataset.inputs,
      ...renditions.map(({ source_id, file }) => ({
        path: `documents/${file}`,
        bytes: 5,
        sha256: hash(source_id),
      })),
    ],
  });
  expect([...files.keys()].filter((path) => path.startsWith("sources/"))).toEqual([
    "sources/gazette-1921.txt",
    "sources/gazette-1921.rendition.txt",
  ]);
  const words = [...files.values()].map((bytes) => Buffer.from(bytes).toString("utf8")).join("\n");
  expect(words).toContain(hash("gazette-1921"));
  expect(words).not.toContain(hash("pamphlet"));
  expect(words).not.toContain("002_pamphlet");
});

test("an open document of a withheld source is withheld all the same", async () => {
  const dataset = await changed(millFire({ documents }), (table, rows) =>
    table === "sources" ? rows.map((row) => ({ ...row, visibility: "restricted" })) : rows,
  );
  const { files } = await plannedRelease(dataset);
  expect([...files.keys()].filter((path) => path.startsWith("sources/"))).toEqual([]);
});

test.each([
  ["CC0-1.0", true],
  ["CC-BY-4.0", true],
  ["CC-BY-SA-2.5", true],
  ["ODbL-1.0", true],
  ["OGL-UK-3.0", true],
  ["CC-BY-NC-4.0", false],
  ["CC-BY-ND-4.0", false],
  ["not stated", false],
  ["Copyright © 2020 Example. All Rights Reserved", false],
  ["published under CC-BY-4.0", false],
  ["CC-BY-4.0 OR MIT", false],
  ["cc-by-4.0", false],
  ["", false],
])("rights that say %j let a document be passed on: %s", (rights, expected) => {
  expect(isRedistributable(rights)).toBe(expected);
});
