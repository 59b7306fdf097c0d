// EDGE: reads schemas/, codelists/ and the version in package.json.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { compileModel } from "../src/compile.ts";
import type { CodelistEntry, Model } from "../src/model.ts";
import { home } from "./home.ts";

interface About {
  readonly name: string;
  readonly base: string;
  readonly tables: readonly string[];
}

/** Reads and compiles the built-in model; a warning is as bad as an error here. */
export function readModel(): Model {
  const { name, base, tables } = readJson<About>("schemas/model.json");
  const { version } = readJson<{ version: string }>("package.json");
  const files = [...tables, "common"].map((part) => `${part}.schema.json`);
  const { issues, model } = compileModel(
    Object.fromEntries(files.map((file) => [file, readJson(`schemas/${file}`)])),
    readCodelists(),
    { name, base, version: version.split(".").slice(0, 2).join(".") },
  );
  if (!model || issues.length > 0) throw new Error(JSON.stringify(issues, null, 2));
  return model;
}

/** Reads the codelists as they stand: columns of theirs without a value are left out. */
export function readCodelists(): Readonly<Record<string, readonly CodelistEntry[]>> {
  const names = readdirSync(join(home, "codelists")).filter((name) => name.endsWith(".csv"));
  return Object.fromEntries(
    names.toSorted().map((name) => {
      const text = readFileSync(join(home, "codelists", name), "utf8");
      const rows = parse<Record<string, string>>(text, { columns: true });
      return [name.slice(0, -".csv".length), rows.map(withoutEmpty)];
    }),
  );
}

function withoutEmpty(row: Record<string, string>): CodelistEntry {
  const { code = "", title = "", description = "", ...rest } = row;
  const given = Object.entries(rest).filter(([, cell]) => cell !== "");
  return { code, title, description, ...Object.fromEntries(given) };
}

function readJson<Content>(path: string): Content {
  return JSON.parse(readFileSync(join(home, path), "utf8")) as Content;
}
