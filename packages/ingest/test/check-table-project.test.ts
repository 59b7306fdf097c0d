import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Dataset, Issue, Progress, Row } from "@sourcebook/schema";
import { afterEach, describe, expect, test } from "vitest";
import { checkProject } from "../src/check-project.ts";
import type { Reject } from "../src/tables/rejects.ts";

const folders: string[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tables-"));
  folders.push(folder);
  for (const [path, content] of Object.entries({ ...base, ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

const schema = (name: string, properties: object, table: object, required: readonly string[]) =>
  JSON.stringify({
    $schema: "https://w3id.org/sourcebook/dialect/1/schema",
    $id: `${name}.schema.json`,
    title: name,
    description: `Rows of ${name}.`,
    table: { name, title: name, ...table },
    type: "object",
    properties,
    required,
    additionalProperties: false,
  });

const text = {
  title: "Text",
  description: "A text.",
  type: "string",
  minLength: 1,
  examples: ["a"],
};
const number = { title: "Number", description: "A number.", type: "number", examples: [1.5] };

const base = {
  "package.json": '{ "name": "air", "version": "1.2.3", "private": true }',
  "schemas/stations.schema.json": schema(
    "stations",
    { id: text, kind: { ...text, codelist: "kinds", examples: ["urban"] } },
    { primaryKey: ["id"] },
    ["id"],
  ),
  "schemas/observations.schema.json": schema(
    "observations",
    { station_id: text, day: { ...text, format: "date", examples: ["2020-01-01"] }, value: number },
    {
      primaryKey: ["station_id", "day"],
      foreignKeys: [{ fields: ["station_id"], reference: { table: "stations", fields: ["id"] } }],
    },
    ["station_id", "day"],
  ),
  "schemas/codelists/kinds.csv":
    'code,title,description\nurban,Urban,In a town.\nrural,Rural,"Outside, in the country."\n',
  "data/stations.csv": "id,kind\ns1,urban\ns2,rural\n",
  "data/observations-2020.csv": "stn,day,value\ns1,2020-01-01,1.5\ns2,2020-01-01,NA\n",
  "data/observations-2019.csv": "stn,day,value\ns1,2019-01-01,0.5\n",
};

const dataset = (lines: string) => `name: air
title: Air
licence: CC-BY-4.0
contributors: [{ title: City of Example, role: publisher }]
${lines}`;

const whole = dataset(`model: ./schemas
tables:
  stations: data/stations.csv
  observations: { from: "data/observations-*.csv", missing: ["", NA], rename: { stn: station_id } }
assertions:
  observations: { rows: { min: 3 }, filled: { value: 0.6 }, rules: ["value < 100"] }
`);

const brief = (issues: readonly Issue[]) =>
  issues.map(
    ({ file, line, column, code, message }) =>
      `${file}${line === undefined ? "" : `:${line}:${column}`} ${code}: ${message}`,
  );

async function rowsOf(dataset: Dataset | undefined, name: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const table = dataset?.tables.find(({ definition }) => definition.name === name);
  if (table) for await (const batch of table.batches()) rows.push(...batch);
  return rows;
}

test("a folder of tables becomes a dataset", async () => {
  const { issues, dataset: made } = await checkProject(await project({ "dataset.yaml": whole }));
  expect(brief(issues)).toEqual([]);
  expect(made).toMatchObject({ name: "air", title: "Air", version: "1.2.3", licence: "CC-BY-4.0" });
  expect(made?.model).toMatchObject({ name: "air", version: "1.2" });
  expect(made?.tables.map(({ definition }) => definition.name)).toEqual([
    "observations",
    "stations",
  ]);
  expect(await rowsOf(made, "observations")).toEqual([
    { station_id: "s1", day: "2019-01-01", value: 0.5 },
    { station_id: "s1", day: "2020-01-01", value: 1.5 },
    { station_id: "s2", day: "2020-01-01" },
  ]);
  expect(made?.inputs.map(({ path }) => path)).toEqual([
    "data/observations-2019.csv",
    "data/observations-2020.csv",
    "data/stations.csv",
    "dataset.yaml",
    "package.json",
    "schemas/codelists/kinds.csv",
    "schemas/observations.schema.json",
    "schemas/stations.schema.json",
  ]);
});

describe("a table can name the schema of its rows", () => {
  const named = (lines: string) => ({
    "dataset.yaml": dataset(lines),
    "data/stations.schema.json": base["schemas/stations.schema.json"],
    "data/observations.json": base["schemas/observations.schema.json"],
    "data/codelists/kinds.csv": base["schemas/codelists/kinds.csv"],
    "data/large.json": "not read, and no JSON",
  });
  const tables = `tables:
  stations: { from: data/stations.csv, schema: ./data/stations.schema.json }
  observations: { from: data/observations-2019.csv, rename: { stn: station_id }, schema: data/observations.json }
`;

  test("without a model, the tables are those", async () => {
    const { issues, dataset: made } = await checkProject(await project(named(tables)));
    expect(brief(issues)).toEqual([]);
    expect(made?.tables.map(({ definition }) => definition.name)).toEqual([
      "observations",
      "stations",
    ]);
    expect(made?.inputs.map(({ path }) => path)).toEqual([
      "data/codelists/kinds.csv",
      "data/observations-2019.csv",
      "data/observations.json",
      "data/stations.csv",
      "data/stations.schema.json",
      "dataset.yaml",
      "package.json",
    ]);
  });

  test("beside a model, they come on top of it", async () => {
    const extra = schema("extra", { id: text }, { primaryKey: ["id"] }, ["id"]);
    const folder = await project({
      "dataset.yaml": whole.replace(
        "tables:",
        "tables:\n  extra: { from: extra.csv, schema: extra.schema.json }",
      ),
      "extra.csv": "id\nx\n",
      "extra.schema.json": extra,
      "other.schema.json": extra.replaceAll("extra", "other"),
    });
    const { issues, dataset: made } = await checkProject(folder);
    expect(brief(issues)).toEqual([]);
    expect(made?.tables.map(({ definition }) => definition.name)).toEqual([
      "extra",
      "observations",
      "stations",
    ]);
    expect(await rowsOf(made, "extra")).toEqual([{ id: "x" }]);
  });

  test.each([
    [
      "of another table",
      tables.replace("  observations:", "  readings:"),
      "dataset.yaml:7:86 mapping-invalid: data/observations.json is the schema of the table observations, not of readings.",
    ],
    [
      "that is not there",
      tables.replace("data/observations.json", "data/observation.json"),
      "dataset.yaml:7:90 file-missing: There is no data/observation.json.",
    ],
    [
      "outside",
      tables.replace("./data/stations", "../data/stations"),
      "dataset.yaml:6:48 path-not-allowed: The path ../data/stations.schema.json leads out of the project, or may do so.",
    ],
    [
      "beside the built-in model",
      `model: documentary\n${tables}`,
      "dataset.yaml:7:48 mapping-invalid: The built-in model takes no tables of one's own beside it.",
    ],
  ])("a schema %s is told", async (_, lines, issue) => {
    const { issues } = await checkProject(await project(named(lines)));
    expect(brief(issues)).toEqual([issue]);
  });

  test("a table that names none and is not in the model is told how to", async () => {
    const lines = `${tables}  readings: data/readings.csv\n`;
    const { issues } = await checkProject(await project(named(lines)));
    expect(issues).toEqual([
      expect.objectContaining({
        code: "table-unknown",
        line: 8,
        fix: "The tables are observations, stations; a table of your own needs the path of its row schema under `schema`.",
      }),
    ]);
  });

  test("two files of one name are told apart", async () => {
    const { issues } = await checkProject(
      await project({ ...named(`model: ./schemas\n${tables}`) }),
    );
    expect(brief(issues)).toEqual([
      "schemas/codelists/kinds.csv file-unexpected: There is a codelist of this name already: data/codelists/kinds.csv.",
      "schemas/stations.schema.json file-unexpected: There is a schema of this name already: data/stations.schema.json.",
    ]);
  });
});

test("progress is told in rows and in shares of the bytes, and reading can be stopped", async () => {
  const folder = await project({ "dataset.yaml": whole });
  const told: Progress[] = [];
  const { dataset: made } = await checkProject(folder, {
    onProgress: (progress) => told.push(progress),
  });
  const all = { stage: "check", unit: "rows" };
  expect(told).toEqual([
    { ...all, item: "stations", done: 2, share: 26 / 107 },
    { ...all, item: "observations", done: 1, share: (26 + 32) / 107 },
    { ...all, item: "observations", done: 3, share: 1 },
  ]);
  expect(made?.tables.map(({ rows }) => rows)).toEqual([3, 2]);

  const stop = new AbortController();
  const { signal } = stop;
  const stopped = checkProject(folder, { signal, onProgress: () => stop.abort() });
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
});

test("the built-in model takes tables, too", async () => {
  const { issues, dataset: made } = await checkProject(
    await project({
      "dataset.yaml": dataset("tables: { entities: data/entities.csv }\n"),
      "data/entities.csv": "id,type,label,living\nada-lind,person,Ada Lind,no\n",
    }),
  );
  expect(brief(issues)).toEqual([]);
  expect(await rowsOf(made, "entities")).toEqual([
    { id: "ada-lind", type: "person", label: "Ada Lind", living: "no" },
  ]);
});

test("rejected rows are handed over, and the rest is a dataset", async () => {
  const rejects: Reject[] = [];
  const folder = await project({
    "dataset.yaml": whole,
    "data/stations.csv": "id,kind\ns1,urban\ns2,suburban\n",
    "data/observations-2021.csv": 'stn,day,value\ns1,2021-01-01,1.5\ns1,2021-01-02,"1,5"\n',
  });
  const checked = await checkProject(folder, { rejects: (rows) => void rejects.push(...rows) });
  expect(rejects.map(({ file, row, reasons }) => `${file} ${row} ${reasons[0]?.code}`)).toEqual([
    "data/stations.csv 2 cell-code",
    "data/observations-2020.csv 2 unknown-reference",
    "data/observations-2021.csv 2 decimal-comma",
  ]);
  expect(checked.issues.every(({ severity }) => severity === "warning")).toBe(true);
  expect([...(checked.counts ?? [])]).toEqual([
    ["stations", { rows: 1, rejected: 1 }],
    ["observations", { rows: 3, rejected: 2 }],
  ]);
  expect(await rowsOf(checked.dataset, "stations")).toEqual([{ id: "s1", kind: "urban" }]);
});

describe("what dataset.yaml says is checked against the model", () => {
  test.each([
    [
      "an unknown table",
      "tables: { station: data/stations.csv }",
      "dataset.yaml:6:11 table-unknown: The model has no table station.",
    ],
    [
      "an unknown field",
      "tables: { stations: { from: data/stations.csv, rename: { a: idd } } }",
      "dataset.yaml:6:29 mapping-invalid: `rename` names a field `idd` that the table does not have.",
    ],
    [
      "a constant of the wrong type",
      'tables: { observations: { from: "data/o*.csv", rename: { stn: station_id, value: day, day: value }, constant: { value: many } } }',
      "dataset.yaml:6:33 mapping-invalid: The constant for `value`: This is not a number.",
    ],
    [
      "an unknown key",
      "tables: { stations: { from: data/stations.csv, delimeter: x } }",
      "dataset.yaml:6:48 unknown-key: There is no key `delimeter` here.",
    ],
    [
      "no file",
      "tables: { stations: data/none.csv }",
      "dataset.yaml:6:11 file-missing: No file of the project is, or fits, data/none.csv.",
    ],
    [
      "a path out of the project",
      "tables: { stations: ../stations.csv }",
      "dataset.yaml:6:11 path-not-allowed: The path ../stations.csv leads out of the project, or may do so.",
    ],
    [
      "an assertion on nothing",
      "assertions: { station: { rows: 1 } }",
      "dataset.yaml:6:15 assertion-invalid: The model has no table station.",
    ],
    [
      "an assertion on no field",
      "assertions: { stations: { filled: { nam: 1 } } }",
      "dataset.yaml:6:37 assertion-invalid: The table has no field `nam`.",
    ],
    [
      "a share above one",
      "assertions: { stations: { filled: { kind: 98 } } }",
      "dataset.yaml:6:43 assertion-invalid: The share of rows is more than all of them.",
    ],
    [
      "a rule that is none",
      "assertions: { stations: { rules: [kind ~ x] } }",
      "dataset.yaml:6:35 assertion-invalid: The rule cannot be read.",
    ],
  ])("%s", async (_, line, issue) => {
    const { issues } = await checkProject(
      await project({ "dataset.yaml": dataset(`model: ./schemas\n${line}\n`) }),
    );
    expect(brief(issues)).toContain(issue);
  });

  test.each([
    [
      "a folder that is not there",
      "./model",
      "dataset.yaml:5:8 file-missing: There is no folder ./model.",
    ],
    [
      "a folder outside",
      "../schemas",
      "dataset.yaml:5:8 path-not-allowed: The path ../schemas leads out of the project, or may do so.",
    ],
  ])("%s as the model", async (_, model, issue) => {
    const { issues } = await checkProject(
      await project({ "dataset.yaml": dataset(`model: ${model}\n`) }),
    );
    expect(brief(issues)).toEqual([issue]);
  });
});

test("faults of the model's own files are placed in them", async () => {
  const { issues } = await checkProject(
    await project({
      "dataset.yaml": whole,
      "schemas/stations.schema.json": '{\n  "title": "a",\n  "title": "b"\n}',
      "schemas/codelists/kinds.csv": 'code,title,description\nurban,"Urban\n',
    }),
  );
  expect(brief(issues)).toEqual([
    "schemas/codelists/kinds.csv:2:7 quote-unclosed: A quotation mark opens a cell here and is never closed.",
    "schemas/stations.schema.json:3:3 duplicate-key: The object names this key twice.",
  ]);
});

test("symbolic links are not followed", async () => {
  const folder = await project({ "dataset.yaml": whole });
  await rm(join(folder, "data/stations.csv"));
  await symlink("/etc/hostname", join(folder, "data/stations.csv"));
  await symlink(tmpdir(), join(folder, "data/observations-x.csv"));
  const { issues } = await checkProject(folder);
  expect(brief(issues).filter((line) => line.includes("path-not-allowed"))).toEqual([
    "data/observations-x.csv path-not-allowed: A symbolic link can lead out of the project, so it is not followed.",
    "data/stations.csv path-not-allowed: A symbolic link can lead out of the project, so it is not followed.",
  ]);
});

test("records beside tables are not passed over in silence", async () => {
  const { issues } = await checkProject(
    await project({ "dataset.yaml": whole, "sources/a.yaml": "source: {}\n" }),
  );
  expect(brief(issues)).toEqual([
    "sources/a.yaml file-unexpected: The project takes its rows from tables, so records are not read.",
  ]);
});

test("corrections of released rows stand in dataset.yaml, and name what the model has", async () => {
  const corrected = `${whole}corrections:
  - { table: observations, id: s1/2020-01-01, field: value, since: 1.2.4, reason: Misread. }
`;
  const { issues, corrections } = await checkProject(await project({ "dataset.yaml": corrected }));
  expect({ issues: brief(issues), corrections }).toEqual({
    issues: [],
    corrections: [
      {
        table: "observations",
        id: "s1/2020-01-01",
        field: "value",
        since: "1.2.4",
        reason: "Misread.",
      },
    ],
  });
  const faulty = corrected.replace("field: value", "field: valu");
  expect(brief((await checkProject(await project({ "dataset.yaml": faulty }))).issues)).toEqual([
    "dataset.yaml:12:54 unknown-reference: There is no field valu in the table observations.",
  ]);
});
