// EDGE: writes docs/schema.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "./home.ts";
import { readModel } from "./read-model.ts";
import { referencePages } from "./reference-pages.ts";

const folder = join(home, "../../docs/schema");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of referencePages(readModel())) writeFileSync(join(folder, name), text);
