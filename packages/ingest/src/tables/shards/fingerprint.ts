// EDGE: reads the program itself.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocatedInput } from "../read-rows.ts";
import type { UnprovedTable } from "./read-shard.ts";
import type { Workshop } from "./workshop.ts";

/**
 * A name for what is made of a file: another one for another file, another way to read it, other schemas, or
 * another build of this program, whatever its version says.
 */
export function shardName(
  { definition, isBuiltIn, assertions }: UnprovedTable,
  { path, source }: LocatedInput,
  { forms }: Workshop,
): string {
  const parts = [
    process.version,
    programHash(),
    forms && folderHash(dirname(fileURLToPath(forms.module))),
    path,
    isBuiltIn,
    definition,
    JSON.stringify([source, assertions], withoutPlaces),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** Where `dataset.yaml` says something is no part of what it says. */
function withoutPlaces(name: string, value: unknown): unknown {
  if (name === "at") return undefined;
  return value instanceof Map || value instanceof Set ? [...value] : value;
}

function programHash(): string {
  const schema = createRequire(import.meta.url).resolve("@sourcebook/schema/package.json");
  return [dirname(fileURLToPath(import.meta.url)), join(dirname(schema), "dist")]
    .map(folderHash)
    .join(" ");
}

const knownHashes = new Map<string, string>();

/** The hash of the modules in a folder. */
function folderHash(folder: string): string {
  const known = knownHashes.get(folder);
  if (known !== undefined) return known;
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).toSorted()) {
    if (/(?<!\.d)\.[jt]s$/.test(name)) hash.update(readFileSync(join(folder, name)));
  }
  const digest = hash.digest("hex");
  knownHashes.set(folder, digest);
  return digest;
}
