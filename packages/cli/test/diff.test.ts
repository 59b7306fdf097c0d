import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const golden = join(import.meta.dirname, "golden/harbour");
const release = join(golden, "expected");

/** The project that the release was cut from, with words replaced in its files. */
async function editedProject(
  edits: readonly (readonly [file: string, from: string, to: string])[],
): Promise<string> {
  const folder = join(await tempFolder(), "project");
  await cp(join(golden, "project"), folder, { recursive: true });
  for (const [file, from, to] of edits) {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  }
  return folder;
}

const relabel = ["registry/entities.yaml", "label: Town council", "label: Council"] as const;
const retitle = ["dataset.yaml", "title: ", "title: Another "] as const;

test("a project and the release cut from it differ in nothing", async () => {
  expect(await runCli("diff", release, join(golden, "project"))).toEqual({
    code: 0,
    stderr: "",
    stdout: `From harbour 1.0.0 to harbour 1.0.0
Nothing asks for a version after 1.0.0.

  none   SV034  Nothing changed since harbour 1.0.0.
`,
  });
});

test("the summary says what changed, by which rule, and what version must come", async () => {
  const project = await editedProject([relabel, retitle]);
  const { code, stdout, stderr } = await runCli("diff", release, project);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatchInlineSnapshot(`
    "From harbour 1.0.0 to harbour 1.0.0
    This is a minor change: after 1.0.0 comes 1.1.0 or higher.

      minor  SV024  1 value in 1 row of entities changed without a recorded reason (label). (warning)
                    town-council
      patch  SV032  The title was edited.

      table     before  after  added  removed  changed  moved
      entities      11     11      0        0        1      0

    What a rule means: sourcebook explain <rule>
    "
  `);
});

test("a recorded correction makes a patch of it", async () => {
  const judgements = "judgements/conflicts.yaml";
  const correction =
    "corrections:\n  - { table: entities, id: town-council, field: label, since: 1.0.1, reason: Its own name }\n\nconflicts:";
  const project = await editedProject([relabel, [judgements, "conflicts:", correction]]);
  const { stdout } = await runCli("diff", release, project, "--json");
  const { verdict, diff } = JSON.parse(stdout);
  expect(verdict).toMatchObject({
    policy: "default",
    bump: "patch",
    version: { before: "1.0.0", required: "1.0.1" },
    findings: [
      { rule: "SV023", rows: [{ id: "town-council", reason: "Its own name", fields: ["label"] }] },
    ],
  });
  expect(
    diff.tables.map(({ table, changes }: Record<string, unknown>) => [table, changes]),
  ).toEqual([
    [
      "entities",
      [
        {
          change: "changed",
          key: ["town-council"],
          cells: [
            {
              field: "label",
              before: "Town council",
              after: "Council",
              reason: "Its own name",
            },
          ],
          same: 2,
        },
      ],
    ],
  ]);
  const croissant = await runCli("diff", release, project, "--policy", "croissant", "--json");
  expect(JSON.parse(croissant.stdout).verdict).toMatchObject({
    policy: "croissant",
    bump: "major",
  });
});

test("as CSV and as Markdown", async () => {
  const project = await editedProject([relabel]);
  expect(await runCli("diff", release, project, "--format", "csv")).toEqual({
    code: 0,
    stderr: "",
    stdout: [
      "change,table,id,former_id,field,before,after,reason",
      "cell,entities,town-council,,label,Town council,Council,",
      "",
    ].join("\n"),
  });
  const { stdout } = await runCli("diff", release, project, "--format", "markdown");
  expect(stdout).toMatchInlineSnapshot(`
    "# harbour 1.0.0 and 1.0.0

    **This is a minor change: after 1.0.0 comes 1.1.0 or higher.**

    ## Findings

    | bump | rule | what changed | rows | what to do |
    | --- | --- | --- | --- | --- |
    | minor | SV024 | 1 value in 1 row of entities changed without a recorded reason (label). | \`town-council\` | If the old value was an error, record a correction with its reason; the change is then a patch. |

    ## Tables

    | table | before | after | added | removed | changed | moved |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: |
    | \`entities\` | 11 | 11 | 0 | 0 | 1 | 0 |

    ### \`entities\`

    | row | what | column | before | after |
    | --- | --- | --- | --- | --- |
    | \`town-council\` | changed | \`label\` | \`Town council\` | \`Council\` |
    "
  `);
});

test("as one page of HTML, which says the same as the terminal", async () => {
  const project = await editedProject([relabel, retitle]);
  const { code, stdout, stderr } = await runCli("diff", release, project, "--format", "html");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const [, main = ""] = /<main>(.*)<\/main>/s.exec(stdout) ?? [];
  const words = main.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  expect(words).toMatchInlineSnapshot(
    `" Why minor 1 value in 1 row of entities changed without a recorded reason (label). SV024, warning town-council If the old value was an error, record a correction with its reason; the change is then a patch. patch The title was edited. SV032 Tables table before after added removed changed moved entities 11 11 0 0 1 0 entities row column before, 1.0.0 after, 1.0.0 town-council changed label Town council Council About the release what before after title The harbour fire in two accounts Another The harbour fire in two accounts "`,
  );
});

test("what cannot be compared is told in a sentence, with its exit code", async () => {
  const project = await editedProject([relabel]);
  const nowhere = join(project, "nowhere");
  const damaged = join(await tempFolder(), "release");
  await cp(release, damaged, { recursive: true });
  await rm(join(damaged, "data/claims.csv"));
  const faulty = await editedProject([["registry/entities.yaml", "type: person", "type: persona"]]);
  const lines = [
    ["diff", release],
    ["diff", release, project, "--format", "txt"],
    ["diff", release, project, "--policy", "strikt"],
    ["diff", release, nowhere],
    ["diff", release, damaged],
    ["diff", release, faulty],
  ];
  const outcomes = await Promise.all(lines.map((words) => runCli(...words)));
  expect(outcomes.map(({ code, stdout, stderr }) => [code, stdout, stderr.split("\n")[0]])).toEqual(
    [
      [2, "", "Which two releases?"],
      [2, "", 'There is no format "txt"'],
      [2, "", 'There is no policy "strikt"'],
      [5, "", "There is nothing here to read"],
      [4, "", "It is missing, though its schema is there"],
      [1, "", expect.stringContaining("registry/entities.yaml")],
    ],
  );
});
