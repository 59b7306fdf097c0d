import { beforeAll, expect, test } from "vitest";
import { collectSite } from "./support/collect-site.ts";
import { nextHarbour } from "./support/edit-dataset.ts";
import { textOf } from "./support/page-text.ts";
import { cutAll, readProject } from "./support/releases.ts";

let site: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  const harbour = await readProject("harbour");
  site = await collectSite(await cutAll(harbour, nextHarbour(harbour)));
});

const read = (record: string): string =>
  textOf(site.get(`harbour/record/${record}/index.html`)?.toString() ?? "missing");

test("a claim shows who says it, its words with those around them, its sense and its place", () => {
  expect(read("claims/letter-1921.reed-let-it-burn")).toMatchInlineSnapshot(`
    "Claim in Letter from the quay
    The unnamed writer of the letter writes: An unnamed neighbour of the letter's writer reports: Tom Reed states

    … master, Reed, said so himself. ⟦My neighbour said␍
    that Reed said, "let it burn."⟧ The fire did not begin on 2 …
    Letter from the quay, line 3, characters 94 to 143
    How it is recorded
    Tom Reed said
    Reported
    Quotation
    Sense
    Reported, affirmed. The author passes on as a fact what somebody else states, without marking distance from it. The last speaker in the chain says that it is so. The words stand between quotation marks inside the running text.
    Whose words
    Tom Reed
    History
    First in version 1.0.0, and unchanged since."
  `);
});

test("a withdrawn id keeps its page, which says so and no longer shows what was withdrawn", () => {
  expect(read("claims/letter-1921.fire-not-on-2-may")).toMatchInlineSnapshot(`
    "claims
    letter-1921.fire-not-on-2-may
    Withdrawn in version 2.0.0. The last that had it is version 1.0.0.
    The <b>letter</b> was misread.
    History
    First in version 1.0.0."
  `);
});

test("a merged id leads to the one that stands for it", () => {
  const page = site.get("harbour/record/entities/town-council/index.html")?.toString();
  expect(page).toContain('<a href="../port-gazette/index.html"><bdi>port-gazette</bdi></a>');
  expect(read("entities/town-council")).toMatchInlineSnapshot(`
    "entities
    town-council
    Merged in version 2.0.0. The last that had it is version 1.0.0.
    One and the same.
    In its place stands port-gazette.
    History
    First in version 1.0.0."
  `);
});

test("an id that is gone without a word keeps its page too", () => {
  expect(read("conflicts/number-of-boats")).toMatchInlineSnapshot(`
    "conflicts
    number-of-boats
    Version 2.0.0 has this record no more. The last that had it is version 1.0.0.
    History
    First in version 1.0.0."
  `);
});

test("a record that was changed shows the cells before and after", () => {
  expect(read("entities/north-quay")).toMatchInlineSnapshot(`
    "Place
    North Quay of the harbour
    The label is neutral and ours. What the sources say of it stands below, each with who says it.
    Names as printed
    Printed | As | In | 
    North Quay | full name | The Harbour Fire 1 time
     | 
    Said about it 1 claim
    The Harbour Fire 1

    Asserted 1
    Ada Quill writes
    Fire at the harbour began
    The fire at the North Quay began on May 2.
    Asserted
    In its context: gazette-1921.fire-began
    History
    First in version 1.0.0.
    Version 2.0.0
    Field | Before | After | 
    Label | North Quay | North Quay of the harbour |"
  `);
});

test("what a release changed stands cell beside cell, with its verdict", () => {
  expect(
    textOf(site.get("harbour/2.0.0/changes/index.html")?.toString() ?? "missing"),
  ).toMatchInlineSnapshot(`
    "1.0.0 → 2.0.0
    What changed in 2.0.0
    This is a major change: after 1.0.0 comes 2.0.0 or higher.
    Why, and what to do
    major 2 rows of conflict_members disappeared without a trace. Retire the id as withdrawn or merged, with a reason.
    major 1 row of conflicts disappeared without a trace. Retire the id as withdrawn or merged, with a reason.
    minor 1 value in 1 row of entities changed without a recorded reason (label). If the old value was an error, record a correction with its reason; the change is then a patch.
    minor 1 row of attributions went with the withdrawn rows they belong to. Nothing to do.
    minor 1 row of claims was withdrawn with a reason. Nothing to do.
    minor 1 row of evidence went with the withdrawn rows they belong to. Nothing to do.
    minor 1 row of entities was merged into others. Nothing to do while \`replaced_by\` leads to a row.
    minor 1 row of names went with the merged rows they belong to. Nothing to do while \`replaced_by\` leads to a row.
    Attributions
    13 rows before, 12 after: 0 added, 1 removed, 0 changed.
    Removed 1

    letter-1921.fire-not-on-2-may / 0
    Claims
    7 rows before, 6 after: 0 added, 1 removed, 0 changed.
    Removed 1

    letter-1921.fire-not-on-2-maywithdrawn: The <b>letter</b> was misread.
    Conflict members
    2 rows before, 0 after: 0 added, 2 removed, 0 changed.
    Removed 2

    number-of-boats / gazette-1921.reed-boats-lost
    number-of-boats / letter-1921.boats-burned
    Conflicts
    1 row before, 0 after: 0 added, 1 removed, 0 changed.
    Removed 1

    number-of-boats
    Entities
    11 rows before, 10 after: 0 added, 1 removed, 1 changed.
    Row | Field | Before | After | 
    north-quay | Label | North Quay | North Quay of the harbour | 
    Removed 1

    town-councilmerged: One and the same.
    Evidence
    8 rows before, 7 after: 0 added, 1 removed, 0 changed.
    Removed 1

    letter-1921.fire-not-on-2-may / 0
    Names
    9 rows before, 8 after: 0 added, 1 removed, 0 changed.
    Removed 1

    town-council / gazette-1921 / The town council
    Retired ids
    0 rows before, 2 after: 2 added, 0 removed, 0 changed.
    Added 2

    claims / letter-1921.fire-not-on-2-may
    entities / town-council"
  `);
});
