#!/usr/bin/env node
// EDGE: starts the built program. Committed, because pnpm links no bin whose file is absent at install.
import { existsSync } from "node:fs";

const program = new URL("../dist/bin.js", import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write(
    "sourcebook is not built yet: run `npx --yes pnpm@12 build` in its repository\n",
  );
  process.exitCode = 5;
}
