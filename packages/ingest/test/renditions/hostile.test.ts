import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hostileDocuments } from "./hostile-documents.ts";

const script = fileURLToPath(new URL("hostile-run.ts", import.meta.url));
const sample = ["nested.html", "quotes.md", "bomb.pdf", "bomb.docx", "lying.docx", "nested.docx"];
const names = process.env.SOURCEBOOK_HEAVY === "1" ? Object.keys(hostileDocuments) : sample;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "renditions-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(names)("%s ends with its words or an issue, within 300 MB", async (name) => {
  await writeFile(join(folder, name), hostileDocuments[name]?.() ?? "");
  const run = await promisify(execFile)(process.execPath, [script, join(folder, name)]);
  const { peak, ok, issues } = JSON.parse(run.stdout);
  expect(run.stderr).toBe("");
  expect(peak).toBeLessThan(300);
  if (!ok) expect(issues).toMatchObject([{ code: "rendition-failed", file: `documents/${name}` }]);
});
