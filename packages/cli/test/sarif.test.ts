import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Issue } from "@sourcebook/schema";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { formatSarif } from "../src/issues/format-sarif.ts";
import { runCli } from "./support/run-cli.ts";
import { sarifShape } from "./support/sarif-shape.ts";

const path = "../../../../shared/profiles/sarif-2.1.0/sarif-schema-2.1.0.json";
const official = join(import.meta.dirname, path);
const isThere = existsSync(official);

/** What is written in an older JSON Schema means the same in ours, but for the name of the schema. */
function readOfficial(): object {
  if (!isThere) return {};
  const { id, $schema, ...schema } = JSON.parse(readFileSync(official, "utf8"));
  return schema;
}

const ofFormats = { uri: true, "uri-reference": true, "date-time": true } as const;
const faultsOf = (schema: object, log: unknown): readonly string[] => {
  const ajv = new Ajv2020({ allErrors: true, strict: false, formats: ofFormats });
  const validate = ajv.compile(schema);
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const words = { severity: "warning", message: "m\u001b[0m \u{1f600} \ud800", fix: "f" } as const;
const issues: readonly Issue[] = [
  { ...words, code: "cell-type" },
  { ...words, code: "cell-format", file: "data/a b%2F#?é😀:[].csv" },
  { ...words, code: "cell-type", severity: "error", file: "a", line: 1 },
  { ...words, code: "cell-type", file: "a", line: 1, column: 1, table: "t", row: 1, field: "f" },
];
const projects = ["faultless", "faulty", "misfit", "not-in-words"];
const ingest = join(import.meta.dirname, "../../ingest/test/fixtures");

describe.each([
  ["what we use of the standard", sarifShape, true],
  ["the official schema (skipped without ../shared/profiles/sarif-2.1.0)", readOfficial(), isThere],
])("SARIF holds to %s", (_, schema, isThere) => {
  test.runIf(isThere)("with issues of every kind of place, and with none", () => {
    expect(faultsOf(schema, JSON.parse(formatSarif(issues)))).toEqual([]);
    expect(faultsOf(schema, JSON.parse(formatSarif([])))).toEqual([]);
  });

  test.runIf(isThere).each(projects)("for the project %s", async (name) => {
    const { code, stdout } = await runCli("check", join(ingest, name), "--format", "sarif");
    const log = JSON.parse(stdout);
    expect(code).toBe(log.runs[0].results.some(({ level = "" }) => level === "error") ? 1 : 0);
    expect(faultsOf(schema, log)).toEqual([]);
  });

  test.runIf(isThere)("and it does refuse a fault", () => {
    const log = JSON.parse(formatSarif(issues));
    const [run] = log.runs;
    const withResult = (change: object) => ({
      ...log,
      runs: [{ ...run, results: [{ ...run.results[0], ...change }] }],
    });
    expect(faultsOf(schema, withResult({ level: "fatal" }))).not.toEqual([]);
    expect(faultsOf(schema, withResult({ message: {} }))).not.toEqual([]);
    expect(faultsOf(schema, withResult({ place: "a" }))).not.toEqual([]);
    const region = { startLine: 0 };
    const physicalLocation = { artifactLocation: { uri: "a" }, region };
    expect(faultsOf(schema, withResult({ locations: [{ physicalLocation }] }))).not.toEqual([]);
    expect(faultsOf(schema, { ...log, version: "2.0.0" })).not.toEqual([]);
  });
});

test("each result names its rule by its place in the list", () => {
  const [{ tool, results }] = JSON.parse(formatSarif(issues)).runs;
  const rules = results.map(({ ruleIndex = -1 }) => tool.driver.rules[ruleIndex]?.id);
  expect(rules).toEqual(["cell-type", "cell-format", "cell-type", "cell-type"]);
});
