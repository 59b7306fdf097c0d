import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { checkFiles } from "../src/check-files.ts";
import { checkProject } from "../src/check-project.ts";
import { fixtureFiles, formatIssues } from "./support/project.ts";
import { schemaText } from "./support/schema-text.ts";

const about = "name: air\ntitle: Air\nlicence: CC0-1.0\ncontributors: [{ title: City }]\n";
const base = {
  "package.json": '{ "name": "air", "version": "1.2.3" }',
  "schemas/rows.schema.json": schemaText({}),
  "data/readings.csv": "id\na\n",
  "data/.readings.csv": "id\na\n",
  "more/notes.txt": "",
};
const asserted = "assertions: { rows: { rows: { min: 1 } } }\n";

/** What is said of a project of one table, when its `dataset.yaml` says this and its files were touched so. */
async function issuesOf(
  { rows = "data/readings.csv", model = "./schemas", more = "", start = about },
  touch: (folder: string) => unknown = () => {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dataset-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const dataset = `${start}model: ${model}\ntables: { rows: ${rows} }\n${more}`;
  for (const [path, content] of Object.entries({ ...base, "dataset.yaml": dataset })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await touch(folder);
  return formatIssues((await checkProject(folder)).issues);
}

const faulty = `name: Air Quality\ntitle: Air\nlicence: CC0-1.0
contributors: [{ title: City, path: example.org }, { title: State, path: "https://example.org/a" }]
homepage: www.example.org
released: 2024-13-01
exports: [csv, jsn, docx, CSV, zip]
`;

const faults = `dataset.yaml:1:7: error [name-invalid] "Air Quality" is no name that a dataset can have: it is also that of a folder and in web addresses.
  Write "name: air-quality", and what people are to read under \`title\`.
dataset.yaml:4:37: error [address-invalid] "example.org" is no absolute address.
  Write it whole, such as https://example.org/page, with spaces as %20.
dataset.yaml:5:11: error [address-invalid] "www.example.org" is no absolute address.
  Write it whole, such as https://example.org/page, with spaces as %20.
dataset.yaml:6:11: error [invalid-date] "2024-13-01" is not a day.
  Write the day of the release as YYYY-MM-DD, such as 2024-05-04.
dataset.yaml:7:16: error [export-unknown] There is no form \`jsn\` of a release.
  Did you mean "json"?
dataset.yaml:7:21: error [export-unknown] There is no form \`docx\` of a release.
  The forms are csv, json, jsonl, parquet, excel-csv, xlsx, sqlite, zip.
dataset.yaml:7:27: error [export-unknown] There is no form \`CSV\` of a release.
  Did you mean "csv"?
`;

describe("what no release can have is reported before one is cut", () => {
  test("from tables", async () => {
    expect(await issuesOf({ start: faulty })).toBe(faults);
  });

  test("from records", async () => {
    const { issues, dataset } = checkFiles(
      await fixtureFiles("faultless", { "dataset.yaml": faulty }),
    );
    expect(formatIssues(issues)).toBe(faults);
    expect(dataset).toBe(undefined);
  });

  test("a name of which none can be made", async () => {
    expect(await issuesOf({ start: about.replace("air", "هوا") })).toMatch(
      /^dataset.yaml:1:7: error \[name-invalid\].*\n {2}Write at most 100 small letters, .*\n$/,
    );
  });

  test.each(["1.0.0-RC.1", "1.0.0+a", "01.0.0", "1.0"])("the version %s", async (version) => {
    const words = `package.json:1:3: error [version-invalid] The version in package.json is no semantic version.
  Write it as "version": "1.2.3", in small letters and without build metadata.
`;
    const write = (folder: string) =>
      writeFile(join(folder, "package.json"), `{ "version": "${version}" }`);
    expect(await issuesOf({}, write)).toBe(words);
  });

  test("a package.json that is no object", async () => {
    expect(await issuesOf({}, (folder) => writeFile(join(folder, "package.json"), "[]"))).toBe(
      `package.json:1:1: error [json-shape] The file holds no object.
  Write { "name": …, "version": "0.1.0", "private": true }.
`,
    );
  });

  test("a text in the place of a list", async () => {
    expect(await issuesOf({ start: `${about}exports: csv\n` })).toBe(
      `dataset.yaml:5:10: error [wrong-shape] \`exports\` is a text, but a list belongs here.
  Write its items between [ and ], or below it, each behind a dash.
`,
    );
  });

  test("a format that there is not", async () => {
    expect(await issuesOf({ rows: "{ from: data/readings.csv, format: cvs }" })).toBe(
      `dataset.yaml:6:52: error [mapping-invalid] There is no format cvs.
  Did you mean "csv"?
`,
    );
  });
});

const missing = (from: string, fix: string) =>
  `dataset.yaml:6:11: error [file-missing] No file of the project is, or fits, ${from}.\n  ${fix}\n`;
const elsewhere = "Correct the path, or put the file there.";

describe("a table whose file is not there is told once, with the file that may be meant", () => {
  test.each([
    ["data/raedings.csv", 'Did you mean "data/readings.csv"?'],
    ["./dta/readings.csv", 'Did you mean "data/readings.csv"?'],
    ["Data/Readings.csv", 'Did you mean "data/readings.csv"?'],
    ["dat/r*.csv", 'Did you mean "data/r*.csv"?'],
    ["data/r-*.csv", elsewhere],
    ["data/stations.csv", elsewhere],
    ["data/readings.csv/x.csv", elsewhere],
    ["mroe/readings.csv", elsewhere],
  ])("%s", async (from, fix) => {
    expect(await issuesOf({ rows: JSON.stringify(from), more: asserted })).toBe(missing(from, fix));
  });

  test("a folder", async () => {
    expect(await issuesOf({ rows: "data/", more: asserted })).toBe(
      `dataset.yaml:6:11: error [file-missing] data/ is a folder, not a file.
  Name the file in it, or a pattern that its files fit, such as data/*.csv.
`,
    );
  });

  const path = "data/readings.csv";

  test("a link, which leads nowhere or out", async () => {
    const link = async (folder: string) => {
      await rm(join(folder, path));
      await symlink("nowhere", join(folder, path));
    };
    expect(await issuesOf({ more: asserted }, link)).toBe(
      `data/readings.csv: error [path-not-allowed] A symbolic link can lead out of the project, so it is not followed.
  Put the file itself in its place.
`,
    );
  });

  test.skipIf(process.platform === "win32")("a pipe", async () => {
    const pipe = async (folder: string) => {
      await rm(join(folder, path));
      execFileSync("mkfifo", [join(folder, path)]);
    };
    expect(await issuesOf({ more: asserted }, pipe)).toBe(
      `dataset.yaml:6:11: error [file-missing] data/readings.csv is a pipe, a socket or a device, not a file.
  Put a file in its place.
`,
    );
  });

  test("the rules of a table are checked on what there is of it", async () => {
    const more = "assertions: { rows: { rows: { min: 5 }, values: { id: [b] } } }\n";
    const issues = await issuesOf({ rows: "[data/readings.csv, data/gone.csv]", more });
    expect(issues.match(/^\S+ error \[.*?\]/gm)).toEqual([
      "data/readings.csv:2:1: error [assertion-failed]",
      "dataset.yaml:6:37: error [file-missing]",
    ]);
  });
});

describe("the folder of the model", () => {
  test.each([
    ["./schemsa", "There is no folder ./schemsa.", 'Did you mean "schemas"?'],
    [
      "rules",
      "There is no folder rules.",
      "Name the folder with the schemas of the tables, `<table>.schema.json`.",
    ],
    [
      "data/readings.csv",
      "data/readings.csv is no folder.",
      "Name the folder with the schemas of the tables, `<table>.schema.json`.",
    ],
    [
      "data",
      "The folder data holds no schema of a table.",
      "Put a file <table>.schema.json there for each table.",
    ],
  ])("%s", async (model, message, fix) => {
    expect(await issuesOf({ model })).toBe(
      `dataset.yaml:5:8: error [file-missing] ${message}\n  ${fix}\n`,
    );
  });

  test("is a link", async () => {
    const link = async (folder: string) => {
      await rename(join(folder, "schemas"), join(folder, "others"));
      await symlink("others", join(folder, "schemas"));
    };
    expect(await issuesOf({}, link)).toBe(
      `schemas: error [path-not-allowed] A symbolic link can lead out of the project, so it is not followed.
  Put the file itself in its place.
`,
    );
  });
});

describe("a code list", () => {
  const list = (text: string) =>
    issuesOf({}, async (folder) => {
      await mkdir(join(folder, "schemas", "codelists"));
      await writeFile(join(folder, "schemas", "codelists", "kinds.csv"), text);
    });
  const at = "schemas/codelists/kinds.csv:1:1: error";

  test("without its header, or with other columns", async () => {
    const fix = "Begin the file with a line that names the columns: code,title,description";
    expect(await list("urban,Urban,In a town.\nrural,Rural,Outside.\n")).toBe(
      ["code", "description", "title"]
        .map(
          (column) =>
            `${at} [column-missing] There is no column \`${column}\`, which every code list has.\n  ${fix}\n`,
        )
        .join(""),
    );
    expect(await list("code,titel,description\nurban,Urban,In a town.\n")).toBe(
      `${at} [column-missing] There is no column \`title\`, which every code list has.
  Did you mean "titel"?
`,
    );
  });

  test("with a header alone", async () => {
    expect(await list("code,title,description\n")).toBe(
      `${at} [codelist-invalid] The code list has no code.
  Add a line for each code that a cell may hold.
`,
    );
  });

  test("with a line that has no code", async () => {
    expect(await list("code,title,description\n,Urban,In a town.\n")).toBe(
      `schemas/codelists/kinds.csv: error [codelist-invalid] A code is empty, has spaces around it, or has a semicolon, which separates the items of a list.
  Write it as one word, best in snake_case.
`,
    );
  });
});
