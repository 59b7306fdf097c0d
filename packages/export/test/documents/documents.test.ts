import { type Dataset, mostDistinct, type Table } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { citationText } from "../../src/documents/citation.ts";
import { code, plain, prose } from "../../src/documents/markdown.ts";
import { profileTable } from "../../src/documents/profile-table.ts";
import { planRelease } from "../../src/plan-release.ts";
import { textContent } from "../../src/release-plan.ts";
import { viewsOf } from "../../src/views/views.ts";
import { naughtyTexts } from "../fixtures/hostile.ts";
import { millFire } from "../fixtures/mill-fire.ts";
import { plannedRelease } from "../fixtures/planned.ts";
import {
  contentOf,
  datasetOf,
  definitionOf,
  fieldOf,
  rowsOf,
  tableOf,
} from "../fixtures/tables.ts";
import { readWithDuckDb, readWithPython } from "../formats/readers.ts";

const release = await plannedRelease(millFire({ exports: ["csv", "parquet", "xlsx"] }));

function viewOf(dataset: Dataset): Table {
  const [first] = viewsOf(dataset);
  if (first === undefined) throw new Error("There is no view");
  return first;
}

/** A part of a page, from one heading to the next of its rank. */
function section(page: string, heading: string): string {
  const start = page.indexOf(`\n${heading}\n`) + 1;
  if (start === 0) throw new Error(`The page has no heading ${heading}`);
  const end = page.indexOf("\n## ", start);
  return page.slice(start, end === -1 ? undefined : end + 1);
}

test("documents that speak of no files do not wait for them", async () => {
  const { files } = await planRelease(millFire(), { toolVersion: "0.0.0" });
  const never = () => new Promise<never>(() => {});
  for (const path of ["CODEBOOK.md", "LICENSE.md", "ATTRIBUTION.md", "CITATION.cff"]) {
    const file = files.find((each) => each.path === path);
    expect((await contentOf(file?.content(never) ?? textContent(""))).bytes.length).toBeGreaterThan(
      0,
    );
  }
});

test("README says what the release is and is not, and how to load, cite and check it", () => {
  const sizes = /\b[0-9.]+ (?:B|kB)(?= \|)/g;
  expect(release.text("README.md").replace(sizes, "…")).toMatchInlineSnapshot(`
    "# The Sedge mill fire

    **Version 1.2.0** · 2026-11-23 · Licence: [CC-BY-4.0](https://spdx.org/licenses/CC-BY-4.0.html) · <https://example.org/mill-fire>

    What two newspapers say about a fire that never was.

    ## Start here

    - Just looking: open [mill-fire.xlsx](mill-fire.xlsx) in a spreadsheet program.
    - Reading: [views/statements.csv](views/statements.csv) has every claim on one line, with who says it and in which words.
    - What a column means: [CODEBOOK.md](CODEBOOK.md), with counts and examples.

    ## What it is, and what it is not

    - Each row is a *claim*: in a source, a chain of speakers says something, in a modality (asserted, alleged, planned, hoped, …), in exact words. The dataset records who says what. It does not decide who is right.
    - A claim is not a fact. Keep attribution, modality and polarity beside the value whenever you use one; a denied claim says the opposite of what its columns read.
    - Counts of claims are not counts of people or events. Numbers overlap and contradict each other: do not add them up, and do not take a mean of them.
    - Sources that repeat each other do not confirm each other; those that declare an affiliation show it.
    - What is not in the sources is not here. An empty cell means *not stated*, and nothing was filled in from elsewhere. Inferred dates stand in columns of their own and are marked.

    ## Files

    The reference, in CSV:

    | file | rows | size | what a row is |
    | --- | ---: | ---: | --- |
    | [data/sources.csv](data/sources.csv) | 2 | … | A document that was read: what it says of itself, and the hash of the file as received. |
    | [data/entities.csv](data/entities.csv) | 10 | … | Someone or something that claims speak of: a hub with an id and a neutral label. Nothing contested is a property of an entity; that is what claims are for. |
    | [data/names.csv](data/names.csv) | 1 | … | A form in which a source prints the name of an entity, misspellings included. |
    | [data/claims.csv](data/claims.csv) | 7 | … | In a source, a chain of speakers asserts something, in a modality. A claim is never a fact by itself: who asserts it stands in the attributions, in which words in the evidence. |
    | [data/attributions.csv](data/attributions.csv) | 10 | … | One step of the chain of speakers behind a claim. Step 0 is the author of the source; the last step is who is said to assert it. |
    | [data/evidence.csv](data/evidence.csv) | 9 | … | The exact words behind a claim, with their place in the text of the document: the file as received, or its rendition. |
    | [data/quantities.csv](data/quantities.csv) | 2 | … | A number that a claim states: its words, its value, its qualifier, and what is counted. A value is never to be read without its qualifier: \`more than 30,000\` is 30000 and \`at_least\`. |
    | [data/quotations.csv](data/quotations.csv) | 1 | … | Words that a source gives as somebody's own. |
    | [data/citations.csv](data/citations.csv) | 0 | … | A work that a footnote of a source refers to. |
    | [data/conflicts.csv](data/conflicts.csv) | 1 | … | A question on which claims disagree. Its members stand side by side; none is preferred. |
    | [data/conflict_members.csv](data/conflict_members.csv) | 2 | … | A claim that takes part in a conflict, with what it says on the question. |
    | [data/retired_ids.csv](data/retired_ids.csv) | 0 | … | An id that an earlier release used and this one does not: what became of it, since when, and why. An id is never used again for anything else. |
    | [data/passages.csv](data/passages.csv) | 0 | … | A stretch of a document that makes no statement or stands outside the running text, such as a caption, a heading or words of the web page around it. |
    | [views/statements.csv](views/statements.csv) | 7 | … | Every claim on one line: who says what, in what sense, in which words. A row is a statement that somebody makes, not a fact; sources that repeat each other do not confirm each other. |
    | [views/estimates.csv](views/estimates.csv) | 2 | … | Every number that a source states, with its words, its qualifier and who says it. The rows overlap and contradict each other: they must not be added up, and none is preferred. |
    | [views/timeline.csv](views/timeline.csv) | 2 | … | Dated claims of what happened, in the order of their dates: only those that are affirmed, in a modality that speaks of what happened. Plans, hopes, allegations and denials are left out, and so is what has no date; all of them stand in statements. |
    | [views/quotations_flat.csv](views/quotations_flat.csv) | 1 | … | Every quotation: the words, who is said to have spoken them, and by which chain of speakers they reach us. |
    | [views/conflicts_flat.csv](views/conflicts_flat.csv) | 2 | … | Where sources, or one source and itself, say different things: the sides stand under one another, each with who says it and in which words. None is preferred. |

    Made from the same rows, and about them:

    | file | size | what it is |
    | --- | ---: | --- |
    | [parquet/](parquet/) | … | The same as Parquet, with real types (18 files) |
    | [schema/](schema/) | … | The JSON Schema of a row of each table (13 files) |
    | [codelists/](codelists/) | … | The codes that columns take and what they mean, as CSV (19 files) |
    | [changes/](changes/) | … | What changed since the version before, in words, as CSV and as JSON (3 files) |
    | [mill-fire.xlsx](mill-fire.xlsx) | … | Every view and table as a sheet of one workbook, and what the columns mean. No cell holds a formula. |
    | [CODEBOOK.md](CODEBOOK.md) | … | What every table and column means, and what is in it. |
    | [LICENSE.md](LICENSE.md) | … | The licence of the records, and what it does not cover. |
    | [ATTRIBUTION.md](ATTRIBUTION.md) | … | Who made the dataset, and from which sources. |
    | [CITATION.cff](CITATION.cff) | … | How to cite this version, for reference managers (Citation File Format 1.2.0). |
    | [data/csv-metadata.json](data/csv-metadata.json) | … | The canonical files as CSV on the Web describes them. |
    | [croissant.json](croissant.json) | … | The release as Croissant 1.1 and schema.org describe it. |

    \`datapackage.json\` describes all of them: every file with its size, rows and SHA-256, every column with its type. \`ro-crate-metadata.json\` says the same in the words of RO-Crate, and \`SHA256SUMS\` lists the hashes once more.

    ## Load

    The CSV files are UTF-8, comma-separated, with a header and no byte-order mark. An empty cell means “not stated”, and text such as \`NA\` is text: both are set below.

    **Python**

    \`\`\`python
    import pandas as pd
    statements = pd.read_csv("views/statements.csv", keep_default_na=False, na_values=[""])
    statements = pd.read_parquet("parquet/statements.parquet")  # the same, with types
    \`\`\`

    **R**

    \`\`\`r
    statements <- read.csv("views/statements.csv", na.strings = "", fileEncoding = "UTF-8")
    statements <- readr::read_csv("views/statements.csv", na = "")  # or with readr
    \`\`\`

    **DuckDB**

    \`\`\`sql
    SELECT * FROM read_csv('views/statements.csv', header = true);
    SELECT * FROM 'parquet/statements.parquet';
    \`\`\`

    **Excel**

    Open [mill-fire.xlsx](mill-fire.xlsx): every table and view is a sheet, and no cell is a formula.

    ## Cite

    > Mara Lind (2026-11-23): The Sedge mill fire, version 1.2.0 \\[dataset], https://example.org/mill-fire

    \`CITATION.cff\` says the same to reference managers. Cite the version: later ones may differ.

    ## Check

    No byte has changed since the release was cut when this says OK for every file:

    \`\`\`sh
    sha256sum --check SHA256SUMS
    \`\`\`

    ## Rights

    See [LICENSE.md](LICENSE.md) for the licence and what it does not cover, and [ATTRIBUTION.md](ATTRIBUTION.md) for who made this and from which sources.
    "
  `);
});

test("every file that README names is in the release", () => {
  const { files } = release;
  const text = release.text("README.md");
  const linked = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = ""]) => path);
  const loaded = [...text.matchAll(/["'](\w+\/\w+\.\w+)["']/g)].map(([, path = ""]) => path);
  const exists = (path: string): boolean =>
    path.endsWith("/") ? [...files.keys()].some((file) => file.startsWith(path)) : files.has(path);
  expect(loaded.length).toBeGreaterThan(4);
  expect([...linked, ...loaded].filter((path) => !exists(path))).toEqual([]);
});

test("what README says to DuckDB and to SQLite gives the rows", async () => {
  const dataset = millFire({ exports: ["csv", "parquet", "sqlite"] });
  const { files, text } = await plannedRelease(dataset);
  const statements = [...text("README.md").matchAll(/^SELECT \* FROM .*$/gm)].map(([sql]) => sql);
  expect(statements).toHaveLength(2);
  for (const sql of statements) {
    const [, path = ""] = sql.match(/'(.*?)'/) ?? [];
    const rows = await readWithDuckDb(
      path.replace("/", "-"),
      files.get(path) ?? "",
      sql.replace(path, "{path}"),
    );
    expect(rows.map((row) => row.claim_id)).toEqual(
      (await rowsOf(viewOf(dataset))).map((row) => row.claim_id),
    );
  }
  const [, name = "", query = ""] =
    text("README.md").match(/^sqlite3 -readonly (\S+) '(.*)'$/m) ?? [];
  const { tables } = (await readWithPython("sqlite", files.get(name) ?? "")) as {
    tables: Record<string, unknown[][]>;
  };
  expect(query).toBe("SELECT * FROM statements LIMIT 5");
  expect(tables.statements).toHaveLength(7);
});

test("LICENSE names the licence, and what it does not cover", () => {
  expect(release.text("LICENSE.md")).toMatchInlineSnapshot(`
    "# Licence

    **The Sedge mill fire**, version 1.2.0, is published under the licence **Creative Commons Attribution 4.0 International** (SPDX: [CC-BY-4.0](https://spdx.org/licenses/CC-BY-4.0.html)).

    ## Words of others

    Quoted words belong to their authors.

    What each source says about its rights stands in [ATTRIBUTION.md](ATTRIBUTION.md).
    "
  `);
});

test("ATTRIBUTION names who made it, and every source with its rights", () => {
  expect(release.text("ATTRIBUTION.md")).toMatchInlineSnapshot(`
    "# Attribution

    **The Sedge mill fire**, version 1.2.0: who made it, and from what.

    ## Made by

    - Sedge History Circle (publisher) <https://example.org/circle>
    - Mara Lind (author)

    ## Sources

    ### Fire at the Sedge mill

    - Author: Ida Fenn
    - Publisher: Harbour Gazette
    - Published: 1921-03-05
    - Language: en
    - Rights, as the source states them: CC-BY-4.0
    - Address: <https://example.org/gazette/1921-03-05>
    - File: \`001_gazette.txt\`, 1.2 kB, SHA-256 \`aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\`
    - 4 claims are taken from it
    - Id: \`gazette-1921\`

    ### pamphlet

    - Author: Author of the pamphlet (unnamed)
    - Declared affiliation: Mill Workers' Union
    - Language: en
    - Rights, as the source states them: not stated
    - File: \`002_pamphlet.txt\`, 800 B, SHA-256 \`bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\`
    - 3 claims are taken from it
    - Id: \`pamphlet\`
    "
  `);
});

test("CITATION.cff is the citation for reference managers", () => {
  expect(release.text("CITATION.cff")).toMatchInlineSnapshot(`
    "cff-version: 1.2.0
    message: "If you use this dataset, please cite this version of it."
    type: dataset
    title: "The Sedge mill fire"
    abstract: "What two newspapers say about a fire that never was."
    authors:
      - name: "Mara Lind"
    version: "1.2.0"
    date-released: "2026-11-23"
    license: "CC-BY-4.0"
    url: "https://example.org/mill-fire"
    keywords:
      - "fire"
      - "mill"
    "
  `);
});

test("CODEBOOK explains a view, a table and a codelist, and shows no bare number", () => {
  const page = release.text("CODEBOOK.md");
  expect(page.match(/^## .*/gm)).toMatchInlineSnapshot(`
    [
      "## How to read it",
      "## Contents",
      "## How the tables join",
      "## statements",
      "## estimates",
      "## timeline",
      "## quotations_flat",
      "## conflicts_flat",
      "## sources",
      "## entities",
      "## names",
      "## claims",
      "## attributions",
      "## evidence",
      "## quantities",
      "## quotations",
      "## citations",
      "## conflicts",
      "## conflict_members",
      "## retired_ids",
      "## passages",
      "## Codelist: acts",
      "## Codelist: certainties",
      "## Codelist: conflict_kinds",
      "## Codelist: conflict_strengths",
      "## Codelist: date_bases",
      "## Codelist: entity_kinds",
      "## Codelist: entity_types",
      "## Codelist: evidence_roles",
      "## Codelist: living",
      "## Codelist: measures",
      "## Codelist: modalities",
      "## Codelist: name_kinds",
      "## Codelist: passage_kinds",
      "## Codelist: polarities",
      "## Codelist: predicates",
      "## Codelist: published_bases",
      "## Codelist: qualifiers",
      "## Codelist: retired_statuses",
      "## Codelist: voices",
    ]
  `);
  expect(section(page, "## claims")).toMatchInlineSnapshot(`
    "## claims

    In a source, a chain of speakers asserts something, in a modality. A claim is never a fact by itself: who asserts it stands in the attributions, in which words in the evidence.

    [data/claims.csv](data/claims.csv) · 7 rows · key: \`id\`

    | column | meaning | type | filled | values | example |
    | --- | --- | --- | ---: | --- | --- |
    | \`id\` | **Claim id.** The id of the source, a dot, and a name that no other claim of that source has. | text | 100 % | all distinct | \`gazette-1921.fire\` |
    | \`source_id\` | **Source.** The source that the claim stands in. | text | 100 % | 2 distinct | \`gazette-1921\` |
    | \`subject_id\` | **Subject.** Whom or what the claim is about, by entity id. | text | 100 % | 3 distinct | \`fire-1921\` |
    | \`predicate\` | **Predicate.** What is said of the subject. The codelist says which types of subject and object it takes. | text | 100 % | 5 of 82 codes in [predicates](#codelist-predicates) | \`took_place\` |
    | \`object_id\` | **Object.** The other party of the claim, by entity id, when the predicate takes one. | text | 43 % | 1 distinct | \`fire-1921\` |
    | \`value\` | **Value.** The words that the claim gives as a value, such as a characterisation or the name of an office; they stand in the quote. | text | 29 % | all distinct | \`a day of mourning\` |
    | \`polarity\` | **Polarity.** Whether the claim affirms or denies. A denial is a claim of its own. | text | 100 % | 2 of 2 codes in [polarities](#codelist-polarities) | \`affirmed\` |
    | \`modality\` | **Modality.** In what sense it is said: asserted, reported, alleged, estimated, planned, hoped, and so on. The codelist says which modalities speak of what happened. | text | 100 % | 5 of 17 codes in [modalities](#codelist-modalities) | \`asserted\` |
    | \`voice\` | **Voice.** In which part of the text it stands: the author's own words, a quotation, a caption, a footnote, and so on. | text | 100 % | 2 of 9 codes in [voices](#codelist-voices) | \`author\` |
    | \`about_id\` | **About claim.** The claim that this one is about, such as the figure that somebody confirms or the call that somebody echoes. | text | 0 % |  |  |
    | \`date_text\` | **Date as printed.** The words that give the date. | text | 71 % | all distinct | \`on Thursday\` |
    | \`date\` | **Date as stated.** What the printed words alone allow, in EDTF; \`XXXX\` for a year that is not printed. | date (EDTF) | 71 % | all distinct | \`1921-03\` |
    | \`date_inferred\` | **Date as inferred.** A date that was inferred beyond the printed words, in EDTF. It never replaces the stated one. | date (EDTF) | 14 % | 1 distinct | \`1921-03-03\` |
    | \`date_basis\` | **Basis of the inferred date.** What the inferred date rests on. | text | 14 % | 1 of 3 codes in [date_bases](#codelist-date_bases) | \`same_document\` |
    | \`date_note\` | **Note on the inferred date.** How the date was inferred, in a sentence. | text | 14 % | 1 distinct | \`The paper appeared on Saturday, 5 March 1921.\` |
    | \`date_earliest\` | **Earliest day.** The first day that the date allows: of the inferred date when there is one, else of the stated one. Computed, for sorting and filtering; never the date itself. | day (YYYY-MM-DD) | 57 % | 1921-03-03 to 1921-03-11 | \`1921-03-03\` |
    | \`date_latest\` | **Latest day.** The last day that the date allows: of the inferred date when there is one, else of the stated one. Computed, for sorting and filtering; never the date itself. | day (YYYY-MM-DD) | 57 % | 1921-03-03 to 1921-03-11 | \`1921-03-03\` |
    | \`as_of\` | **As of.** The time at which a lasting state, such as holding an office, is said to hold, in EDTF. | date (EDTF) | 0 % |  |  |
    | \`from_place_id\` | **From place.** Where a movement starts, by entity id; the place is where it ends. | text | 0 % |  |  |
    | \`place_id\` | **Place.** Where it is said to have happened or to apply, by entity id. | text | 14 % | 1 distinct | \`sedge-mill\` |
    | \`event_id\` | **Event.** The event that the claim belongs to, by entity id. | text | 29 % | 1 distinct | \`fire-1921\` |
    | \`note\` | **Note.** A remark by the curators. | text | 14 % | 1 distinct | \`The accusation stands in the pamphlet alone.\` |

    "
  `);
  expect(section(page, "## quantities")).toMatchInlineSnapshot(`
    "## quantities

    A number that a claim states: its words, its value, its qualifier, and what is counted. A value is never to be read without its qualifier: \`more than 30,000\` is 30000 and \`at_least\`.

    [data/quantities.csv](data/quantities.csv) · 2 rows · key: \`claim_id\`

    | column | meaning | type | filled | values | example |
    | --- | --- | --- | ---: | --- | --- |
    | \`claim_id\` | **Claim.** The claim that states the number. | text | 100 % | all distinct | \`gazette-1921.toll\` |
    | \`expression\` | **Expression.** The number in the words of the source, with the words that qualify it. | text | 100 % | all distinct | \`twelve\` |
    | \`value\` | **Value.** The number itself; the lower end of a range. Absent when the words are vague, such as \`several thousand\`. | number | 100 % | all distinct |  |
    | \`value_to\` | **Upper end.** The upper end of a range. | number | 0 % |  |  |
    | \`minimum\` | **Minimum.** The least number that the words allow, when they set one. Computed from the value and its qualifier. | number | 100 % | all distinct |  |
    | \`maximum\` | **Maximum.** The greatest number that the words allow, when they set one. Computed from the value and its qualifier. | number | 50 % | 1 distinct |  |
    | \`qualifier\` | **Qualifier.** How the value is to be read: exact, approximate, a lower or upper bound, a range, or vague. | text | 100 % | 2 of 6 codes in [qualifiers](#codelist-qualifiers) | \`exact\` |
    | \`measure\` | **Measure.** What is counted. | text | 100 % | 1 of 29 codes in [measures](#codelist-measures) | \`killed\` |
    | \`unit\` | **Unit.** The unit of the number. | text | 100 % | 1 distinct | \`people\` |
    | \`population\` | **Population.** Of whom or of what it is a count, in words close to the source. | text | 50 % | 1 distinct | \`workers\` |
    | \`event_id\` | **Event.** The event that the number belongs to, by entity id. | text | 0 % |  |  |
    | \`place_id\` | **Place.** The place that the number belongs to, by entity id. | text | 50 % | 1 distinct | \`sedge-mill\` |

    "
  `);
  expect(section(page, "## How the tables join")).toMatchInlineSnapshot(`
    "## How the tables join

    | key | is referred to by |
    | --- | --- |
    | \`entities.id\` | \`sources.authors\` (each item), \`sources.publisher\`, \`sources.affiliation\`, \`entities.part_of\`, \`names.entity_id\`, \`claims.subject_id\`, \`claims.object_id\`, \`claims.from_place_id\`, \`claims.place_id\`, \`claims.event_id\`, \`attributions.agent_id\`, \`attributions.work_id\`, \`quantities.event_id\`, \`quantities.place_id\`, \`quotations.speaker_id\`, \`quotations.addressee_id\`, \`quotations.work_id\`, \`citations.work_id\` |
    | \`sources.id\` | \`names.source_id\`, \`claims.source_id\`, \`evidence.source_id\`, \`citations.source_id\`, \`passages.source_id\` |
    | \`claims.id\` | \`claims.about_id\`, \`attributions.claim_id\`, \`evidence.claim_id\`, \`quantities.claim_id\`, \`quotations.claim_id\`, \`conflict_members.claim_id\` |
    | \`conflicts.id\` | \`conflict_members.conflict_id\` |

    "
  `);
  expect(section(page, "## Codelist: modalities")).toMatchInlineSnapshot(`
    "## Codelist: modalities

    Used by \`claims.modality\`.

    | code | meaning | happened | rows |
    | --- | --- | --- | ---: |
    | \`asserted\` | **Asserted.** The last speaker in the chain states it as a fact, and that speaker is an author of the source. | yes | 3 |
    | \`reported\` | **Reported.** The author passes on as a fact what somebody else states, without marking distance from it. | yes | 1 |
    | \`alleged\` | **Alleged.** The words mark it as an allegation, suspicion or charge not yet decided. | no | 1 |
    | \`estimated\` | **Estimated.** The words mark it as an estimate. | no | 1 |
    | \`planned\` | **Planned.** The words say it is or was planned, without saying whether it was done. | no | 1 |

    Not used in this version: \`claimed\`, \`believed\`, \`inference\`, \`possible\`, \`conditional\`, \`recommended\`, \`goal\`, \`hope\`, \`planned_not_done\`, \`prospective\`, \`evaluation\`, \`characterisation\`.

    "
  `);
  expect(section(page, "## Codelist: qualifiers")).toMatchInlineSnapshot(`
    "## Codelist: qualifiers

    Used by \`quantities.qualifier\`.

    | code | meaning | rows |
    | --- | --- | ---: |
    | \`exact\` | **Exact.** The number is given without any qualifying word. | 1 |
    | \`at_least\` | **At least.** The number is given as a lower bound: more than, over, at least, as young as for ages upwards. | 1 |

    Not used in this version: \`approximate\`, \`at_most\`, \`range\`, \`vague\`.

    "
  `);
});

test("without a given time no document has one", async () => {
  const dataset = millFire({ exports: ["csv", "xlsx", "sqlite"] });
  const dated = (await plannedRelease(dataset, "2031-05-06T07:08:09Z")).files;
  const undated = (await plannedRelease(dataset, null)).files;
  const mention = (files: ReadonlyMap<string, Uint8Array>): string[] =>
    [...files].flatMap(([path, bytes]) =>
      Buffer.from(bytes).toString("latin1").includes("2031-05-06") ? [path] : [],
    );
  expect(mention(dated)).toEqual([
    "mill-fire.sqlite",
    "CITATION.cff",
    "data/csv-metadata.json",
    "croissant.json",
    "README.md",
    "ro-crate-metadata.json",
    "datapackage.json",
  ]);
  const year = String(new Date().getFullYear());
  expect([...undated.values()].filter((bytes) => Buffer.from(bytes).includes(`${year}-`))).toEqual(
    [],
  );
});

test("a dataset that says next to nothing of itself has all documents, and they say nothing more", async () => {
  const bare = datasetOf([
    tableOf(definitionOf("stations", [fieldOf("id", "string")]), [{ id: "a" }]),
  ]);
  const { files, text } = await plannedRelease(bare, null);
  expect([...files.keys()]).toEqual([
    "data/stations.csv",
    "schema/stations.schema.json",
    "changes/changes.csv",
    "changes/changes.json",
    "changes/CHANGELOG.md",
    "CODEBOOK.md",
    "LICENSE.md",
    "ATTRIBUTION.md",
    "CITATION.cff",
    "data/csv-metadata.json",
    "croissant.json",
    "README.md",
    "ro-crate-metadata.json",
    "datapackage.json",
    "SHA256SUMS",
  ]);
  expect(text("ATTRIBUTION.md")).toMatchInlineSnapshot(`
    "# Attribution

    **Plain tables**, version 1.0.0: who made it, and from what.
    "
  `);
  expect(text("CITATION.cff")).toMatchInlineSnapshot(`
    "cff-version: 1.2.0
    message: "If you use this dataset, please cite this version of it."
    type: dataset
    title: "Plain tables"
    authors:
      - name: "Contributors to Plain tables"
    version: "1.0.0"
    license: "CC0-1.0"
    "
  `);
  expect(text("LICENSE.md")).toMatchInlineSnapshot(`
    "# Licence

    **Plain tables**, version 1.0.0, is published under the licence **Creative Commons Zero v1.0 Universal** (SPDX: [CC0-1.0](https://spdx.org/licenses/CC0-1.0.html)).
    "
  `);
});

test("a licence of one's own is named, and not taken for one of the SPDX list", async () => {
  const dataset = millFire({ licence: "LicenseRef-press-only" });
  const { text, json } = await plannedRelease(dataset);
  expect(text("LICENSE.md")).toContain("under the licence **LicenseRef-press-only**.");
  expect(text("CITATION.cff")).not.toContain("license");
  expect(json("croissant.json")).toMatchObject({ license: "LICENSE.md" });
  expect(json("data/csv-metadata.json")).toMatchObject({
    "dc:license": { "@id": "../LICENSE.md" },
  });
});

test.each(["1.2", "1.1"] as const)(
  "YAML %s reads the words of CITATION.cff as they are",
  async (version) => {
    const words = naughtyTexts.filter((text) => text.trim() !== "");
    const dataset = millFire({
      title: words.join(" "),
      keywords: words,
      contributors: words.map((title) => ({ title })),
    });
    const { text } = await plannedRelease(dataset);
    const read = parse(text("CITATION.cff"), { version });
    expect(read.title).toBe(words.join(" "));
    expect(read.keywords).toEqual(words);
    expect(read.authors).toEqual(words.map((name) => ({ name })));
    expect(read.version).toBe("1.2.0");
    expect(read["date-released"]).toBe("2026-11-23");
  },
);

test("hostile words break no table of the codebook", async () => {
  const rows = naughtyTexts.map((words, index) => ({ id: index, words }));
  const fields = naughtyTexts
    .filter((text) => text.trim() !== "")
    .map((text, index) => fieldOf(`f${index}`, "string", { title: text, description: text }));
  const table = tableOf(
    definitionOf("naughty", [fieldOf("id", "integer"), fieldOf("words", "string"), ...fields]),
    rows,
  );
  const { text } = await plannedRelease(datasetOf([table]));
  const lines = section(text("CODEBOOK.md"), "## naughty")
    .split("\n")
    .filter((line) => line.startsWith("|"));
  expect(lines).toHaveLength(fields.length + 4);
  expect(new Set(lines.map((line) => line.replace(/\\[\\|]/g, "").split("|").length))).toEqual(
    new Set([8]),
  );
});

test("words stand in Markdown as they are", () => {
  expect(plain("a_b *c* [d](e) <f> `g` | h\nnext")).toBe(
    "a_b \\*c\\* \\[d](e) \\<f> \\`g\\` \\| h next",
  );
  expect([plain("# x"), plain("1. x"), plain("- x"), plain("_x_")]).toEqual([
    "\\# x",
    "1\\. x",
    "\\- x",
    "\\_x\\_",
  ]);
  expect(prose("`more than *` is at_least, and ` is no code")).toBe(
    "`more than *` is at_least, and \\` is no code",
  );
  expect([code("a`b"), code("`a"), code("a|b")]).toEqual(["``a`b``", "`` `a ``", "`a\\|b`"]);
});

test("a citation names authors before all others, and leaves out what is not known", () => {
  const facts = { dataset: millFire(), views: [], written: [] };
  expect(citationText({ ...facts, created: "2026-11-23T09:30:00Z" })).toBe(
    "Mara Lind (2026-11-23): The Sedge mill fire, version 1.2.0 [dataset], https://example.org/mill-fire",
  );
  expect(citationText({ ...facts, dataset: datasetOf([]) })).toBe(
    "Contributors to Plain tables: Plain tables, version 1.0.0 [dataset]",
  );
});

test("distinct values are counted up to a limit, and ranges over all rows", async () => {
  const definition = definitionOf("many", [fieldOf("id", "integer"), fieldOf("note", "string")]);
  const rows = Array.from({ length: mostDistinct + 1 }, (_, id) => ({
    id: id - 5,
    ...(id % 2 === 0 && { note: "same" }),
  }));
  const { fields } = await profileTable(tableOf(definition, rows, 1000));
  expect(fields.get("id")).toEqual({
    filled: mostDistinct + 1,
    least: -5,
    greatest: mostDistinct - 5,
    codes: new Map(),
    example: "-5",
  });
  expect(fields.get("note")).toEqual({
    filled: mostDistinct / 2 + 1,
    distinct: 1,
    codes: new Map(),
    example: "same",
  });
});
