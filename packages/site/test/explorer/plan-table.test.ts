import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { releaseFile, releasePage } from "../../src/addresses.ts";
import { csvLine } from "../../src/explorer/csv-line.ts";
import type { Part } from "../../src/explorer/part.ts";
import type { TableInfo } from "../../src/explorer/table-info.ts";
import type { SiteDataset } from "../../src/index.ts";
import { collectSite } from "../support/collect-site.ts";
import { cutAll, readProject } from "../support/releases.ts";

let datasets: readonly SiteDataset[];
let site: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  datasets = await cutAll(await readProject("harbour"), await readProject("stations"));
  site = await collectSite(datasets);
});

/** What the scripts beside the page of a table hand over when a browser runs them. */
function runScripts(page: string): { info: TableInfo; parts: Part[] } {
  const beside = (file: string): string =>
    String(site.get(page.replace(/index\.html$/, file)) ?? `throw new Error("no ${file}")`);
  const info = JSON.parse(
    new Function(`let sourcebookTable; ${beside("table.js")}; return sourcebookTable`)(),
  ) as TableInfo;
  const parts = info.parts.map((_, number) => {
    let part: Part = [];
    new Function("sourcebookPart", beside(`rows-${number}.js`))((given: number, json: string) => {
      expect(given).toBe(number);
      part = JSON.parse(json);
    });
    return part;
  });
  return { info, parts };
}

test("the scripts of a table hold its canonical file, and its page the first rows", () => {
  for (const { name, releases } of datasets) {
    for (const { release } of releases) {
      for (const { definition } of [...release.tables, ...release.views]) {
        const page = releasePage(name, release.version, "tables", definition.name);
        const { info, parts } = runScripts(page);
        const lines = parts.flatMap((part) =>
          (part[0] ?? []).map((_, row) => csvLine(part.map((cells) => cells[row] ?? ""))),
        );
        const folder = release.views.some((view) => view.definition === definition)
          ? "views"
          : "data";
        const path = `${folder}/${definition.name}.csv`;
        const canonical = String(site.get(releaseFile(name, release.version, path)));
        expect(csvLine(info.columns.map((column) => column.name)) + lines.join("")).toBe(canonical);
        expect(info.rows).toBe(parse(canonical, { columns: true }).length);
      }
    }
  }
});

test("ids lead to the records that they name, and dates in views are known as dates", () => {
  const { info } = runScripts(releasePage("harbour", "1.0.0", "tables", "statements"));
  const columnOf = (name: string) => info.columns.find((column) => column.name === name);
  expect(columnOf("claim_id")?.leadsTo).toEqual({ table: "claims" });
  expect(columnOf("date")?.isEdtf).toBe(true);
  expect(columnOf("modality")?.codes?.[0]).toEqual({ code: "asserted", title: "Asserted" });
  expect(info.record).toBeUndefined();
  const claims = runScripts(releasePage("harbour", "1.0.0", "tables", "claims")).info;
  expect(claims.record).toEqual([0]);
  expect(claims.columns.find(({ name }) => name === "subject_id")?.leadsTo).toEqual({
    table: "entities",
  });
});
