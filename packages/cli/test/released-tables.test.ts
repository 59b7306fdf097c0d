import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tables } from "@sourcebook/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cutSeeds, loadIntoSqlite, type SeedsRelease } from "./support/release-of-seeds.ts";

let seeds: SeedsRelease;
beforeAll(async () => {
  seeds = await cutSeeds();
});
afterAll(() => rm(seeds.releasesFolder, { recursive: true, force: true }));

test("another reader loads every released table into SQLite without a violation", async () => {
  const { rows, references, violations } = await loadIntoSqlite(seeds.release);
  expect(violations).toEqual([]);
  expect(Object.keys(rows)).toEqual(Object.keys(tables));
  expect(references).toBe(
    Object.values(tables).flatMap((table) => table.foreignKeys.filter(({ each }) => !each)).length,
  );
  const filled = Object.entries(rows).filter(([, count]) => count > 0);
  expect(filled.length).toBeGreaterThan(8);
});

test("and would have told a broken reference, code, key and type", async () => {
  const path = join(seeds.release, "data/attributions.csv");
  const text = await readFile(path, "utf8");
  const [head = "", first = ""] = text.split("\n");
  const [claim] = first.split(",");
  const faulty = [
    `${claim},0,nobody-at-all,writes,,explicit`,
    `${claim},1,nobody-at-all,writes,,perhaps`,
    `${claim},one,nobody-at-all,writes,,explicit`,
    `${claim},0,nobody-at-all,writes,,explicit`,
  ];
  await writeFile(path, `${[head, ...faulty].join("\n")}\n`);
  const { violations } = await loadIntoSqlite(seeds.release).finally(() => writeFile(path, text));
  expect(violations.map((violation) => violation.replace(/: \[.*/u, ""))).toMatchInlineSnapshot(`
    [
      "attributions, row 2: CHECK constraint failed: certainty",
      "attributions, row 3: cannot store TEXT value in INTEGER column attributions.step",
      "attributions, row 4: UNIQUE constraint failed: attributions.claim_id, attributions.step",
      "FOREIGN KEY constraint failed",
    ]
  `);
});

// Each query finds the rows that break a rule of docs/data/curation.md.
const RULES: Readonly<Record<string, string>> = {
  "a version group has two members at least":
    "SELECT version_group FROM quotations WHERE version_group <> '' GROUP BY 1 HAVING count(*) < 2",
  "a conflict has two members at least":
    "SELECT conflict_id FROM conflict_members GROUP BY 1 HAVING count(*) < 2",
  "a claim has a chain that begins with an author of its source": `SELECT c.id FROM claims c JOIN sources s ON s.id = c.source_id
     LEFT JOIN attributions a ON a.claim_id = c.id AND a.step = 0
     WHERE a.agent_id IS NULL OR instr(s.authors, a.agent_id) = 0`,
  "who is said to speak is named, or described, in the words of the claim": `SELECT a.claim_id, a.agent_id
     FROM attributions a JOIN claims c ON c.id = a.claim_id
     WHERE a.step > 0 AND NOT EXISTS (SELECT 1 FROM evidence e
       JOIN names n ON n.entity_id = a.agent_id AND n.source_id = c.source_id
       WHERE e.claim_id = a.claim_id AND instr(lower(replace(e.exact, char(10), ' ')), lower(n.form)) > 0)`,
  "what is asserted, the author says himself; what is reported, somebody else": `SELECT c.id FROM claims c JOIN attributions a ON a.claim_id = c.id GROUP BY c.id
     HAVING (max(c.modality) = 'asserted' AND max(a.step) > 0)
         OR (max(c.modality) = 'reported' AND max(a.step) = 0 AND max(a.act) <> 'cites')`,
  "an inferred date has its basis and a note": `SELECT id FROM claims
     WHERE date_inferred IS NOT NULL AND (date_basis IS NULL OR date_note IS NULL)`,
  "an epithet is no fact of the author": `SELECT id FROM claims WHERE predicate = 'characterised_as' AND modality = 'asserted'
       AND id NOT IN ('hakamian-inauguration.commissions-conduct-commonplace',
                      'mek-iran-investigation.killings-not-accounted-for',
                      'ncri-us-struggle.killings-ordered-in-secret')`,
};

test("the first dataset keeps the rules by which it is curated", async () => {
  const { answers } = await loadIntoSqlite(seeds.release, Object.values(RULES));
  const broken = Object.keys(RULES).map((rule, index) => [rule, answers[index]?.rows]);
  expect(broken).toEqual(Object.keys(RULES).map((rule) => [rule, []]));
});

test("ids and labels of the first dataset are neutral; loaded words stand in quotes only", async () => {
  const { answers } = await loadIntoSqlite(seeds.release, [
    "SELECT id FROM claims UNION SELECT id FROM entities UNION SELECT id FROM conflicts",
    // Titles of works and the own name of an organization are quotes.
    "SELECT label FROM entities WHERE type <> 'work' AND id <> 'jvmi'",
    "SELECT label FROM conflicts WHERE id <> 'jvmi-name'",
    "SELECT note FROM claims UNION SELECT date_note FROM claims UNION SELECT note FROM entities",
  ]);
  const words = answers.flatMap(({ rows }) => rows.map(([cell]) => `${cell ?? ""}`));
  const loaded =
    /massacre|regime|mullah|sham\b|perpetrator|hench|notorious|brutal|savage|heinous|atroci|horrific|hardlin|obscene|desecrat|crackdown|slaughter|murder/iu;
  expect(words.filter((text) => loaded.test(text.replace(/“[^”]*”|"[^"]*"/gu, "")))).toEqual([]);
});
