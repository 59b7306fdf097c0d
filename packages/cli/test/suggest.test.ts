import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";

const faultless = fileURLToPath(new URL("../../ingest/test/fixtures/faultless", import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sourcebook-"));
  await cp(faultless, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

test("candidates go to stdout as YAML, and no file is written", async () => {
  const before = await readdir(folder, { recursive: true });
  const { code, stdout, stderr } = await runCli("suggest", "lind-1921", folder);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatchInlineSnapshot(`
    "# Candidates from documents/lind.txt: paste what holds, and fill in what is empty.

    names: # of the registry; for sources/lind-1921.yaml
      ada-lind:
        # 3:4: by Ada Lind
        - { form: Ada Lind, kind: full }

    entities: # not in the registry yet
      # 11:3: ¹ Varholm Gazette, June 12, 1921.
      - id: varholm-gazette
        type:
        label: Varholm Gazette

    claims: # dates and figures; for sources/lind-1921.yaml

      # 5:4
      - id:
        subject:
        predicate:
        date_text: 3 May 1921
        date: 1921-05-03
        quote: >-
          On 3 May 1921 a fire broke out in the harbour of Varholm.

      # 5:59
      - id:
        subject:
        predicate: has_quantity
        quantity:
          expression: "More than 1,200"
          value: 1200
          qualifier: at_least
          measure:
        quote: >-
          More than 1,200 people lost their homes.

      # 7:97
      - id:
        subject:
        predicate:
        date_text: summer of 1920
        date: 1920-22
        quote: >-
          Berg had warned the town council in the summer of 1920.

      # 11:20
      - id:
        subject:
        predicate:
        date_text: June 12, 1921
        date: 1921-06-12
        quote: >-
          ¹ Varholm Gazette, June 12, 1921.
    "
  `);
  expect(await readdir(folder, { recursive: true })).toEqual(before);
});

test("--json gives the same candidates", async () => {
  const { code, stdout } = await runCli("suggest", "lind-1921", folder, "--json");
  const { source, names, dates } = JSON.parse(stdout);
  expect({ code, source, forms: names.map(({ form }: { form: string }) => form) }).toEqual({
    code: 0,
    source: "lind-1921",
    forms: ["Ada Lind", "Varholm Gazette"],
  });
  expect(dates[0]).toEqual({
    date_text: "3 May 1921",
    date: "1921-05-03",
    at: {
      line: 5,
      column: 4,
      sentence: "On 3 May 1921 a fire broke out in the harbour of Varholm.",
    },
  });
});

test("a source that there is not exits 2", async () => {
  const { code, stdout, stderr } = await runCli("suggest", "lind-192", folder);
  expect({ code, stdout, stderr: stderr.replaceAll(folder, "<folder>") }).toEqual({
    code: 2,
    stdout: "",
    stderr: 'There is no source "lind-192"\n  path: <folder>\n  Did you mean "lind-1921"?\n',
  });
  expect(await runCli("suggest")).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "No source is named\n  Give the id of one, as in sources/\n  Usage: sourcebook suggest <source> [folder]\n  See sourcebook suggest --help\n",
  });
});

test("a source without its document exits 1", async () => {
  await rm(join(folder, "documents", "lind.txt"));
  const { code, stdout } = await runCli("suggest", "lind-1921", folder);
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "sources/lind-1921.yaml:3:9: error [document-missing] There is no documents/lind.txt.
      3 |   file: lind.txt
                  ^
      Put the document there, under its own name.

    1 error
    "
  `);
});
