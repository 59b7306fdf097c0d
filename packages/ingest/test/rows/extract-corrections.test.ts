import { expect, test } from "vitest";
import { checkFiles } from "../../src/index.ts";
import { fixtureFiles, formatIssues } from "../support/project.ts";

test("corrections come out as they are recorded", async () => {
  const { issues, corrections } = checkFiles(
    await fixtureFiles("faultless", {
      "judgements/all.yaml": `corrections:
  - { table: claims, id: lind-1921.fire-began, field: date, since: 1.1.0, reason: Misread. }
  - { table: names, id: a/b/c, since: 2.0.0-rc.1, reason: Asked for., kind: redaction }
`,
    }),
  );
  expect(formatIssues(issues)).toBe("");
  expect(corrections).toEqual([
    {
      table: "claims",
      id: "lind-1921.fire-began",
      field: "date",
      since: "1.1.0",
      reason: "Misread.",
    },
    { table: "names", id: "a/b/c", since: "2.0.0-rc.1", reason: "Asked for.", kind: "redaction" },
  ]);
});

test("a correction of something that no table has is an issue", async () => {
  const { issues } = checkFiles(
    await fixtureFiles("faultless", {
      "judgements/all.yaml": `corrections:
  - { table: claim, id: x, field: date, since: 1.1.0, reason: Misread. }
  - { table: claims, id: x, field: dates, since: v1.1, reason: Misread., kind: typo }
  - { table: claims, field: date, since: 1.1.0, reason: Misread. }
`,
    }),
  );
  expect(formatIssues(issues)).toMatchInlineSnapshot(`
    "judgements/all.yaml:2:14: error [unknown-reference] There is no table claim.
      Did you mean "claims"?
    judgements/all.yaml:3:36: error [unknown-reference] There is no field dates in the table claims.
      Did you mean "date"?
    judgements/all.yaml:3:50: error [cell-format] \`since\` is no semantic version.
      Write three numbers, such as 1.2.0.
    judgements/all.yaml:3:80: error [cell-code] There is no kind of correction typo.
      Write correction or redaction, or leave the key out: correction is the default.
    judgements/all.yaml:4:5: error [missing-key] The key \`id\` is missing.
      Add a line "id: …".
    "
  `);
});

test("dataset.yaml may hold corrections as well", async () => {
  const files = await fixtureFiles("faultless");
  const dataset = new TextDecoder().decode(files.get("dataset.yaml"));
  const { issues, corrections } = checkFiles(
    await fixtureFiles("faultless", {
      "dataset.yaml": `${dataset}corrections:
  - { table: claims, id: lind-1921.fire-began, since: 1.1.0, reason: Misread. }
  - { table: claim, id: x, since: 1.1.0, reason: Misread. }
`,
    }),
  );
  expect(formatIssues(issues)).toContain("[unknown-reference] There is no table claim.");
  expect(corrections[0]).toEqual({
    table: "claims",
    id: "lind-1921.fire-began",
    since: "1.1.0",
    reason: "Misread.",
  });
});
