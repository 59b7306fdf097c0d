import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cutRelease } from "../src/index.ts";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { tinyDataset } from "./support/tiny-dataset.ts";

const expected = join(import.meta.dirname, "golden", "tiny", "expected");

/** `UPDATE_GOLDEN=1` rebuilds what is expected; whoever reviews the change reads that difference. */
test("the tiny dataset gives the release that is expected, byte for byte", async () => {
  const releasesFolder = temporaryFolder();
  const created = "2026-11-23T09:30:00Z";
  const exports = ["csv", "json", "jsonl", "parquet", "xlsx", "sqlite", "excel-csv", "zip"];
  const { folder } = await cutRelease(tinyDataset({ exports }), {
    releasesFolder,
    toolVersion: "0.0.0",
    created,
  });
  if (process.env.UPDATE_GOLDEN === "1") {
    rmSync(expected, { recursive: true, force: true });
    cpSync(folder, expected, { recursive: true });
  }
  expect(readTree(folder)).toEqual(readTree(expected));
});
