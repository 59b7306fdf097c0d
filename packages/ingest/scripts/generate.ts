// EDGE: writes src/generated/. Runs before the build.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordSchemas } from "../src/records/record-schemas.ts";
import { emitShapes } from "./emit-shapes.ts";

const generated = join(import.meta.dirname, "../src/generated");

const { code, types } = emitShapes(recordSchemas);
mkdirSync(generated, { recursive: true });
writeFileSync(join(generated, "record-shapes.js"), code);
writeFileSync(join(generated, "record-shapes.d.ts"), types);
