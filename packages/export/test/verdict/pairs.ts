import type { Comparable, ReleaseFile } from "../../src/diff/release-diff.ts";
import type { RecordedChange } from "../../src/verdict/finding.ts";
import { type CellsByField, defineTable, makeRelease, makeTable } from "../diff/tables.ts";

/** Two tiny releases, and the bump that the step from one to the other needs under each policy. */
export interface Pair {
  readonly bumps: string;
  readonly before: Comparable;
  readonly after: Comparable;
  readonly records?: readonly RecordedChange[];
}

const shops = defineTable({ name: "shops", fields: ["id", "name", "city", "tel"] });
const visits = defineTable({
  name: "visits",
  fields: ["id", "shop"],
  foreignKeys: [{ fields: ["shop"], reference: { table: "shops", fields: ["id"] } }],
});
const evidence = defineTable({
  name: "evidence",
  fields: ["shop", "exact"],
  foreignKeys: [{ fields: ["shop"], reference: { table: "shops", fields: ["id"] } }],
});
const retiredIds = defineTable({
  name: "retired_ids",
  fields: ["table", "id", "status", "replaced_by", "since", "reason"],
  primaryKey: ["table", "id"],
});

interface Tables {
  readonly shops?: readonly CellsByField[];
  readonly visits?: readonly CellsByField[];
  readonly evidence?: readonly CellsByField[];
  readonly retired?: readonly CellsByField[];
}

const ada = { id: "1", name: "Ada", city: "Basel", tel: "12" };
const bo = { id: "2", name: "Bo", city: "Bern", tel: "34" };

const release = (
  { shops: rows = [ada, bo], visits: visited, evidence: words, retired = [] }: Tables = {},
  rest: Parameters<typeof makeRelease>[1] = {},
): Comparable =>
  makeRelease(
    [
      makeTable(shops, rows),
      makeTable(visits, visited ?? []),
      makeTable(evidence, words ?? []),
      makeTable(retiredIds, retired),
    ],
    rest,
  );

const files = (...list: readonly ReleaseFile[]) => release({}, { files: list });
const csv = { path: "data/shops.csv", sha256: "1", dialect: "{}" };
const json = { path: "json/shops.json", sha256: "2" };
const withdrawn = {
  table: "shops",
  id: "2",
  status: "withdrawn",
  since: "1.1.0",
  reason: "Closed",
};
const merged = { ...withdrawn, status: "merged", reason: "The same shop" };
const into = { ...merged, replaced_by: "1" };
const record = { table: "shops", id: "2", since: "1.0.1", reason: "Misspelt" };
const many = (city: (at: number) => string): readonly CellsByField[] =>
  Array.from({ length: 20 }, (_, at) => ({ id: `s${at}`, name: `n${at}`, city: city(at) }));

const bumps = (standard: string, datapackage: string, croissant: string, strict: string) =>
  `default ${standard}, datapackage ${datapackage}, croissant ${croissant}, strict ${strict}`;
const all = (bump: string) => bumps(bump, bump, bump, bump);
const removal = bumps("minor", "major", "major", "major");
const edit = bumps("minor", "minor", "major", "major");

/** By the findings that they make under the default policy, `rule case`, in their order. */
export const pairs: Readonly<Record<string, Pair>> = {
  "SV001: the dataset has another name": {
    bumps: all("major"),
    before: release(),
    after: release({}, { name: "stores" }),
  },
  "SV001: a table has another name": {
    bumps: all("major"),
    before: makeRelease([makeTable(shops, [ada, bo])]),
    after: makeRelease([makeTable({ ...shops, name: "stores" }, [ada, bo])]),
  },
  "SV002: a column has another name": {
    bumps: all("major"),
    before: makeRelease([
      makeTable(defineTable({ name: "t", fields: ["id", "a"] }), [
        { id: "1", a: "x" },
        { id: "2", a: "y" },
      ]),
    ]),
    after: makeRelease([
      makeTable(defineTable({ name: "t", fields: ["id", "b"] }), [
        { id: "1", b: "x" },
        { id: "2", b: "y" },
      ]),
    ]),
  },
  "SV014: most rows are known by other ids": {
    bumps: all("major"),
    before: release(),
    after: release({
      shops: [
        { ...ada, id: "ch-1" },
        { ...bo, id: "ch-2" },
      ],
    }),
  },
  "SV017: another delimiter": {
    bumps: bumps("major", "major", "patch", "major"),
    before: files(csv),
    after: files({ ...csv, sha256: "3", dialect: '{"delimiter":";"}' }),
  },
  "SV018: rows in another order": {
    bumps: bumps("minor", "minor", "patch", "major"),
    before: makeRelease([makeTable(shops, [ada])]),
    after: makeRelease([makeTable({ ...shops, sortOrder: ["city", "id"] }, [ada])]),
  },
  "SV019: one more form": { bumps: all("minor"), before: files(csv), after: files(csv, json) },
  "SV020: one form less": { bumps: all("major"), before: files(csv, json), after: files(csv) },
  "SV020: a file under another path": {
    bumps: all("major"),
    before: files(csv, json),
    after: files(csv, { ...json, path: "json/all-shops.json" }),
  },
  "SV021: a stricter licence": {
    bumps: all("major"),
    before: release({}, { licence: "CC0-1.0" }),
    after: release({}, { licence: "CC-BY-SA-4.0" }),
  },
  "SV021 looser: a looser licence": {
    bumps: all("minor"),
    before: release({}, { licence: "CC-BY-NC-4.0" }),
    after: release({}, { licence: "CC-BY-4.0" }),
  },
  "SV022: one more row": {
    bumps: all("minor"),
    before: release({ shops: [ada] }),
    after: release(),
  },
  "SV023: a corrected value": {
    bumps: bumps("patch", "patch", "major", "major"),
    before: release(),
    after: release({ shops: [ada, { ...bo, city: "Biel" }] }),
    records: [{ ...record, field: "city" }],
  },
  "SV023 row: a row that was never true": {
    bumps: bumps("patch", "patch", "major", "major"),
    before: release(),
    after: release({ shops: [ada] }),
    records: [record],
  },
  "SV024: another value": {
    bumps: edit,
    before: release(),
    after: release({ shops: [ada, { ...bo, city: "Biel" }] }),
  },
  "SV024: a correction of an earlier version explains nothing": {
    bumps: edit,
    before: release(),
    after: release({ shops: [ada, { ...bo, city: "Biel" }] }),
    records: [{ ...record, since: "1.0.0" }],
  },
  "SV024 filled: a cell that was empty": {
    bumps: edit,
    before: release({ shops: [{ id: "1", name: "Ada" }] }),
    after: release({ shops: [{ id: "1", name: "Ada", city: "Basel" }] }),
  },
  "SV025: a withdrawn row": {
    bumps: removal,
    before: release(),
    after: release({ shops: [ada], retired: [withdrawn] }),
  },
  "SV025 detail + SV025: a withdrawn row, and what belongs to it": {
    bumps: removal,
    before: release({ evidence: [{ shop: "2", exact: "Bo's" }] }),
    after: release({ shops: [ada], retired: [withdrawn] }),
  },
  "SV026: a row that is gone": {
    bumps: all("major"),
    before: release(),
    after: release({ shops: [ada] }),
  },
  "SV026 moved: a row under another id": {
    bumps: all("major"),
    before: release(),
    after: release({ shops: [ada, { ...bo, id: "3" }] }),
  },
  "SV027: a merged row": {
    bumps: removal,
    before: release(),
    after: release({ shops: [ada], retired: [into] }),
  },
  "SV027 + SV027 reference: a merged row, and a reference that follows": {
    bumps: removal,
    before: release({ visits: [{ id: "v", shop: "2" }] }),
    after: release({ shops: [ada], visits: [{ id: "v", shop: "1" }], retired: [into] }),
  },
  "SV027 no-redirect: merged into nothing": {
    bumps: all("major"),
    before: release(),
    after: release({ shops: [ada], retired: [merged] }),
  },
  "SV028: another thing under the same id": {
    bumps: all("major"),
    before: release(),
    after: release({ shops: [ada, { id: "2", name: "Cy", city: "Chur", tel: "56" }] }),
  },
  "SV028 reuse: a retired id in use again": {
    bumps: all("major"),
    before: release({ shops: [ada], retired: [withdrawn] }),
    after: release({ retired: [withdrawn] }),
  },
  "SV029: more evidence": {
    bumps: bumps("patch", "patch", "major", "major"),
    before: release(),
    after: release({ evidence: [{ shop: "2", exact: "Bo's" }] }),
  },
  "SV031: a value that could harm someone": {
    bumps: bumps("patch", "major", "major", "major"),
    before: release(),
    after: release({ shops: [ada, { id: "2", name: "Bo", city: "Bern" }] }),
    records: [{ ...record, field: "tel", reason: "Safety", kind: "redaction" }],
  },
  "SV032: another title": {
    bumps: all("patch"),
    before: release(),
    after: release({}, { title: "All shops" }),
  },
  "SV033: the same rows in other bytes": {
    bumps: all("patch"),
    before: files(csv),
    after: files({ ...csv, sha256: "3" }),
  },
  "SV034: nothing": { bumps: all("none"), before: release(), after: release() },
  "SV024 + SV035: a quarter of the rows": {
    bumps: edit,
    before: release({ shops: many(() => "Basel") }),
    after: release({ shops: many((at) => (at < 5 ? "Bern" : "Basel")) }),
  },
  "SV023 + SV035 + SV035: a whole column, on purpose": {
    bumps: bumps("patch", "patch", "major", "major"),
    before: release({ shops: many((at) => `a${at}`) }),
    after: release({ shops: many((at) => `b${at}`) }),
    records: many(() => "").map(({ id }) => ({ ...record, id: String(id), field: "city" })),
  },
  "SV036 minor: newer schemas": {
    bumps: all("minor"),
    before: schemas("0.1"),
    after: schemas("0.2"),
  },
  "SV036 major: schemas that break": {
    bumps: all("major"),
    before: schemas("0.2"),
    after: schemas("1.0"),
  },
};

function schemas(version: string): Comparable {
  const made = release();
  return { ...made, model: { ...made.model, version } };
}
