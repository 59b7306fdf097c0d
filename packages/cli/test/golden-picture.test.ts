import { readFile, writeFile } from "node:fs/promises";
import { publishedDataset } from "@sourcebook/export";
import { checkProject } from "@sourcebook/ingest";
import { standalonePicture } from "@sourcebook/site";
import { expect, test } from "vitest";

const root = new URL("../../../", import.meta.url);

test("the picture in the README is that of the first dataset as it is", async () => {
  const { dataset } = await checkProject(new URL("seeds", root).pathname);
  if (dataset === undefined) throw new Error("The first dataset has errors");
  const picture = await standalonePicture(await publishedDataset(dataset));
  const file = new URL("docs/data/picture.svg", root);
  if (process.env.UPDATE_GOLDEN) await writeFile(file, picture);
  // Redrawn with `pnpm golden`, like all that is made from the data.
  expect(picture === (await readFile(file, "utf8"))).toBe(true);
  expect(await readFile(new URL("README.md", root), "utf8")).toContain("](docs/data/picture.svg)");
});
