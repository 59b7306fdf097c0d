import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { main } from "../../src/index.ts";
import { runCli } from "../support/run-cli.ts";
import { tempFolder } from "../support/temp-folder.ts";

const faultless = join(import.meta.dirname, "../../../ingest/test/fixtures/faultless");
const bin = join(import.meta.dirname, "../../bin/sourcebook.js");

async function project(): Promise<string> {
  const folder = await tempFolder();
  await cp(faultless, folder, { recursive: true });
  return folder;
}

/** A watch in this process, whose output is read as it comes. */
function watching(folder: string, ...options: string[]) {
  const out = { stdout: "", stderr: "" };
  const stop = new AbortController();
  const waiting: { isThere: () => boolean; resolve: () => void }[] = [];
  const written = () => {
    for (const each of waiting.splice(0)) {
      if (each.isThere()) each.resolve();
      else waiting.push(each);
    }
  };
  const until = (isThere: () => boolean) =>
    new Promise<void>((resolve) => {
      waiting.push({ isThere, resolve });
      written();
    });
  const sink = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      out[name] += text;
      written();
    },
  });
  const io = { stdout: sink("stdout"), stderr: sink("stderr"), signal: stop.signal };
  const code = main(["check", folder, "--watch", ...options], io);
  onTestFinished(async () => {
    stop.abort();
    await code;
  });
  let seen = 0;
  return {
    out,
    until,
    /** The next line of `--json`. */
    async next(): Promise<{ changed: string[]; issues?: { code: string }[]; error?: unknown }> {
      const lines = () => out.stdout.split("\n").slice(0, -1);
      await until(() => lines().length > seen);
      seen += 1;
      return JSON.parse(lines()[seen - 1] ?? "");
    },
    /** The next report of a check that finds what `isMeant` says: one save may be seen in two steps. */
    async nextWith(isMeant: (codes: string[] | undefined) => boolean) {
      for (;;) {
        const report = await this.next();
        if (isMeant(report.issues?.map(({ code: found }) => found))) return report;
      }
    },
    stop: () => {
      stop.abort();
      return code;
    },
  };
}

const isClean = (codes: string[] | undefined) => codes?.length === 0;

test("each save is followed by a report of the project as it is then", async () => {
  const folder = await project();
  const watch = watching(folder, "--json");
  expect(await watch.next()).toEqual({ changed: [], issues: [] });

  const path = join(folder, "sources/lind-1921.yaml");
  const good = await readFile(path, "utf8");
  await writeFile(path, good.replace("predicate: has_quantity", "predicate: has_quantty"));
  expect(await watch.nextWith((codes) => codes?.includes("cell-code") === true)).toMatchObject({
    changed: ["sources/lind-1921.yaml"],
    issues: [{ code: "cell-code", file: "sources/lind-1921.yaml", line: 31, column: 16 }],
  });

  // As editors save: written beside it, then moved over it.
  await writeFile(`${path}~`, good);
  await rename(`${path}~`, path);
  expect(await watch.nextWith(isClean)).toMatchObject({ changed: ["sources/lind-1921.yaml"] });

  await writeFile(join(folder, "documents/other.txt"), "Nobody quotes this.\n");
  await watch.nextWith((codes) => codes?.includes("document-unused") === true);
  await rm(join(folder, "documents/other.txt"));
  expect(await watch.nextWith(isClean)).toMatchObject({ changed: ["documents/other.txt"] });

  await writeFile(path, "source: [");
  await watch.nextWith((codes) => codes?.includes("yaml-syntax") === true);
  await writeFile(path, good);
  await watch.nextWith(isClean);

  const dataset = await readFile(join(folder, "dataset.yaml"));
  await rm(join(folder, "dataset.yaml"));
  expect(await watch.nextWith((codes) => codes === undefined)).toMatchObject({
    changed: ["dataset.yaml"],
    error: { code: "USAGE" },
  });
  await writeFile(join(folder, "dataset.yaml"), dataset);
  await watch.nextWith(isClean);

  // A project of records becomes one of tables, in a folder that was not there.
  await mkdir(join(folder, "data"));
  await writeFile(join(folder, "data/entities.csv"), "id,type,label\nberg,person\n");
  await writeFile(
    join(folder, "dataset.yaml"),
    `${dataset}tables: { entities: data/entities.csv }\n`,
  );
  await watch.nextWith((codes) => codes?.includes("row-short") === true);
  await writeFile(join(folder, "data/entities.csv"), "id,type,label,living\nberg,person,B,no\n");
  await watch.nextWith((codes) => codes?.includes("row-short") === false);

  expect(await watch.stop()).toBe(130);
});

test("of many saves, one upon the other, the last one counts", async () => {
  const folder = await project();
  const watch = watching(folder, "--json");
  await watch.next();
  const path = join(folder, "sources/lind-1921.yaml");
  const good = await readFile(path, "utf8");
  for (let round = 0; round < 30; round += 1) {
    await writeFile(path, round % 2 === 0 ? "source: [" : good.slice(0, 40 * round));
    await new Promise((resolve) => setTimeout(resolve, 7));
  }
  await writeFile(path, good);
  await watch.nextWith(isClean);
  expect(await watch.stop()).toBe(130);
});

test("a folder that is gone ends the watch", async () => {
  const folder = await project();
  const watch = watching(folder, "--json");
  await watch.next();
  await rm(folder, { recursive: true });
  await watch.until(() => watch.out.stderr.includes("cannot be watched"));
  expect(await watch.stop()).toBe(5);
  await mkdir(folder);
});

test("as text, what changed stands on stderr and the report on stdout", async () => {
  const folder = await project();
  const watch = watching(folder);
  await watch.until(() => watch.out.stderr.includes("Ctrl-C"));
  expect(watch.out).toEqual({
    stdout: "No issues\n",
    stderr: "\nChecking again when a file changes; Ctrl-C stops\n",
  });
  await writeFile(join(folder, "documents/other.txt"), "Nobody quotes this.\n");
  await watch.until(() => watch.out.stdout.includes("1 warning"));
  expect(watch.out.stderr).toContain("\nChanged: documents/other.txt\n");
  expect(await watch.stop()).toBe(130);
});

test("the built program stops at Ctrl-C with nothing left over", async () => {
  const folder = await project();
  const child = spawn(process.execPath, [bin, "check", folder, "--watch", "--json"]);
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const exited = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    expect(JSON.parse(line)).toEqual({ changed: [], issues: [] });
    child.kill("SIGINT");
  }
  expect({ exit: await exited, stderr }).toEqual({
    exit: [130, null],
    stderr: "\nChecking again when a file changes; Ctrl-C stops\n",
  });
});

test("what cannot be watched is told at once", async () => {
  const folder = await project();
  for (const words of [
    [join(folder, "sources")],
    [join(folder, "nowhere")],
    [folder, "--format", "sarif"],
    [folder, "--rejects", "x"],
    [folder, "--coverage", "--html"],
  ]) {
    expect(await runCli("check", "--watch", ...words)).toMatchObject({ code: 2, stdout: "" });
  }
});
