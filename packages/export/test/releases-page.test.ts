import { readFileSync } from "node:fs";
import { exportNames } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { releaseFormats } from "../src/release-formats.ts";
import { tableFormats } from "../src/table-formats.ts";
import { millFire } from "./fixtures/mill-fire.ts";
import { plannedRelease } from "./fixtures/planned.ts";

const page = readFileSync(new URL("../../../docs/releases.md", import.meta.url), "utf8");

const exports = (page.match(/^exports: \[(.*)\]$/m)?.[1] ?? "").split(", ");

test("the page of releases names every export that there is, and no other", async () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, name = ""]) => name);
  expect(rows).toEqual(exports);
  await expect(plannedRelease(millFire({ exports: [...exports, "docx"] }))).rejects.toMatchObject({
    what: 'There is no export named "docx"',
    fix: `use ${exports.join(", ")}`,
  });
});

test("each name that a dataset may export by has its form", () => {
  const forms = [...tableFormats, ...releaseFormats].map(({ name }) => name);
  expect([...forms, "zip"]).toEqual(exportNames);
});

test("each file of a release stands on the page, by its name or by its folder", async () => {
  const dataset = millFire({ exports });
  const { files } = await plannedRelease(dataset);
  const named = new Set(
    [...page.replace(/^```.*?^```/gms, "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) =>
      name.replace("<dataset>", dataset.name),
    ),
  );
  const isNamed = (path: string): boolean =>
    named.has(path) ||
    named.has(path.replace(/\/\w+\./, "/<table>.")) ||
    named.has(path.replace(/\/\w+\./, "/<list>.")) ||
    named.has(path.replace(/\/\w+\./, "/<view>."));
  expect([...files.keys()].filter((path) => !isNamed(path) && !path.startsWith("schema/"))).toEqual(
    [],
  );
});
