// Makes the plain text of a document in a process of its own, and tells what came of it.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { renderDocument } from "../../src/index.ts";
import { tellCost } from "../support/tell-cost.ts";

const path = process.argv[2] ?? "";
const bytes = await readFile(path);
await tellCost(async () => {
  const rendered = await renderDocument(basename(path), bytes);
  return rendered.ok ? { ok: true } : { ok: false, issues: rendered.issues };
});
