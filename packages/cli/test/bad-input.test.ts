import { appendFile, cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const harbour = join(import.meta.dirname, "golden/harbour/project");

async function projectWith(spoil: (folder: string) => Promise<unknown>) {
  const parent = await tempFolder();
  const folder = join(parent, "project");
  await cp(harbour, folder, { recursive: true });
  await spoil(folder);
  return { folder, releases: join(parent, "releases") };
}

async function replaceIn(path: string, ...pairs: readonly (readonly [string, string])[]) {
  let text = await readFile(path, "utf8");
  for (const [from, to] of pairs) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  await writeFile(path, text);
}

test("every fault of a project is told at once, and leaves no release behind", async () => {
  const { folder, releases } = await projectWith(async (project) => {
    await replaceIn(
      join(project, "sources/gazette-1921.yaml"),
      [
        "quote: The fire at the North Quay began on May 2.",
        "quote: The fire at the North Quay ended on May 2.",
      ],
      ["subject: boats", "subject: bots"],
      ["modality: evaluation", "modalty: evaluation"],
      ["date: XXXX-05-02", "date: XXXX-13-02"],
      ["id: inquiry-called-for", "id: fire-began"],
    );
    await replaceIn(join(project, "sources/letter-1921.yaml"), [
      "quote: Thirty-eight boats burned; the harbour master, Reed, said so himself.",
      "quote: Reed",
    ]);
  });
  const { code, stdout, stderr } = await runCli("cut", folder, "--releases", releases);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "No release was cut: mend the errors first\n",
  });
  expect(await readdir(join(folder, ".."))).toEqual(["project"]);
  expect(stdout).toMatchInlineSnapshot(`
    "sources/gazette-1921.yaml:33:11: error [invalid-date] \`date\`: There is no such day, month or season.
      33 |     date: XXXX-13-02
                     ^
      Compare it with the words it stands for.

    sources/gazette-1921.yaml:38:12: error [quote-not-found] The quote is not in gazette.txt; the closest passage, 88 % alike, stands there at 5:1.
      38 |     quote: The fire at the North Quay ended on May 2.
                      ^
      The document says there: The fire at the North Quay began on May 2.

    sources/gazette-1921.yaml:41:14: error [unknown-entity] There is no bots in the table entities.
      41 |     subject: bots
                        ^
      Did you mean "boats"?

    sources/gazette-1921.yaml:54:5: error [unknown-key] There is no key \`modalty\` here.
      54 |     modalty: evaluation
               ^
      Did you mean "modality"?

    sources/gazette-1921.yaml:62:9: error [duplicate-id] \`id\` gazette-1921.fire-began was given at sources/gazette-1921.yaml:29:9 already.
      62 |   - id: fire-began
                   ^
      Choose another id, or remove one of the two.

    sources/letter-1921.yaml:22:12: error [quote-repeats] The quote stands twice in letter.txt: at 3:48, 4:6.
      22 |     quote: Reed
                      ^
      Write it with "exact:", and add the line of the place that is meant:
        suffix: ", said"  # 3:48
        suffix: "said,"  # 4:6

    6 errors
    "
  `);
});

test.each<[string, (folder: string) => Promise<unknown>]>([
  ["YAML that does not parse", (p) => appendFile(join(p, "registry/entities.yaml"), "  - id: [\n")],
  ["a document whose bytes changed", (p) => appendFile(join(p, "documents/gazette.txt"), "!")],
  ["a missing document", (p) => rm(join(p, "documents/letter.txt"))],
])("%s", async (_, spoil) => {
  const { folder, releases } = await projectWith(spoil);
  const { code, stdout } = await runCli("cut", folder, "--releases", releases);
  expect(code).toBe(1);
  expect(await readdir(join(folder, ".."))).toEqual(["project"]);
  expect(stdout).toMatchSnapshot();
});

test("check and cut say the same of what no release can have", async () => {
  const { folder, releases } = await projectWith((project) =>
    replaceIn(join(project, "dataset.yaml"), ["exports: [csv, ", "exports: [csvv, "]),
  );
  const checked = await runCli("check", folder, "--json");
  const cut = await runCli("cut", folder, "--releases", releases, "--json");
  expect([checked.code, cut.code]).toEqual([1, 1]);
  expect(cut.stdout).toBe(checked.stdout);
  const { issues } = JSON.parse(checked.stdout);
  expect(issues).toEqual([
    {
      code: "export-unknown",
      severity: "error",
      message: "There is no form `csvv` of a release.",
      fix: 'Did you mean "csv"?',
      file: "dataset.yaml",
      line: expect.any(Number),
      column: 11,
      field: "exports",
      value: "csvv",
    },
  ]);
  expect(await readdir(join(folder, ".."))).toEqual(["project"]);
});

test("a folder that is no project is wrong usage", async () => {
  const { code, stdout, stderr } = await runCli("check", await tempFolder());
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("dataset.yaml");
});

test.each([
  [["cut", "--date", "yesterday"], '"yesterday" is not a day'],
  [["cut", "--date", "2024-02-30"], '"2024-02-30" is not a day'],
  [["verify"], "Which release?"],
  [["check", "a", "b"], '"b" is one word too many'],
  [["check", "--format", "xml"], 'There is no format "xml"'],
])("wrong usage: %j", async (words, message) => {
  const { code, stdout, stderr } = await runCli(...words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
});
