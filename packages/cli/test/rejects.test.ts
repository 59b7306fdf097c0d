import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

const files = {
  "package.json": '{ "name": "air", "version": "1.0.0", "private": true }\n',
  "dataset.yaml": `name: air
title: Air
licence: CC-BY-4.0
contributors: [{ title: City of Example, role: publisher }]
tables: { entities: data/entities.csv }
exports: [csv]
`,
  "data/entities.csv": `id,type,label,living
ada-lind,person,Ada Lind,no
nils-berg,persn,Nils Berg,no
ada-lind,person,Ada Lind the younger,yes
`,
};
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sourcebook-"));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
});
afterEach(() => rm(folder, { recursive: true }));

test("faulty rows of a table are errors, each in its place", async () => {
  const { code, stdout } = await runCli("check", folder);
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "data/entities.csv:3:11: error [cell-code] \`type\` has a value that is not in its list.
      Did you mean \`person\`?

    data/entities.csv:3:11: error [row-rule] \`living\` is given for an entity that is no person.
      Remove \`living\`, or set \`type\` to \`person\`.

    data/entities.csv:4:1: error [duplicate-id] The row has the same \`id\` ada-lind as the one at data/entities.csv:2:1.
      Remove one of the two rows, or give it a key of its own.

    3 errors
    "
  `);
});

test("--rejects sets them aside with their bytes and reasons, and the rest goes on", async () => {
  const rejects = join(folder, "rejects.jsonl");
  const { code, stderr } = await runCli("check", folder, "--rejects", rejects);
  expect([code, stderr]).toEqual([0, `2 rows were set aside in ${rejects}\n`]);
  const lines = (await readFile(rejects, "utf8")).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    {
      file: "data/entities.csv",
      line: 3,
      row: 2,
      reasons: [{ code: "row-rule" }, { code: "cell-code" }],
      original: "nils-berg,persn,Nils Berg,no",
    },
    {
      line: 4,
      row: 3,
      reasons: [{ code: "duplicate-id" }],
      original: "ada-lind,person,Ada Lind the younger,yes",
    },
  ]);
});

test("a release can be cut of the rest", async () => {
  const releases = join(folder, "releases");
  const rejects = join(folder, "rejects.jsonl");
  expect((await runCli("cut", folder, "--releases", releases)).code).toBe(1);
  expect((await runCli("cut", folder, "--releases", releases, "--rejects", rejects)).code).toBe(0);
  expect(await readFile(join(releases, "air/1.0.0/data/entities.csv"), "utf8")).toBe(
    "id,type,kind,label,part_of,living,note\nada-lind,person,,Ada Lind,,no,\n",
  );
});

test("a file that cannot be written exits 5", async () => {
  const { code, stderr } = await runCli(
    "check",
    folder,
    "--rejects",
    join(folder, "no", "rejects.jsonl"),
  );
  expect([code, stderr.split("\n")[0]]).toEqual([5, "The rejected rows cannot be written"]);
});
