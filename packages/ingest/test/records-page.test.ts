import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { checkFiles } from "../src/index.ts";
import { fixtureFiles, formatIssues } from "./support/project.ts";

const page = await readFile(new URL("../../../docs/records.md", import.meta.url), "utf8");

/** The YAML under a heading of the page, put together. */
function sample(heading: string): string {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  return [...section.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, yaml]) => yaml).join("\n");
}

test("the samples in docs/records.md make a project without a fault", async () => {
  const files = await fixtureFiles("faultless", {
    "dataset.yaml": sample("dataset.yaml"),
    "registry/all.yaml": sample("registry/*.yaml"),
    "sources/lind-1921.yaml": sample("sources/<id>.yaml"),
    "judgements/all.yaml": sample("judgements/*.yaml"),
  });
  const { issues, dataset } = checkFiles(files);
  expect(formatIssues(issues)).toBe("");
  expect(dataset?.keywords).toEqual(["fire", "harbour"]);
});
