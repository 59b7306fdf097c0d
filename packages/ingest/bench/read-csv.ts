// EDGE: measures how fast a table of made-up rows is read and checked, and how much memory that takes.
//
//   node packages/ingest/bench/read-csv.ts [rows ...]      100000 and 1000000 unless given
//
// Each measurement runs in a process of its own, whose peak memory the system tells.
import { spawnSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileModel } from "@sourcebook/schema/compile";
import { createIssueList } from "../src/issue-list.ts";
import { checkTables } from "../src/tables/check-tables.ts";
import { readCsv } from "../src/tables/read-csv.ts";
import { plainSource } from "../src/tables/table-source.ts";
import { generateCsv } from "./generate-csv.ts";

const text = {
  title: "Text",
  description: "A text.",
  type: "string",
  minLength: 1,
  examples: ["a"],
};
const schema = {
  $schema: "https://w3id.org/sourcebook/dialect/1/schema",
  $id: "rows.schema.json",
  title: "Rows",
  description: "Made-up rows.",
  table: { name: "rows", title: "Rows", primaryKey: ["id"] },
  type: "object",
  properties: {
    id: { ...text, type: "integer", minLength: undefined, examples: [1] },
    name: text,
    day: { ...text, format: "date", examples: ["1988-07-31"] },
    count: { ...text, type: "integer", minLength: undefined, examples: [1] },
    value: { ...text, type: "number", minLength: undefined, examples: [1.5] },
    kind: {
      ...text,
      enum: ["asserted", "reported", "claimed", "alleged", "estimated"],
      examples: ["asserted"],
    },
    station_id: text,
    note: text,
    url: { ...text, format: "uri", examples: ["https://example.org/"] },
    is_open: { ...text, type: "boolean", minLength: undefined, examples: [true] },
  },
  required: ["id", "name", "day"],
  additionalProperties: false,
};

const work = {
  /** Cells as text, with their faults. */
  async read(path: string): Promise<number> {
    let rows = 0;
    for await (const batch of readCsv({ path, open: () => open(path) })) {
      rows += batch.rows.length;
      if (batch.rowFaults.size > 0) throw new Error("made-up rows have no faults");
    }
    return rows;
  },
  /** All that `sourcebook check` does with a table: types, schema, keys, order. */
  async check(path: string): Promise<number> {
    const plain = JSON.parse(JSON.stringify(schema)) as object;
    const { model, validators, issues: faults } = compileModel({ "rows.schema.json": plain });
    if (!model || !validators) throw new Error(JSON.stringify(faults));
    const issues = createIssueList();
    const project = { model, validators, sources: [plainSource("rows", path)], assertions: [] };
    const { counts } = await checkTables(project, { paths: [path], open }, issues);
    if (issues.sorted().length > 0) throw new Error(JSON.stringify(issues.sorted()[0]));
    return counts.get("rows")?.rows ?? 0;
  },
};

const open = (path: string): AsyncIterable<Uint8Array> =>
  createReadStream(path, { highWaterMark: 1 << 18 });

const [first, ...rest] = process.argv.slice(2);
if (first === "--measure") {
  const [name = "", path = ""] = rest;
  const start = performance.now();
  const rows = await work[name as keyof typeof work](path);
  const seconds = (performance.now() - start) / 1000;
  const peak = process.resourceUsage().maxRSS / 1024;
  const rate = Math.round(rows / seconds / 1000);
  process.stdout.write(
    `${name.padEnd(6)} ${String(rows).padStart(8)} rows ${seconds.toFixed(2).padStart(6)} s ${String(rate).padStart(5)} thousand rows/s ${Math.round(peak)} MB peak\n`,
  );
} else {
  const folder = join(tmpdir(), "sourcebook-bench");
  await mkdir(folder, { recursive: true });
  for (const rows of [first, ...rest]
    .flatMap((count) => (count ? [Number(count)] : []))
    .concat(first ? [] : [100_000, 1_000_000])) {
    // A relative path is what a project has; the benchmark runs in the folder of the files.
    const name = `${rows}.csv`;
    const isThere = await stat(join(folder, name)).catch(() => undefined);
    if (!isThere) await generateCsv(join(folder, name), rows);
    for (const step of Object.keys(work)) {
      const self = fileURLToPath(import.meta.url);
      const run = spawnSync(process.execPath, [self, "--measure", step, name], {
        cwd: folder,
        stdio: "inherit",
      });
      if (run.status !== 0) process.exitCode = 1;
    }
  }
}
