import { join } from "node:path";
import { cutRelease, yankRelease } from "@sourcebook/export";
import type { Row } from "@sourcebook/schema";
import { beforeAll, expect, test } from "vitest";
import { collectSite } from "./support/collect-site.ts";
import { nextVersion } from "./support/edit-dataset.ts";
import { textOf } from "./support/page-text.ts";
import { openSite, readProject, releasesFolder } from "./support/releases.ts";

const secret = "lives at 7 Secret Street";
const noted = (note: string | undefined) => (rows: readonly Row[]) =>
  rows.map((row) => (row.id === "tom-reed" && note !== undefined ? { ...row, note } : row));

let site: ReadonlyMap<string, Buffer>;

// 1.0.0 tells too much; 2.0.0 takes it back, as a redaction, and the first is yanked.
beforeAll(async () => {
  const folder = await releasesFolder();
  const options = { releasesFolder: folder, toolVersion: "0.0.0" };
  const harbour = { ...(await readProject("harbour")), exports: ["csv"] };
  await cutRelease(nextVersion(harbour, "1.0.0", { entities: noted(secret) }), options);
  const redaction = { table: "entities", id: "tom-reed", field: "note", since: "2.0.0" } as const;
  await cutRelease(nextVersion(harbour, "2.0.0", { entities: noted("Harbour master.") }), {
    ...options,
    records: [{ ...redaction, reason: "A private address.", kind: "redaction" }],
  });
  await yankRelease(join(folder, "harbour/1.0.0"), {
    since: "2026-11-29",
    reason: "It holds a private address.",
  });
  site = await collectSite(await openSite(folder));
});

const read = (path: string): string => textOf(site.get(path)?.toString() ?? "missing");

test("what was redacted stands in no file of the site", () => {
  expect([...site].flatMap(([path, bytes]) => (bytes.includes(secret) ? [path] : []))).toEqual([]);
});

test("a yanked release has one page, which says since when and why, and hands out nothing", () => {
  const paths = [...site.keys()].filter((path) => path.startsWith("harbour/1.0.0/"));
  expect(paths).toEqual(["harbour/1.0.0/index.html"]);
  const page = site.get("harbour/1.0.0/index.html")?.toString();
  expect(page).toContain("Version 1.0.0 is yanked since 2026-11-29: nobody should use it.");
  expect(page).toContain("It holds a private address.");
  expect(page).toContain("../2.0.0/tables/index.html");
});

test("the list of versions marks it", () => {
  expect(read("harbour/versions/index.html")).toContain(
    "Yanked since 2026-11-29: nobody should use it. It holds a private address.",
  );
});

test("the history of the record says that something was redacted", () => {
  expect(read("harbour/record/entities/tom-reed/index.html")).toContain(
    "Note | [redacted] | Harbour master. |",
  );
});
