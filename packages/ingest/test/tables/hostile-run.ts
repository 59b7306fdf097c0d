// Checks a hostile file of a table in a process of its own, and tells the first issue of it.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { tellCost } from "../support/tell-cost.ts";
import { checkHostile } from "./hostile-files.ts";

const path = process.argv[2] ?? "";
const content = await readFile(path);
await tellCost(() => checkHostile(basename(path), content));
