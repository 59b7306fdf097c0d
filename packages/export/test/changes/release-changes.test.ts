import { appendFileSync, cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Row } from "@sourcebook/schema";
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { cutRelease, type RecordedChange, verifyRelease } from "../../src/index.ts";
import { temporaryFolder } from "../support/folders.ts";
import { shopsDataset } from "../support/shops.ts";

const releasesFolder = temporaryFolder();
const folder = join(releasesFolder, "shops");
const toolVersion = "0.0.0";
const shops: readonly Row[] = [
  { id: "a", name: "Ada", city: "Bsael", home: "Hill 3" },
  { id: "b", name: "Bo", city: "Bern" },
  { id: "c", name: "Cy", city: "Chur" },
  { id: "d", name: "Di", city: "Davos" },
  { id: "e", name: "Ed", city: "Elm" },
];
const first = shopsDataset({ shops, evidence: [{ shop: "e", exact: "Ed lives at Lake 5" }] });
const retired = { table: "shops", since: "1.1.0" };
const second = shopsDataset(
  {
    shops: [
      { id: "a", name: "Ada | `A`", city: "Basel" },
      { id: "b", name: "Bo", city: "Bern" },
      { id: "f", name: "Flo", city: "Fully" },
    ],
    retired_ids: [
      { ...retired, id: "c", status: "withdrawn", reason: "Never opened" },
      { ...retired, id: "d", status: "merged", replaced_by: "b", reason: "The same *shop*" },
    ],
  },
  { version: "1.1.0" },
);
const since = "1.1.0";
const records: readonly RecordedChange[] = [
  { table: "shops", id: "a", field: "city", since, reason: "Misspelt" },
  { table: "shops", id: "a", field: "home", since, reason: "Hill 3!", kind: "redaction" },
  { table: "shops", id: "e", since, reason: "Lake 5!", kind: "redaction" },
];
const overrides = [{ rule: "SV024", bump: "patch", reason: "A | nicer name" }] as const;
const judging = { records, overrides };
const options = { releasesFolder, toolVersion, ...judging };
const read = (version: string, file: string): string =>
  readFileSync(join(folder, version, "changes", file), "utf8");

beforeAll(async () => {
  await cutRelease(first, { releasesFolder, toolVersion });
  const { changes } = await cutRelease(second, options);
  expect(changes).toEqual({ since: "1.0.0", bump: "minor", required: "1.1.0" });
});

test("the first release says that it is the first", () => {
  expect(read("1.0.0", "changes.csv")).toBe(
    "change,table,id,former_id,field,before,after,reason\nfirst_release,,,,version,,1.0.0,\n",
  );
  expect(JSON.parse(read("1.0.0", "changes.json"))).toEqual({
    name: "shops",
    version: "1.0.0",
    first_release: true,
  });
  expect(read("1.0.0", "CHANGELOG.md")).toBe(
    "# Changes in Shops of \\*Basel\\* 1.0.0\n\nThis is the first release: there is none before it to compare it with.\n",
  );
});

test("a release says in words what changed, why, and what to do about it", () => {
  expect(read("1.1.0", "CHANGELOG.md")).toMatchInlineSnapshot(`
    "# Changes in Shops of \\*Basel\\* 1.1.0

    Compared with version 1.0.0. **This is a minor change: there is more than before, or values are others.**

    ## What is new

    ### 1 row was added to shops.

    Nothing breaks; totals and counts grow. (SV022, minor)

    \`f\`

    ## What was corrected, changed or withdrawn

    ### 1 row of shops was withdrawn with a reason.

    Drop the withdrawn ids from what you built on them; retired_ids says why. (SV025, minor)

    - \`c\`: Never opened

    ### 1 row of shops was merged into others.

    Replace the old ids by those in retired_ids.replaced_by. (SV027, minor)

    - \`d\` is now \`b\`: The same \\*shop\\*

    ### 1 value in 1 row of shops was corrected with a recorded reason (city).

    Use the corrected values; results that rest on the old ones change. (SV023, patch)

    - \`a\` (\`city\`): Misspelt

    ### 1 value in 1 row of shops changed without a recorded reason (name).

    Compare the old and the new values; results that rest on them change. (SV024, patch)

    Counted as patch instead of minor: A \\| nicer name

    \`a\`

    ### 1 row of evidence lost something for safety.

    Update at once, and delete the versions before. (SV031, patch)

    Which rows they are, and what they said, is not told.

    ### 2 rows of shops lost something for safety.

    Update at once, and delete the versions before. (SV031, patch)

    Which rows they are, and what they said, is not told.

    ## Rows

    | table | before | after | added | removed | changed | moved |
    | --- | ---: | ---: | ---: | ---: | ---: | ---: |
    | \`evidence\` | 1 | 0 | 0 | 1 | 0 | 0 |
    | \`retired_ids\` | 0 | 2 | 2 | 0 | 0 | 0 |
    | \`shops\` | 5 | 3 | 1 | 3 | 1 | 0 |

    ## Values

    ### Values in \`shops\`

    | row | column | before | after | why |
    | --- | --- | --- | --- | --- |
    | \`a\` | \`name\` | \`Ada\` | \`\` Ada \\| \`A\` \`\` |  |
    | \`a\` | \`city\` | \`Bsael\` | \`Basel\` | Misspelt |
    | \`a\` | \`home\` | \`[redacted]\` |  |  |

    ## Every change

    [changes.csv](changes.csv) has every change on a line of its own, [changes.json](changes.json) the same for programs. What a rule means: \`sourcebook explain SV024\`.
    "
  `);
});

test("below 1.0.0 the changelog says what the numbers mean", async () => {
  const early = temporaryFolder();
  const cut = (version: string, rows: readonly Row[]) =>
    cutRelease(shopsDataset({ shops: rows }, { version }), { releasesFolder: early, toolVersion });
  await cut("0.1.0", shops);
  const { folder: path } = await cut("0.1.1", [...shops, { id: "f", name: "Flo" }]);
  expect(readFileSync(join(path, "changes/CHANGELOG.md"), "utf8").split("\n")[2]).toBe(
    "Compared with version 0.1.0. **This is a minor change: there is more than before, or values are others.** Below 1.0.0, a major change raises the second number of the version, and all others the third.",
  );
});

test("a release lists every change, in its own words and never what was redacted", () => {
  expect(parse(read("1.1.0", "changes.csv"))).toEqual([
    ["change", "table", "id", "former_id", "field", "before", "after", "reason"],
    ["row_added", "retired_ids", "shops/c", "", "", "", "", ""],
    ["row_added", "retired_ids", "shops/d", "", "", "", "", ""],
    ["cell", "shops", "a", "", "name", "Ada", "Ada | `A`", ""],
    ["cell", "shops", "a", "", "city", "Bsael", "Basel", "Misspelt"],
    ["cell", "shops", "a", "", "home", "[redacted]", "", ""],
    ["row_removed", "shops", "c", "", "", "", "", "withdrawn: Never opened"],
    ["row_removed", "shops", "d", "", "", "", "b", "merged: The same *shop*"],
    ["row_added", "shops", "f", "", "", "", "", ""],
  ]);
  const { name, version, compared_with, verdict, diff } = JSON.parse(read("1.1.0", "changes.json"));
  expect({ name, version, compared_with }).toEqual({
    name: "shops",
    version: "1.1.0",
    compared_with: { version: "1.0.0", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  });
  expect(verdict).toMatchObject({ bump: "minor", version: { required: "1.1.0" } });
  const listed = diff.tables.flatMap(({ changes }: { changes: unknown[] }) => changes);
  expect(listed).toHaveLength(6);
  for (const file of ["CHANGELOG.md", "changes.csv", "changes.json"]) {
    expect(read("1.1.0", file)).not.toMatch(/Hill 3|Lake 5|"e"/);
  }
});

test("a release with changes is made again to the same bytes, beside the one before", async () => {
  const rebuild = { dataset: second, toolVersion, records, overridesSince: () => overrides };
  const findIn = async (path: string) => (await verifyRelease(path, { rebuild })).findings;
  expect(await findIn(join(folder, "1.1.0"))).toEqual([]);
  expect(await findIn(join(folder, "shops-1.1.0.zip"))).toEqual([]);
  const otherwise = await verifyRelease(join(folder, "1.1.0"), {
    rebuild: { dataset: second, toolVersion, records },
  });
  expect(otherwise.findings.map(({ path }) => path)).toEqual(
    [
      "changes/CHANGELOG.md",
      "changes/changes.json",
      "README.md",
      "ro-crate-metadata.json",
      "datapackage.json",
    ].toSorted(),
  );
  const elsewhere = temporaryFolder();
  cpSync(join(folder, "1.1.0"), join(elsewhere, "1.1.0"), { recursive: true });
  await expect(findIn(join(elsewhere, "1.1.0"))).rejects.toMatchObject({
    code: "IO",
    what: expect.stringContaining("Version 1.0.0, with which this one is compared, is not there"),
  });
});

const third = { ...second, version: "1.2.0", title: "Another title" };

function copyOfReleases(): string {
  const copy = temporaryFolder();
  cpSync(releasesFolder, copy, { recursive: true });
  return copy;
}

test.each<[string, (release: string) => void, string]>([
  [
    "a changed table",
    (path) => appendFileSync(join(path, "data/shops.csv"), "g,Gus,,\n"),
    "data/shops.csv",
  ],
  [
    "a changed schema",
    (path) => appendFileSync(join(path, "schema/shops.schema.json"), " "),
    "schema",
  ],
  [
    "a missing schema",
    (path) => rmSync(join(path, "schema/shops.schema.json")),
    "has no schema/shops.schema.json",
  ],
  [
    "another descriptor",
    (path) => appendFileSync(join(path, "datapackage.json"), " "),
    "datapackage.json",
  ],
  [
    "other sums",
    (path) => appendFileSync(join(path, "SHA256SUMS"), "\n"),
    "not the file that was released",
  ],
  ["no sums", (path) => rmSync(join(path, "SHA256SUMS")), "has no SHA256SUMS"],
])("no release follows one with %s", async (_, spoil, reason) => {
  const copy = copyOfReleases();
  spoil(join(copy, "shops", "1.1.0"));
  const error = await cutRelease(third, { ...options, releasesFolder: copy }).catch(
    (thrown) => thrown,
  );
  expect(error).toMatchObject({ code: "VERIFY_FAILED" });
  expect(error.message).toContain(reason);
});

test("the zip of the release before stands for its folder; without both, nothing follows", async () => {
  const copy = copyOfReleases();
  const cut = () => cutRelease(third, { ...options, releasesFolder: copy });
  rmSync(join(copy, "shops", "1.1.0"), { recursive: true });
  rmSync(join(copy, "shops", "shops-1.1.0.zip"));
  await expect(cut()).rejects.toMatchObject({ code: "IO" });
  cpSync(join(folder, "shops-1.1.0.zip"), join(copy, "shops", "shops-1.1.0.zip"));
  expect(await cut()).toMatchObject({
    changes: { since: "1.1.0", bump: "patch", required: "1.1.1" },
  });
});
