import { expect, test } from "vitest";
import { parseChangesets } from "../../src/index.ts";

test("only the changesets of the package count, by file, and the greatest bump wins", async () => {
  const files = new Map([
    [".changeset/b.md", '---\n"bridges": minor\n"other": major\n---\n\nTwo bridges.\n'],
    [
      ".changeset/a.md",
      '---\n"bridges": patch\n---\n\nA typo.\n\n- Override: SV024 bridges patch - misspelt\n',
    ],
    [".changeset/c.md", '---\n"other": major\n---\n\nOverride: SV026 minor - not ours\n'],
    [".changeset/d.md", '---\n"bridges": none\n---\n\nWords.\n'],
  ]);
  const override = { rule: "SV024", table: "bridges", bump: "patch", reason: "misspelt" };
  expect(await parseChangesets(files, "bridges")).toEqual({
    changesets: [
      {
        file: ".changeset/a.md",
        bump: "patch",
        summary: "A typo.\n\n- Override: SV024 bridges patch - misspelt",
        overrides: [override],
      },
      { file: ".changeset/b.md", bump: "minor", summary: "Two bridges.", overrides: [] },
      { file: ".changeset/d.md", bump: "none", summary: "Words.", overrides: [] },
    ],
    bump: "minor",
    overrides: [override],
    issues: [],
  });
});

test("whatever is wrong with any of them is told at once, with its place", async () => {
  const files = new Map([
    ["a.md", ""],
    ["b.md", "no head"],
    ["c.md", '---\n"bridges": huge\n---\n\nText\n'],
    ["d.md", '---\n"bridges": [\n---\n\nText\n'],
    [
      "e.md",
      '---\n"bridges": patch\n---\n\nOverride: SV999 patch - why\n\nOverride: SV024 patch\n',
    ],
  ]);
  const { changesets, issues } = await parseChangesets(files, "bridges");
  expect(changesets.map(({ file }) => file)).toEqual(["e.md"]);
  expect(issues.map(({ code, file, line, message }) => [code, `${file}:${line}`, message])).toEqual(
    [
      ["changeset-invalid", "a.md:1", "The changeset cannot be read: file is empty."],
      [
        "changeset-invalid",
        "b.md:1",
        "The changeset cannot be read: missing or invalid frontmatter.",
      ],
      [
        "changeset-invalid",
        "c.md:1",
        'The changeset cannot be read: invalid version type "huge" for package "bridges".',
      ],
      ["changeset-invalid", "d.md:1", "The changeset cannot be read: invalid YAML in frontmatter."],
      ["override-invalid", "e.md:5", "The override counts for nothing: there is no rule SV999."],
      [
        "override-invalid",
        "e.md:7",
        "The override counts for nothing: an override reads `Override: SV024 patch - why`.",
      ],
    ],
  );
});
