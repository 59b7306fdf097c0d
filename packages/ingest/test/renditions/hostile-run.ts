// Makes the plain text of a document in a process of its own, and tells how much memory that took, in megabytes.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { renderDocument } from "../../src/index.ts";

const path = process.argv[2] ?? "";
const rendered = await renderDocument(basename(path), await readFile(path));
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
const issues = rendered.ok ? [] : rendered.issues;
process.stdout.write(JSON.stringify({ peak, ok: rendered.ok, issues }));
