// EDGE: reads schemas/ and codelists/, writes src/generated/. Runs before the build, and fails it on any issue.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { emitCodelists } from "./emit-codelists.ts";
import { emitDialect } from "./emit-dialect.ts";
import { emitDocumentary } from "./emit-documentary.ts";
import { emitRows } from "./emit-rows.ts";
import { emitValidator, emitValidatorIndex } from "./emit-validators.ts";
import { home } from "./home.ts";

const generated = join(home, "src/generated");

rmSync(generated, { recursive: true, force: true });
writeModule("dialect", emitDialect());
// Reading a model takes the dialect, as it was just written.
const { readModel } = await import("./read-model.ts");
const model = readModel();
write("rows.ts", emitRows(model));
write("codelists.ts", emitCodelists(model));
write("documentary.ts", emitDocumentary(model));
write("validators.ts", emitValidatorIndex(model));
for (const table of Object.values(model.tables)) {
  writeModule(`validate/${table.name}`, emitValidator(table));
  write(`public/schemas/${table.name}.schema.json`, `${JSON.stringify(table.schema, null, 2)}\n`);
}
copy("src/dialect", "public/schemas/dialect");
copy("codelists", "public/codelists");

function writeModule(name: string, { code, types }: { code: string; types: string }): void {
  write(`${name}.js`, code);
  write(`${name}.d.ts`, types);
}

function write(path: string, text: string): void {
  const target = join(generated, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

function copy(from: string, to: string): void {
  cpSync(join(home, from), join(generated, to), { recursive: true });
}
