import fc from "fast-check";
import { expect, test } from "vitest";
import { checkTableProject } from "../src/check-table-project.ts";
import type { ProjectFiles } from "../src/project-files.ts";
import { field, schemaText, text } from "./support/schema-text.ts";
import { inputOf } from "./tables/read-all.ts";

/** A project of two tables in which every part that its files can have is used. */
const project = {
  "package.json": '{ "name": "air", "version": "1.2.3", "private": true }\n',
  "dataset.yaml": `name: air
title: Air
licence: CC-BY-4.0
contributors: [{ title: City, role: publisher, path: "https://example.org" }]
exports: [csv, json]
model: schemas
tables:
  rows:
    from: data/*.csv
    missing: ["", { value: NA, label: not asked }]
    rename: { stn: id }
    constant: { note: x }
    split: { tags: ";" }
    ignore: [more]
assertions:
  rows: { rows: { min: 1, max: 9 }, filled: { n: 0.5 }, unique: [[id, n]], values: { kind: [a, b] }, rules: ["n < 9"] }
corrections:
  - { table: rows, id: a, since: 1.2.3, reason: r }
`,
};
const model = {
  "schemas/rows.schema.json": JSON.stringify(
    JSON.parse(
      schemaText(
        {
          n: { ...field, type: "integer", minimum: 0, examples: [1] },
          note: text({ maxLength: 9, pattern: "^[a-z]+$" }),
          tags: { ...field, type: "array", items: { type: "string" }, examples: [["a"]] },
          kind: text({ codelist: "kinds" }),
          above: text(),
        },
        {
          required: ["id", "n"],
          allOf: [
            {
              title: "T",
              description: "D.",
              if: { required: ["note"] },
              // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
              then: { required: ["n"] },
            },
          ],
        },
      ),
    ),
    undefined,
    1,
  ),
  "schemas/codelists/kinds.csv": "code,title,description\na,A,An a.\nb,B,A b.\n",
};
const tables = { "data/a.csv": "stn,n,tags,kind,above,more\na,1,x;y,a,,\nb,2,,b,a,z\n" };
const all = { ...project, ...model, ...tables };

const encoder = new TextEncoder();
const filesOf = (texts: Readonly<Record<string, string>>, changes: ProjectFiles): ProjectFiles =>
  new Map(
    Object.entries(texts).map(([path, text]) => [path, changes.get(path) ?? encoder.encode(text)]),
  );

function check(changes: ProjectFiles) {
  const data = filesOf(tables, changes);
  const open = (path: string) => inputOf(data.get(path) ?? "").open();
  return checkTableProject(
    {
      project: filesOf(project, changes),
      model: filesOf(model, changes),
      tables: { paths: [...data.keys()], open },
    },
    [],
  );
}

test("the project is without a fault", async () => {
  const { issues, dataset } = await check(new Map());
  expect(issues).toEqual([]);
  expect(dataset?.tables.map(({ rows }) => rows)).toEqual([2]);
});

const damage = fc.string({
  unit: fc.constantFrom(..."ab1:,;-[]{}\n\"'#&*!|>%@`?é\0\\", "\r\n", "  ", "null", "true", "😀"),
  maxLength: 6,
});

test("however a file is damaged, there is a dataset or an error in a file", async () => {
  const path = fc.constantFrom(...(Object.keys(all) as (keyof typeof all)[]));
  await fc.assert(
    fc.asyncProperty(path, fc.nat(), fc.nat(60), damage, async (path, at, length, damage) => {
      const from = at % all[path].length;
      const damaged = all[path].slice(0, from) + damage + all[path].slice(from + length);
      const { issues, dataset } = await check(new Map([[path, encoder.encode(damaged)]]));
      const error = issues.find(({ severity }) => severity === "error");
      if (dataset === undefined) expect(error).toMatchObject({ file: expect.stringMatching(/./) });
      else expect(error).toBe(undefined);
    }),
    { numRuns: 300 },
  );
});
