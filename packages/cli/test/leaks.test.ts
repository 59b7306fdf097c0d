import { execFile, spawnSync } from "node:child_process";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { tempFolder } from "./support/temp-folder.ts";

const run = promisify(execFile);
const bin = join(import.meta.dirname, "../bin/sourcebook.js");
const unpack = join(import.meta.dirname, "support/unpack.py");
const harbour = join(import.meta.dirname, "golden/harbour/project");

/** A host name of its own, where the system lets us have one. */
const otherHost = ["unshare", "--uts", "sh", "-c", 'hostname canary-host; exec "$0" "$@"'];
const canRename = spawnSync("unshare", ["--uts", "hostname", "canary-host"]).status === 0;

test("nothing of the machine, the user or the environment is in any artefact, however packed", async () => {
  const parent = join(await tempFolder(), "canary-folder");
  const project = join(parent, "canary-project");
  await mkdir(parent);
  await cp(harbour, project, { recursive: true });
  await exportAll(project);
  const releases = join(parent, "canary-releases");
  const words = [process.execPath, bin, "cut", project, "--releases", releases];
  const [program = "", ...args] = canRename ? [...otherHost, ...words] : words;
  await run(program, args, {
    env: {
      PATH: process.env.PATH ?? "",
      GITHUB_TOKEN: "canary-token-8f2e",
      NPM_TOKEN: "canary-npm-8f2e",
      SSH_AUTH_SOCK: "/run/canary-socket",
      HOME: "/home/canary-home",
      USER: "canary-user",
      LOGNAME: "canary-user",
      HOSTNAME: "canary-host",
      TMPDIR: parent,
    },
  });

  const unpacked = join(await tempFolder(), "unpacked");
  await mkdir(unpacked);
  await run("/usr/bin/python3", [unpack, releases, unpacked]);
  await unpackParquet(unpacked);
  const names = await readdir(unpacked);
  // What is searched is what was packed: a word of the data is found in each form of it.
  const forms = ["csv", "parquet.json", "json", "jsonl", "xml", "sql"];
  const secrets = ["canary", parent, harbour, ...(canRename ? [] : [hostname()])];
  const found: string[] = [];
  const speaking = new Set<string>();
  for (const name of names) {
    const bytes = await readFile(join(unpacked, name));
    const text = bytes.toString("latin1");
    for (const secret of secrets.flatMap(spellings)) {
      if (text.toLowerCase().includes(secret.toLowerCase())) found.push(`${name}: ${secret}`);
    }
    const form = forms.find((ending) => name.endsWith(`.${ending}`));
    if (form !== undefined && text.includes("Town council")) speaking.add(form);
  }
  expect(found).toEqual([]);
  expect([...speaking].toSorted()).toEqual(forms.toSorted());
}, 60_000);

/** As it would stand in text, in an address, in UTF-16 and in base64. */
const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret, "utf16le").toString("latin1"),
  Buffer.from(secret).toString("base64").replace(/..=*$/, ""),
];

async function exportAll(project: string): Promise<void> {
  const path = join(project, "dataset.yaml");
  const all = "exports: [csv, json, jsonl, parquet, xlsx, sqlite, excel-csv, zip]";
  await writeFile(path, (await readFile(path, "utf8")).replace(/^exports: .*$/m, all));
}

/** Writes the rows of every Parquet file, and the words in its footer, beside it as JSON. */
async function unpackParquet(folder: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".parquet")) continue;
    const path = join(folder, name);
    await connection.run(`COPY (FROM '${path}') TO '${path}.json' (FORMAT json)`);
    const footer = `SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${path}')`;
    await connection.run(`COPY (${footer}) TO '${path}.footer.json' (FORMAT json)`);
  }
  connection.closeSync();
}
