import { expect, test } from "vitest";
import { cutRelease, verifyRelease } from "../src/index.ts";
import { temporaryFolder } from "./support/folders.ts";
import { tableOf, tinyDataset } from "./support/tiny-dataset.ts";

const toolVersion = "0.1.0";
const releasesFolder = temporaryFolder();
const options = { releasesFolder, toolVersion, created: "2026-11-23T09:30:00Z" };

test("a release is made again from the same inputs to the same bytes, and names what is another", async () => {
  await cutRelease(tinyDataset({ version: "0.9.0" }), options);
  const { folder, zip = "" } = await cutRelease(tinyDataset(), options);
  const findAgain = async (
    path: string,
    dataset: ReturnType<typeof tinyDataset>,
    version = toolVersion,
  ) => (await verifyRelease(path, { rebuild: { dataset, toolVersion: version } })).findings;

  expect(await findAgain(folder, tinyDataset({ batchRows: 1 }))).toEqual([]);
  expect(await findAgain(zip, tinyDataset())).toEqual([]);

  const [readings, ...others] = tinyDataset().inputs;
  const inputs = [{ path: "data/new.csv", bytes: 1, sha256: "d".repeat(64) }, ...others].map(
    (input) => (input.path === "dataset.yaml" ? { ...input, sha256: "c".repeat(64) } : input),
  );
  expect(await findAgain(folder, tinyDataset({ inputs }))).toEqual([
    { code: "input-changed", path: "data/new.csv", message: "was not read for the release" },
    {
      code: "input-changed",
      path: readings?.path,
      message: "was read for the release and is not there",
    },
    {
      code: "input-changed",
      path: "dataset.yaml",
      message: "is not the file that was read for the release",
    },
  ]);

  expect(await findAgain(folder, tinyDataset({ version: "1.0.1" }), "0.2.0")).toEqual([
    {
      code: "rebuild-differs",
      path: "datapackage.json",
      message: "has the version 1.0.0, which now is 1.0.1",
    },
    {
      code: "rebuild-differs",
      path: "datapackage.json",
      message: "has the toolVersion 0.1.0, which now is 0.2.0",
    },
  ]);

  // A tool that makes something else of the same inputs.
  const tables = tinyDataset().tables.map((table) =>
    table.definition.name === "people" ? tableOf(table.definition, [{ id: "Zoë" }]) : table,
  );
  const found = await findAgain(folder, tinyDataset({ tables, exports: ["csv", "jsonl", "zip"] }));
  expect(found).toContainEqual({
    code: "rebuild-differs",
    path: "data/people.csv",
    message: "is made again with other bytes",
  });
  expect(found).toContainEqual({
    code: "rebuild-differs",
    path: "json/people.json",
    message: "is not made again",
  });
  expect(found).toContainEqual({
    code: "rebuild-differs",
    path: "jsonl/people.jsonl",
    message: "is made now and was not then",
  });
});
