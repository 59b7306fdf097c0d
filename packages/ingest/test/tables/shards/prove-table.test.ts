import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { exitCodes, type Issue, type Row } from "@sourcebook/schema";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createIssueList } from "../../../src/issue-list.ts";
import { checkTables } from "../../../src/tables/check-tables.ts";
import type { Reject } from "../../../src/tables/rejects.ts";
import { Workshop } from "../../../src/tables/shards/workshop.ts";
import { plainSource } from "../../../src/tables/table-source.ts";
import { ownModel } from "../own-model.ts";
import { inputOf } from "../read-all.ts";

const moduleOf = (name: string) => ({ module: new URL(name, import.meta.url).href });
const forms = moduleOf("./forms.ts");

const folder = await mkdtemp(join(tmpdir(), "shards-"));

/** Pieces of a few records each, read by one thread or by several. */
const workshops = [
  new Workshop(folder, { threads: 1, pieceBytes: 24, leastBytes: 0, forms }),
  new Workshop(folder, { threads: 3, pieceBytes: 60, leastBytes: 0, forms }),
  new Workshop(folder, { threads: 2, pieceBytes: 400, leastBytes: 0 }),
];
afterAll(async () => {
  for (const workshop of workshops) await workshop[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const project = {
  ...ownModel({
    places: { fields: { id: "string!", name: "string" }, primaryKey: ["id"] },
    visits: {
      fields: {
        place: "string!",
        number: "integer!",
        day: "date",
        note: "string",
        share: "number",
        next: "string",
      },
      primaryKey: ["place", "number"],
      foreignKeys: [
        { fields: ["place"], reference: { table: "places", fields: ["id"] } },
        { fields: ["next"], reference: { table: "places", fields: ["id"] } },
      ],
    },
  }),
  sources: [plainSource("places", "places.csv"), plainSource("visits", "visits-*.csv")],
  assertions: [],
};

type Files = Readonly<Record<string, string>>;

async function check(contents: Files, withRejects: boolean, workshop?: Workshop) {
  const issues = createIssueList();
  const rejects: Reject[] = [];
  const files = {
    paths: Object.keys(contents),
    sizes: new Map(Object.entries(contents).map(([path, text]) => [path, text.length])),
    open: (path: string) => inputOf(contents[path] ?? "", { chunkSize: 7 }).open(),
  };
  const { tables, inputs, counts } = await checkTables(project, files, issues, {
    workshop,
    ...(withRejects && { rejects: (some) => void rejects.push(...some) }),
  });
  const sorted = issues.sorted();
  const isWhole = sorted.every(({ severity }) => severity !== "error");
  const rows: Record<string, Row[]> = {};
  for (const { definition, batches } of isWhole ? tables : []) {
    rows[definition.name] = (await all(batches())).flat();
  }
  const told = { issues: sorted, rejects, inputs, counts: [...counts], rows };
  return { told, isProved: tables.some(({ written }) => written !== undefined), tables };
}

async function all<Item>(items: AsyncIterable<Item> | Iterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const text = fc.string({ unit: fc.constantFrom(...'ab,"\n é'), maxLength: 12 });
const visit = fc.tuple(
  fc.constantFrom("a", "b", "c", "d\u{1f701}", "d\uff01"),
  fc.integer({ min: -3, max: 60 }).map(String),
  fc.constantFrom("", "1988-07-31"),
  text.map(quoted),
  fc.constantFrom("", "1.50", "1e3"),
  fc.constantFrom("", "a"),
);
const faults = [
  "a,1",
  "a,1,1988-07-31,x,1,a,surplus",
  "a,x,,,,",
  "a,7,31.07.1988,,,",
  "z,8,,,,",
  'a,9,,5" note,,',
  "a,10,,\u0001,,",
  "",
  ",11,,,,",
  'a,12,,"open,,',
];

/** Files of visits: mostly sound, keys given once; now and then not. */
const filesOfVisits = fc
  .record({
    parts: fc.array(fc.array(visit, { maxLength: 12 }), { minLength: 1, maxLength: 3 }),
    isDistinct: fc.integer({ min: 0, max: 4 }).map((one) => one > 0),
    fault: fc.option(fc.constantFrom(...faults), { nil: undefined, freq: 2 }),
    lineEnd: fc.constantFrom("\n", "\r\n"),
    hasLastLineEnd: fc.boolean(),
  })
  .map(({ parts, isDistinct, fault, lineEnd, hasLastLineEnd }): Files => {
    const seen = new Set<string>();
    const files = parts.map((part, number) => {
      const rows = part.filter(([place, count]) => {
        const key = `${place} ${count}`;
        return !isDistinct || (!seen.has(key) && seen.add(key));
      });
      const lines = ["place,number,day,note,share,next", ...rows.map((row) => row.join(","))];
      if (fault !== undefined && number === 0) lines.splice(1 + (rows.length >> 1), 0, fault);
      return [`visits-${number}.csv`, lines.join(lineEnd) + (hasLastLineEnd ? lineEnd : "")];
    });
    return {
      "places.csv": "id,name\nd\u{1f701},\nb,B\na,A\nd\uff01,\nc,C\n",
      ...Object.fromEntries(files),
    };
  });

test("threads tell the same as the plain way, whatever the pieces", {
  timeout: 120_000,
}, async () => {
  let proved = 0;
  let faulty = 0;
  const property = fc.asyncProperty(filesOfVisits, fc.boolean(), async (files, withRejects) => {
    const plain = await check(files, withRejects);
    for (const workshop of workshops) {
      const { told, isProved } = await check(files, withRejects, workshop);
      expect(told).toEqual(plain.told);
      proved += isProved ? 1 : 0;
    }
    faulty += plain.told.issues.length > 0 ? 1 : 0;
  });
  await fc.assert(property, { numRuns: 40 });
  // Neither way was only ever taken by itself.
  expect(proved).toBeGreaterThan(10);
  expect(faulty).toBeGreaterThan(10);
});

test("rows are written where they are read, and come in the order of their keys", async () => {
  const { tables } = await check(
    {
      "places.csv": "id,name\nb,B\na,A\n",
      "visits-1.csv": "place,number,note\nb,2,x\na,10,\n",
      "visits-2.csv": 'number,place,note\n2,a,"say ""y"",\nthen z"\n',
    },
    false,
    workshops[1],
  );
  const { written } = tables[1] ?? {};
  const bytesOf = async (form: string) => {
    let text = "";
    for await (const block of written?.lines(form) ?? []) text += Buffer.from(block).toString();
    return text;
  };
  expect(await bytesOf("first")).toBe("a|a|b|");
  expect(await bytesOf("jsonl")).toBe(
    [
      '{"place":"a","number":2,"note":"say \\"y\\",\\nthen z"}\n',
      '{"place":"a","number":10}\n',
      '{"place":"b","number":2,"note":"x"}\n',
    ].join(""),
  );
  expect(written?.rows).toBe(3);
  expect(written?.summaries.reduce((sum: number, one) => sum + (one as number), 0)).toBe(3);
});

test("rows are sorted only where the files do not have them in order", async () => {
  const heads = "place,number\n";
  const isSortedWith = async (first: string, second: string): Promise<boolean> => {
    const contents: Files = {
      "places.csv": "id,name\na,A\nb,B\n",
      "visits-1.csv": heads + first,
      "visits-2.csv": heads + second,
    };
    const files = {
      paths: Object.keys(contents),
      sizes: new Map(Object.entries(contents).map(([path, text]) => [path, text.length])),
      open: (path: string) => inputOf(contents[path] ?? "").open(),
    };
    let isSorted = true;
    const { tables } = await checkTables(project, files, createIssueList(), {
      workshop: workshops[2],
      sort: (definition, batches) => {
        if (definition.name === "visits") isSorted = false;
        return batches;
      },
    });
    for (const { batches } of tables) await all(batches());
    return isSorted;
  };
  expect(await isSortedWith("a,1\na,2\na,10\n", "b,1\nb,2\n")).toBe(true);
  expect(await isSortedWith("a,2\na,1\na,10\n", "b,1\nb,2\n")).toBe(false);
  expect(await isSortedWith("b,1\nb,2\n", "a,1\na,2\n")).toBe(false);
});

test("a table that refers to itself, or has more keys than one, is judged as ever", async () => {
  const { model, validators } = ownModel({
    parts: {
      fields: { id: "string!", whole: "string", label: "string" },
      primaryKey: ["id"],
      uniqueKeys: [["label"]],
      foreignKeys: [{ fields: ["whole"], reference: { table: "parts", fields: ["id"] } }],
    },
    nodes: {
      fields: { id: "string!", parent: "string" },
      primaryKey: ["id"],
      foreignKeys: [{ fields: ["parent"], reference: { table: "nodes", fields: ["id"] } }],
    },
  });
  const sources = [plainSource("parts", "parts.csv"), plainSource("nodes", "nodes.csv")];
  const contents: Files = {
    "parts.csv": "id,whole,label\na,b,x\nb,,x\nc,q,y\n",
    "nodes.csv": "id,parent\na,c\nb,a\nc,\nd,nobody\n",
  };
  const files = {
    paths: Object.keys(contents),
    sizes: new Map([
      ["parts.csv", 1],
      ["nodes.csv", 1],
    ]),
    open: (path: string) => inputOf(contents[path] ?? "").open(),
  };
  const issuesWith = async (workshop?: Workshop): Promise<readonly Issue[]> => {
    const issues = createIssueList();
    await checkTables({ model, validators, sources, assertions: [] }, files, issues, { workshop });
    return issues.sorted();
  };
  const plain = await issuesWith();
  expect(plain.map(({ code, file, line }) => `${file}:${line} ${code}`)).toEqual([
    "nodes.csv:5 unknown-reference",
    "parts.csv:3 duplicate-value",
    "parts.csv:4 unknown-reference",
  ]);
  expect(await issuesWith(workshops[0])).toEqual(plain);
});

test("a thread that dies ends the work with one clear error, and nothing is left behind", async () => {
  const workshop = new Workshop(folder, {
    threads: 2,
    pieceBytes: 64,
    leastBytes: 0,
    forms: moduleOf("./dying-forms.ts"),
  });
  const rows = Array.from({ length: 100 }, (_, index) => `p${index},\n`).join("");
  const outcome = check({ "places.csv": `id,name\n${rows}last,\n` }, false, workshop);
  await expect(outcome).rejects.toMatchObject({
    name: "SourcebookError",
    code: "IO",
    message: expect.stringContaining("A thread that worked on the tables has ended"),
  });
  expect(exitCodes.IO).toBe(5);
  const own = join(folder, ".sourcebook");
  const before = await readdir(own);
  await workshop[Symbol.asyncDispose]();
  const after = await readdir(own);
  expect(before.filter((name) => !after.includes(name))).toEqual([
    expect.stringContaining("sourcebook-work-"),
  ]);
});

test("what a killed process left is removed, what a living one has is not", async () => {
  const other = await mkdtemp(join(tmpdir(), "shards-"));
  const own = join(other, ".sourcebook");
  // No process has a number this high.
  await mkdir(join(own, `sourcebook-work-${hostname()}-999999999-abcdef`), { recursive: true });
  await mkdir(join(own, `sourcebook-work-elsewhere-999999999-abcdef`));
  await using living = new Workshop(other);
  const livingFolder = await living.workFolder();
  {
    await using next = new Workshop(other);
    const nextFolder = await next.workFolder();
    expect((await readdir(own)).toSorted()).toEqual(
      [
        ".gitignore",
        "sourcebook-work-elsewhere-999999999-abcdef",
        ...[livingFolder, nextFolder].map((path) => basename(path)),
      ].toSorted(),
    );
  }
  expect(await readdir(own)).toHaveLength(3);
  await rm(other, { recursive: true });
});
