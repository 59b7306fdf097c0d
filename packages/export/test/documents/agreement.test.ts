import { documentary } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { millFire } from "../fixtures/mill-fire.ts";
import { plannedRelease } from "../fixtures/planned.ts";

const exports = ["csv", "json", "jsonl", "parquet", "xlsx", "sqlite", "excel-csv"];
const dataset = millFire({ exports });
const release = await plannedRelease(dataset);

const dataPackage = release.json("datapackage.json") as DataPackage;
const csvw = release.json("data/csv-metadata.json") as Csvw;
const croissant = release.json("croissant.json") as Croissant;
const crate = release.json("ro-crate-metadata.json") as RoCrate;
const citation = parse(release.text("CITATION.cff")) as Readonly<Record<string, unknown>>;
const readme = release.text("README.md");
const codebook = release.text("CODEBOOK.md");

const receipts = new Map(release.receipts.map((receipt) => [receipt.path, receipt]));
const views = ["statements", "estimates", "timeline", "quotations_flat", "conflicts_flat"];
const tables = [...Object.keys(documentary.tables), ...views];
const canonical = (table: string): string =>
  `${views.includes(table) ? "views" : "data"}/${table}.csv`;
const crateFiles = crate["@graph"].filter((entity) => entity["@type"] === "File");
const root: Partial<RootEntity> = found(crate["@graph"].find((entity) => entity["@id"] === "./"));

test("title, version, licence, date, address and words are the same everywhere", () => {
  const page = "https://spdx.org/licenses/CC-BY-4.0.html";
  expect([
    dataPackage.title,
    csvw["dc:title"],
    croissant.alternateName,
    root.name,
    citation.title,
  ]).toEqual(Array(5).fill(dataset.title));
  expect([
    dataPackage.version,
    csvw["schema:version"],
    croissant.version,
    root.version,
    citation.version,
  ]).toEqual(Array(5).fill("1.2.0"));
  expect([
    dataPackage.licenses[0]?.path,
    csvw["dc:license"]["@id"],
    croissant.license,
    root.license?.["@id"],
  ]).toEqual(Array(4).fill(page));
  expect([dataPackage.licenses[0]?.name, citation.license]).toEqual(["CC-BY-4.0", "CC-BY-4.0"]);
  expect([
    dataPackage.created.slice(0, 10),
    csvw["dc:issued"]["@value"],
    croissant.datePublished,
    root.datePublished,
    citation["date-released"],
  ]).toEqual(Array(5).fill("2026-11-23"));
  expect([dataPackage.homepage, croissant.url, root.url, citation.url]).toEqual(
    Array(4).fill(dataset.homepage),
  );
  expect([
    dataPackage.description,
    csvw["dc:description"],
    croissant.description,
    root.description,
    citation.abstract,
  ]).toEqual(Array(5).fill(dataset.description));
  expect([
    dataPackage.keywords,
    croissant.keywords,
    root.keywords?.split(", "),
    citation.keywords,
  ]).toEqual(Array(4).fill(dataset.keywords));
  for (const page of ["README.md", "CODEBOOK.md", "LICENSE.md", "ATTRIBUTION.md"]) {
    expect(release.text(page)).toContain(dataset.title);
    expect(release.text(page)).toMatch(/version 1\.2\.0/i);
  }
});

test("each descriptor names the files it should, and no others", () => {
  const all = release.receipts.map(({ path }) => path);
  const before = (path: string): string[] => all.slice(0, all.indexOf(path));
  expect(dataPackage.resources.map((resource) => resource.path)).toEqual(
    before("datapackage.json"),
  );
  expect(crateFiles.map((file) => file["@id"])).toEqual(before("ro-crate-metadata.json"));
  expect(root.hasPart?.map((part) => part["@id"])).toEqual(before("ro-crate-metadata.json"));
  expect(croissant.distribution.map((file) => file["@id"])).toEqual(
    all.filter((path) =>
      /^(?:data|views|json|jsonl|parquet|excel)\/\w+\.\w+$|^mill-fire\./.test(path),
    ),
  );
  expect(csvw.tables.map((table) => new URL(table.url, "http://a/data/").pathname)).toEqual(
    tables.map((table) => `/${canonical(table)}`),
  );
  const unlisted = all.filter((path) => !readme.includes(`](${path})`) && !path.includes("/"));
  expect(unlisted).toEqual([
    "README.md",
    "ro-crate-metadata.json",
    "datapackage.json",
    "SHA256SUMS",
  ]);
});

test("bytes and hashes are those of the files, in every descriptor that has them", () => {
  for (const resource of dataPackage.resources) {
    const { path, bytes, sha256, rows } = receiptOf(resource.path);
    expect([path, resource.bytes, resource.hash, resource.rows]).toEqual([
      path,
      bytes,
      `sha256:${sha256}`,
      rows,
    ]);
  }
  for (const file of crateFiles) {
    const { path, bytes, sha256 } = receiptOf(file["@id"]);
    expect([path, file.contentSize, file.sha256]).toEqual([path, String(bytes), sha256]);
  }
  for (const file of croissant.distribution) {
    const { path, bytes, sha256 } = receiptOf(file.contentUrl);
    expect([path, file.contentSize, file.sha256]).toEqual([file["@id"], `${bytes} B`, sha256]);
  }
  for (const table of csvw.tables) {
    const { path, bytes, sha256 } = receiptOf(
      new URL(table.url, "http://a/data/").pathname.slice(1),
    );
    expect([path, table["schema:contentSize"], table["schema:sha256"]]).toEqual([
      path,
      `${bytes} B`,
      sha256,
    ]);
  }
});

test.each(tables)("rows and columns of %s are the same everywhere", (table) => {
  const path = canonical(table);
  const { rows } = receiptOf(path);
  const columns = release.text(path).split("\n")[0]?.split(",");
  const resource = found(dataPackage.resources.find((each) => each.path === path));
  const schema = found(resource.schema);
  const described = found(csvw.tables.find((each) => each["@id"] === `#${table}`));
  const records = found(croissant.recordSet.find((each) => each["@id"] === table));
  const section = codebook.slice(codebook.indexOf(`\n## ${table}\n`)).split("\n## ")[1] ?? "";

  expect(schema.fields.map((field) => field.name)).toEqual(columns);
  expect(described.tableSchema.columns.map((column) => column.name)).toEqual(columns);
  expect(records.field.map((field) => field.source.extract.column)).toEqual(columns);
  expect(new Set(records.field.map((field) => field.source.fileObject["@id"]))).toEqual(
    new Set([path]),
  );
  expect([...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, column]) => column)).toEqual(columns);
  expect([resource.rows, described["dc:extent"]]).toEqual([rows, `${rows} rows`]);
  expect(section).toContain(` · ${rows} row${rows === 1 ? "" : "s"} · `);
  expect(readme).toContain(`| [${path}](${path}) | ${rows} | `);
  expect(described.tableSchema.primaryKey).toEqual(schema.primaryKey);
  for (const form of ["json", "jsonl", "parquet", "excel"]) {
    const extension = form === "excel" ? "csv" : form;
    expect(receiptOf(`${form}/${table}.${extension}`).rows).toBe(rows);
  }
});

test("references of CSV on the Web lead to tables and columns that it describes", () => {
  const columnsOf = new Map<string, readonly string[]>(
    csvw.tables.map((table) => [table.url, table.tableSchema.columns.map((column) => column.name)]),
  );
  let references = 0;
  for (const table of csvw.tables) {
    for (const { columnReference, reference } of table.tableSchema.foreignKeys ?? []) {
      references += 1;
      expect(columnsOf.get(table.url)).toEqual(expect.arrayContaining([...columnReference]));
      expect(columnsOf.get(reference.resource)).toEqual(
        expect.arrayContaining([...reference.columnReference]),
      );
    }
  }
  expect(references).toBeGreaterThan(25);
});

test("no document holds a path, a user, a host or a zone of this machine", () => {
  const canaries = [process.cwd(), process.env.HOME, process.env.TZ, "/tmp/", "/home/"].filter(
    (canary): canary is string => canary !== undefined && canary.length > 3,
  );
  for (const [path, bytes] of release.files) {
    const text = Buffer.from(bytes).toString("latin1");
    expect([path, canaries.filter((canary) => text.includes(canary))]).toEqual([path, []]);
  }
});

function receiptOf(path: string) {
  return found(receipts.get(path), path);
}

function found<T>(value: T | undefined, what = "it"): T {
  if (value === undefined) throw new Error(`${what} is described, and not in the release`);
  return value;
}

// The parts of foreign formats that are compared.
interface Described {
  readonly title: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly keywords: readonly string[];
}
interface DataPackage extends Described {
  readonly created: string;
  readonly homepage: string;
  readonly licenses: readonly { readonly name: string; readonly path: string }[];
  readonly resources: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly hash: string;
    readonly rows?: number;
    readonly schema?: {
      readonly fields: readonly { readonly name: string }[];
      readonly primaryKey: readonly string[];
    };
  }[];
}
interface Csvw {
  readonly "dc:title": string;
  readonly "dc:description": string;
  readonly "dc:license": { readonly "@id": string };
  readonly "dc:issued": { readonly "@value": string };
  readonly "schema:version": string;
  readonly tables: readonly {
    readonly "@id": string;
    readonly url: string;
    readonly "dc:extent": string;
    readonly "schema:contentSize": string;
    readonly "schema:sha256": string;
    readonly tableSchema: {
      readonly columns: readonly { readonly name: string }[];
      readonly primaryKey: readonly string[];
      readonly foreignKeys?: readonly {
        readonly columnReference: readonly string[];
        readonly reference: {
          readonly resource: string;
          readonly columnReference: readonly string[];
        };
      }[];
    };
  }[];
}
interface Croissant extends Described {
  readonly alternateName: string;
  readonly license: string;
  readonly url: string;
  readonly datePublished: string;
  readonly distribution: readonly {
    readonly "@id": string;
    readonly contentUrl: string;
    readonly contentSize: string;
    readonly sha256: string;
  }[];
  readonly recordSet: readonly {
    readonly "@id": string;
    readonly field: readonly {
      readonly source: {
        readonly fileObject: { readonly "@id": string };
        readonly extract: { readonly column: string };
      };
    }[];
  }[];
}
interface RoCrate {
  readonly "@graph": readonly (Partial<RootEntity> & {
    readonly "@id": string;
    readonly "@type": string;
    readonly contentSize?: string;
    readonly sha256?: string;
  })[];
}
interface RootEntity {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly datePublished: string;
  readonly url: string;
  readonly keywords: string;
  readonly license: { readonly "@id": string };
  readonly hasPart: readonly { readonly "@id": string }[];
}
