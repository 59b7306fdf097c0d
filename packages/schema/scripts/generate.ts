// EDGE: reads schemas/ and codelists/, writes src/generated/. Runs before the build, and fails it on any issue.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { emitCodelists } from "./emit-codelists.ts";
import { emitDocumentary } from "./emit-documentary.ts";
import { emitRows } from "./emit-rows.ts";
import { emitValidator, emitValidatorIndex } from "./emit-validators.ts";
import { home, readModel } from "./read-model.ts";

const generated = join(home, "src/generated");

const model = readModel();
rmSync(generated, { recursive: true, force: true });
write("rows.ts", emitRows(model));
write("codelists.ts", emitCodelists(model));
write("documentary.ts", emitDocumentary(model));
write("validators.ts", emitValidatorIndex(model));
for (const table of Object.values(model.tables)) {
  const { code, types } = emitValidator(table);
  write(`validate/${table.name}.js`, code);
  write(`validate/${table.name}.d.ts`, types);
  write(`public/schemas/${table.name}.schema.json`, `${JSON.stringify(table.schema, null, 2)}\n`);
}
copy("src/dialect", "public/schemas/dialect");
copy("codelists", "public/codelists");

function write(path: string, text: string): void {
  const target = join(generated, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

function copy(from: string, to: string): void {
  cpSync(join(home, from), join(generated, to), { recursive: true });
}
