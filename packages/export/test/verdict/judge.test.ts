import { type Bump, type Policy, versionRules } from "@sourcebook/schema";
import { expect, test } from "vitest";
import type { Comparable } from "../../src/diff/release-diff.ts";
import { bumps, policies } from "../../src/verdict/bump.ts";
import { judgeReleases } from "../../src/verdict/judge-releases.ts";
import { findRule, rules } from "../../src/verdict/rules.ts";
import { type CellsByField, defineTable, makeRelease, makeTable } from "../diff/tables.ts";
import { type Pair, pairs } from "./pairs.ts";

const judgePair = ({ before, after, ...options }: Pair, policy: Policy) =>
  judgeReleases(before, after, { ...options, policy });

test.each(Object.keys(pairs))("%s", async (name) => {
  const pair = pairs[name] as Pair;
  const judged = await Promise.all(policies.map((policy) => judgePair(pair, policy)));
  const [expected = ""] = name.split(":");
  expect(
    judged.map(({ verdict }) => `${verdict.policy} ${verdict.bump}`).join(", "),
    "the bump under each policy",
  ).toBe(pair.bumps);
  const { verdict } = judged[0] as (typeof judged)[number];
  expect(
    verdict.findings.map((found) => [found.rule, found.case].filter(Boolean).join(" ")),
  ).toEqual(expected.split(" + "));
  expect(verdict).toMatchSnapshot();
});

test("every rule that only a release can show has a pair", () => {
  const shown = new Set(Object.keys(pairs).flatMap((name) => name.match(/SV\d{3}/g) ?? []));
  const ofModels = /^SV0(0[3-9]|1[0-35-6]|30)$/;
  const missing = Object.keys(versionRules).filter((id) => !shown.has(id) && !ofModels.test(id));
  expect(missing).toEqual([]);
});

test("every rule has words, and is found by its id in any case of letters", () => {
  expect(rules.map(({ id }) => id)).toEqual(Object.keys(versionRules));
  expect(findRule("sv024")).toBe(findRule("SV024"));
  expect(findRule("SV099")).toBe(undefined);
});

test.each([
  ["1.4.2", ["1.4.2", "1.4.3", "1.5.0", "2.0.0"]],
  ["0.4.2", ["0.4.2", "0.4.3", "0.4.3", "0.5.0"]],
  ["1.0.0-rc.1", ["1.0.0-rc.1", "1.0.0", "1.0.0", "1.0.0"]],
])("from %s on", async (version, required) => {
  const found = await Promise.all(
    bumps.map(async (bump) => {
      const { verdict } = await judgeReleases(...steps[bump](version));
      return [verdict.bump, verdict.version.required];
    }),
  );
  expect(found).toEqual(bumps.map((bump, at) => [bump, required[at]]));
});

const shops = defineTable({ name: "shops", fields: ["id", "city"] });
const release = (version: string, rows: readonly CellsByField[], title = "Shops"): Comparable =>
  makeRelease([makeTable(shops, rows)], { version, title });
const one = [{ id: "1", city: "Basel" }];
const steps: Readonly<Record<Bump, (version: string) => readonly [Comparable, Comparable]>> = {
  none: (version: string) => [release(version, one), release(version, one)],
  patch: (version: string) => [release(version, one), release(version, one, "All shops")],
  minor: (version: string) => [release(version, []), release(version, one)],
  major: (version: string) => [release(version, one), release(version, [])],
};

test("an override lowers what it speaks of, and an unused one is told", async () => {
  const [before, after] = steps.major("1.0.0");
  const spent = { rule: "SV026", table: "shops", bump: "patch", reason: "Never real" } as const;
  const unused = { rule: "SV024", bump: "patch", reason: "None" } as const;
  const { verdict } = await judgeReleases(before, after, { overrides: [spent, unused] });
  expect(verdict).toMatchObject({
    bump: "patch",
    computed: "major",
    version: { before: "1.0.0", required: "1.0.1" },
    findings: [
      { rule: "SV026", bump: "patch", override: { computed: "major", reason: "Never real" } },
    ],
    unused_overrides: [unused],
  });
});
