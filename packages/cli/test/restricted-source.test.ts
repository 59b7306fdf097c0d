import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cutRelease, verifyRelease } from "@sourcebook/export";
import { checkProject } from "@sourcebook/ingest";
import { expect, onTestFinished, test } from "vitest";

const seeds = join(import.meta.dirname, "../../../seeds");
const sourceId = "ncri-us-struggle";

test("a source that its record file restricts is in no file of a release", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sourcebook-restricted-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const project = join(folder, "project");
  cpSync(seeds, project, {
    recursive: true,
    filter: (path) => !path.includes("node_modules") && !path.includes("releases"),
  });
  const recordFile = join(project, "sources", `${sourceId}.yaml`);
  const record = readFileSync(recordFile, "utf8");
  writeFileSync(recordFile, record.replace(/^source:\n/m, "source:\n  visibility: restricted\n"));

  const cut = async () => {
    const { dataset, issues } = await checkProject(project);
    if (!dataset) throw new Error(JSON.stringify(issues.slice(0, 3)));
    const exports = ["csv", "jsonl", "excel-csv"];
    const releasesFolder = join(folder, "releases");
    return {
      ...(await cutRelease({ ...dataset, exports }, { releasesFolder, toolVersion: "0.0.0" })),
      documents: dataset.documents ?? [],
    };
  };

  // Notes in the registry name the source: that is refused, and then put in other words.
  await expect(cut()).rejects.toMatchObject({ code: "USAGE" });
  for (const name of readdirSync(join(project, "registry"))) {
    const path = join(project, "registry", name);
    // By itself, not as a part of an id.
    const reworded = readFileSync(path, "utf8").replace(
      /(?<![\w-])ncri-us-struggle(?![\w-])/g,
      "another text",
    );
    writeFileSync(path, reworded);
  }
  const done = await cut();
  expect((await verifyRelease(done.folder)).findings).toEqual([]);
  expect(done.withheld).toBeGreaterThan(50);

  const all = readdirSync(done.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
  const { documents } = done;
  const document = documents.find(({ source_id }) => source_id === sourceId);
  const others = documents.filter(({ source_id }) => source_id !== sourceId);
  const elsewhere = others.map(({ bytes }) => Buffer.from(bytes).toString("utf8")).join("\n");
  // Whole lines of the restricted document that no other document prints.
  const lines = Buffer.from(document?.bytes ?? [])
    .toString("utf8")
    .split("\n")
    .flatMap((line) => line.match(/[^.]{40,}/g) ?? [])
    .map((words) => words.trim())
    .filter((words) => !elsewhere.includes(words));
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.filter((words) => all.includes(words))).toEqual([]);
  expect(
    [sourceId, document?.file ?? "?", "visibility"].filter((word) => all.includes(word)),
  ).toEqual([]);
});
