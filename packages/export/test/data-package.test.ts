import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { documentary } from "@sourcebook/schema";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { planRelease, writeRelease } from "../src/index.ts";
import { memoryWriter } from "./support/memory-writer.ts";
import { tableOf, tinyDataset } from "./support/tiny-dataset.ts";

const profiles = join(import.meta.dirname, "../../../../shared/profiles/datapackage-2.0");
const areThere = existsSync(profiles);

describe.runIf(areThere)("the profiles of Data Package 2.0 accept", () => {
  test.each([
    ["a model of one's own", tinyDataset()],
    ["a licence that has no single name", tinyDataset({ licence: "CC-BY-4.0 OR MIT" })],
    ["a licence of one's own", tinyDataset({ licence: "LicenseRef-City" })],
    [
      "the documentary model",
      tinyDataset({
        model: documentary,
        tables: Object.values(documentary.tables).map((table) => tableOf(table, [])),
      }),
    ],
  ])("the descriptor of a dataset with %s", async (_, dataset) => {
    const descriptor = await describeRelease(dataset);
    expect(judge("datapackage", descriptor)).toEqual([]);
    for (const { schema, dialect, ...resource } of descriptor.resources) {
      expect([resource.name, ...judge("dataresource", resource)]).toEqual([resource.name]);
      if (schema) expect([resource.name, ...judge("tableschema", schema)]).toEqual([resource.name]);
      if (dialect) expect(judge("tabledialect", dialect)).toEqual([]);
    }
  });

  test("and they do refuse a fault", async () => {
    const descriptor = await describeRelease(tinyDataset());
    expect(judge("datapackage", { ...descriptor, resources: [] })).not.toEqual([]);
    const [resource] = descriptor.resources;
    expect(judge("dataresource", { ...resource, hash: "sha256:xyz" })).not.toEqual([]);
  });
});

test.skipIf(areThere)(`NOT JUDGED: there are no Data Package profiles at ${profiles}`, () => {});

test("no two resources have the same name, and each has its bytes, its hash and its path", async () => {
  const { resources } = await describeRelease(tinyDataset());
  const names = resources.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { bytes, hash, path } of resources) {
    expect([typeof bytes, typeof path, String(hash).slice(0, 7)]).toEqual([
      "number",
      "string",
      "sha256:",
    ]);
  }
});

interface Descriptor {
  readonly resources: readonly Record<string, unknown>[];
}

async function describeRelease(dataset: ReturnType<typeof tinyDataset>): Promise<Descriptor> {
  const writer = memoryWriter();
  const created = "2026-11-23T09:30:00+01:00";
  const previous = { version: "0.9.0", sha256: "0".repeat(64) };
  await writeRelease(
    await planRelease(dataset, { toolVersion: "0.0.0", created, previous }),
    writer,
  );
  let text = "";
  for await (const block of writer.reader().read("datapackage.json")) text += Buffer.from(block);
  return JSON.parse(text);
}

// The profiles have keywords and formats of their own.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

function judge(profile: string, value: unknown): readonly unknown[] {
  if (!ajv.getSchema(profile)) {
    const path = join(profiles, `${profile}.json`);
    ajv.addSchema(JSON.parse(readFileSync(path, "utf8")), profile);
  }
  ajv.validate(profile, value);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
