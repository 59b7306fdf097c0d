import { expect, test } from "vitest";
import { checkFiles } from "../src/index.ts";
import { fixtureFiles, formatIssues, rowsByTable, sourceText } from "./support/project.ts";

test("a project without a fault gives no issue and all its tables", async () => {
  const { issues, dataset } = checkFiles(await fixtureFiles("faultless"));
  expect(formatIssues(issues)).toBe("");
  expect(await rowsByTable(dataset)).toMatchInlineSnapshot(`
    {
      "attributions": [
        {
          "act": "writes",
          "agent_id": "ada-lind",
          "certainty": "explicit",
          "claim_id": "lind-1921.fire-began",
          "step": 0,
        },
        {
          "act": "writes",
          "agent_id": "ada-lind",
          "certainty": "explicit",
          "claim_id": "lind-1921.homes-lost",
          "step": 0,
        },
        {
          "act": "writes",
          "agent_id": "ada-lind",
          "certainty": "explicit",
          "claim_id": "lind-1921.seen-coming",
          "step": 0,
        },
        {
          "act": "states",
          "agent_id": "nils-berg",
          "certainty": "explicit",
          "claim_id": "lind-1921.seen-coming",
          "step": 1,
        },
      ],
      "citations": [
        {
          "cited_date": "1921-06-12",
          "end": 331,
          "item": 1,
          "marker_start": 272,
          "number": 1,
          "source_id": "lind-1921",
          "start": 301,
          "text": "Varholm Gazette, June 12, 1921",
          "work_id": "gazette-report",
        },
      ],
      "claims": [
        {
          "date": "1921-05-03",
          "date_earliest": "1921-05-03",
          "date_latest": "1921-05-03",
          "date_text": "3 May 1921",
          "id": "lind-1921.fire-began",
          "modality": "asserted",
          "place_id": "varholm",
          "polarity": "affirmed",
          "predicate": "took_place",
          "source_id": "lind-1921",
          "subject_id": "harbour-fire",
          "voice": "author",
        },
        {
          "id": "lind-1921.homes-lost",
          "modality": "asserted",
          "polarity": "affirmed",
          "predicate": "has_quantity",
          "source_id": "lind-1921",
          "subject_id": "harbour-fire",
          "voice": "author",
        },
        {
          "id": "lind-1921.seen-coming",
          "modality": "asserted",
          "polarity": "affirmed",
          "predicate": "said",
          "source_id": "lind-1921",
          "subject_id": "nils-berg",
          "voice": "quotation",
        },
      ],
      "conflict_members": [],
      "conflicts": [],
      "entities": [
        {
          "id": "ada-lind",
          "label": "Ada Lind",
          "type": "person",
        },
        {
          "id": "gazette-report",
          "label": "Report in the Varholm Gazette",
          "type": "work",
        },
        {
          "id": "harbour-fire",
          "label": "Fire in the harbour of Varholm",
          "type": "event",
        },
        {
          "id": "nils-berg",
          "label": "Nils Berg",
          "type": "person",
        },
        {
          "id": "town-council",
          "label": "Town council of Varholm",
          "part_of": "varholm",
          "type": "organization",
        },
        {
          "id": "varholm",
          "label": "Varholm",
          "type": "place",
        },
      ],
      "evidence": [
        {
          "claim_id": "lind-1921.fire-began",
          "column": 1,
          "end": 88,
          "exact": "On 3 May 1921 a fire broke out in the harbour of Varholm.",
          "line": 5,
          "prefix": "The Harbour Fire

    by Ada Lind

    ",
          "role": "quote",
          "source_id": "lind-1921",
          "span": 0,
          "start": 31,
          "suffix": " More than 1,200 people lost the",
        },
        {
          "claim_id": "lind-1921.homes-lost",
          "column": 59,
          "end": 129,
          "exact": "More than 1,200 people lost their homes.",
          "line": 5,
          "prefix": " out in the harbour of Varholm. ",
          "role": "quote",
          "source_id": "lind-1921",
          "span": 0,
          "start": 89,
          "suffix": "

    “We saw it coming,” said Nils ",
        },
        {
          "claim_id": "lind-1921.seen-coming",
          "column": 1,
          "end": 165,
          "exact": "“We saw it coming,” said Nils Berg",
          "line": 7,
          "prefix": "1,200 people lost their homes.

    ",
          "role": "quote",
          "source_id": "lind-1921",
          "span": 0,
          "start": 131,
          "suffix": ", the harbour master. Berg had w",
        },
      ],
      "names": [
        {
          "entity_id": "nils-berg",
          "first_start": 161,
          "form": "Berg",
          "kind": "short",
          "occurrences": 2,
          "source_id": "lind-1921",
        },
        {
          "entity_id": "nils-berg",
          "first_start": 156,
          "form": "Nils Berg",
          "kind": "full",
          "occurrences": 1,
          "source_id": "lind-1921",
        },
        {
          "entity_id": "town-council",
          "first_start": 244,
          "form": "The council",
          "kind": "short",
          "occurrences": 2,
          "source_id": "lind-1921",
        },
        {
          "entity_id": "town-council",
          "first_start": 207,
          "form": "town council",
          "kind": "full",
          "occurrences": 1,
          "source_id": "lind-1921",
        },
        {
          "entity_id": "varholm",
          "first_start": 80,
          "form": "Varholm",
          "kind": "full",
          "occurrences": 2,
          "source_id": "lind-1921",
        },
      ],
      "passages": [
        {
          "column": 1,
          "end": 349,
          "exact": "Share this page",
          "kind": "chrome",
          "line": 13,
          "number": 1,
          "reason": "A link of the web page.",
          "source_id": "lind-1921",
          "start": 334,
        },
      ],
      "quantities": [
        {
          "claim_id": "lind-1921.homes-lost",
          "expression": "More than 1,200",
          "measure": "killed",
          "minimum": 1200,
          "qualifier": "at_least",
          "value": 1200,
        },
      ],
      "quotations": [
        {
          "claim_id": "lind-1921.seen-coming",
          "speaker_id": "nils-berg",
          "text": "We saw it coming",
        },
      ],
      "retired_ids": [],
      "sources": [
        {
          "authors": [
            "ada-lind",
          ],
          "bytes": 356,
          "file": "lind.txt",
          "id": "lind-1921",
          "language": "en",
          "media_type": "text/plain",
          "published_basis": "unknown",
          "rights": "not stated",
          "sha256": "14f509ab0a846c28851ae51d976862a5fa8b811f20cf89c8ebb78fdd0aca9311",
          "title": "The Harbour Fire",
        },
      ],
    }
  `);
});

test("a code that no codelist has is an issue, also where the list may grow", async () => {
  const misspelt = sourceText.replace("measure: killed", "measure: kiled");
  const { issues, dataset } = checkFiles(
    await fixtureFiles("faultless", { "sources/lind-1921.yaml": misspelt }),
  );
  expect(dataset).toBe(undefined);
  expect(formatIssues(issues)).toMatchInlineSnapshot(`
    "sources/lind-1921.yaml:32:91: error [cell-code] \`measure\` has a value that is not in its list.
      Did you mean \`killed\`?
    "
  `);
});

test("every fault of a project is reported at once, each at its place", async () => {
  const { issues, dataset } = checkFiles(await fixtureFiles("faulty"));
  expect(dataset).toBe(undefined);
  expect(formatIssues(issues)).toMatchInlineSnapshot(`
    "registry/broken.yaml:2:9: error [yaml-syntax] This is not YAML: a ": " stands where no key can begin.
      If it belongs to a text, quote the text or put it in a ">-" block; if it ends a key, indent the line like its neighbours, with a space behind a dash.
    registry/more.yaml:2:11: error [duplicate-id] \`id\` nils-berg was given at registry/all.yaml:3:11 already.
      Choose another id, or remove one of the two.
    sources/gone.yaml:3:9: error [document-missing] There is no documents/lindt.txt.
      Did you mean "lind.txt"?
    sources/lind-1921.yaml:4:11: error [document-changed] The file documents/lind.txt has other bytes than when it was pinned.
      Put the file back as it was; or, when the change is meant, check every quote and pin it anew:
        sha256: c0326016c61d72520e9f81498143bf897dc55dfc92e5bc988df20ab43cf50eb8
    sources/lind-1921.yaml:15:7: error [quote-not-found] The quote is not in lind.txt; the closest passage, 90 % alike, stands there at 5:1.
      The document says there: On 3 May 1921 a fire broke out in the harbour of Varholm.
    sources/lind-1921.yaml:20:12: error [quote-repeats] The quote stands twice in lind.txt: at 9:1, 9:31.
      Write it with "exact:", and add the line of the place that is meant:
        suffix: "has"  # 9:1
        suffix: "never"  # 9:31
    sources/lind-1921.yaml:21:9: error [duplicate-id] \`id\` lind-1921.repeats was given at sources/lind-1921.yaml:17:9 already.
      Choose another id, or remove one of the two.
    sources/lind-1921.yaml:24:5: error [unknown-key] There is no key \`modalty\` here.
      Did you mean "modality"?
    sources/lind-1921.yaml:26:11: error [invalid-date] \`date\`: There is no such day, month or season.
      Compare it with the words it stands for.
    "
  `);
});

test("while a registry file does not parse, no entity is called unknown", async () => {
  const registry = "entities:\n  - { id: a, type: person, label: A }\n";
  const { issues } = checkFiles(await fixtureFiles("faulty", { "registry/broken.yaml": registry }));
  const lines = formatIssues(issues.filter(({ code }) => code === "unknown-entity"));
  expect(lines).toMatchInlineSnapshot(`
    "sources/lind-1921.yaml:22:14: error [unknown-entity] There is no harbor-fire in the table entities.
      Did you mean "harbour-fire"?
    "
  `);
});

test("what the words do not carry is reported, value by value", async () => {
  const { issues } = checkFiles(await fixtureFiles("not-in-words"));
  expect(formatIssues(issues)).toMatchInlineSnapshot(`
    "registry/all.yaml:7:11: warning [orphaned-entity] Nothing refers to the entity gazette-report.
      Refer to it in a record, or remove it.
    sources/lind-1921.yaml:5:10: error [value-not-in-words] The title is not in lind.txt.
      Copy it as the document prints it, or remove the key.
    sources/lind-1921.yaml:6:14: error [date-not-in-words] The date of publication is said to be stated, but the day 13 is nowhere in lind.txt.
      Give only what the document prints, or set “published_basis: inferred” and say how in “published_note:”.
    sources/lind-1921.yaml:14:15: error [name-not-in-document] The form “Berger” is nowhere in lind.txt.
      Write it as the document prints it, misspellings included, or remove it.
    sources/lind-1921.yaml:46:37: error [value-not-in-words] The number 12000 is not in the expression “1,200”.
      Give the number that the words state; when they state none, as “several thousand”, use the qualifier vague without a value.
    sources/lind-1921.yaml:46:54: error [invalid-number] The range ends at 200, below its start at 12000.
      Give the lower end as \`value\` and the upper end as \`value_to\`.
    sources/lind-1921.yaml:46:54: error [value-not-in-words] The number 200 is not in the expression “1,200”.
      Give the number that the words state; when they state none, as “several thousand”, use the qualifier vague without a value.
    sources/lind-1921.yaml:46:86: error [cell-code] \`measure\` has a value that is not in its list.
      Choose a code from measures, or add this one to codelists/measures.csv.
    sources/lind-1921.yaml:51:29: error [value-not-in-words] The expression of the quantity is not in a part of the quote.
      Copy the number from the quote with the words that qualify it, as in “more than 30,000”.
    sources/lind-1921.yaml:51:50: error [invalid-number] “1,200” is not written as a number.
      Write digits only, with a point before decimals, as in 30000 or 1.5; the words as printed belong in expression.
    sources/lind-1921.yaml:51:86: error [cell-code] \`measure\` has a value that is not in its list.
      Choose a code from measures, or add this one to codelists/measures.csv.
    sources/lind-1921.yaml:53:5: error [cell-required] \`date_basis\` is empty, although \`date_inferred\` is given.
      Give \`date_basis\` a value, or remove \`date_inferred\`.
    sources/lind-1921.yaml:53:5: error [cell-required] \`date_note\` is empty, although \`date_inferred\` is given.
      Give \`date_note\` a value, or remove \`date_inferred\`.
    sources/lind-1921.yaml:57:11: error [date-not-in-words] The date 1920-07-01 says more than “the summer of 1920”: the month july, the day 1.
      Write X for digits that are not printed, as in XXXX-08-10, and put what you inferred into “date_inferred:”.
    sources/lind-1921.yaml:58:20: error [date-contradicts] The inferred date contradicts the stated one: the year is 1920 in one and 1921 in the other.
      An inferred date only fills in what the words leave open; correct one of the two.
    sources/lind-1921.yaml:62:14: error [name-not-in-words] The subject nils-berg is not named in the quote or the context.
      Quote a sentence that names it in “context:” (Nils Berg, Berger), or list the printed form under “names:”.
    sources/lind-1921.yaml:64:13: error [name-not-in-words] The object town-council is not named in the quote or the context.
      Quote a sentence that names it in “context:” (town council, The council), or list the printed form under “names:”.
    sources/lind-1921.yaml:65:12: error [name-not-in-words] The place varholm is not named in the quote or the context.
      Quote a sentence that names it in “context:” (Varholm), or list the printed form under “names:”.
    sources/lind-1921.yaml:66:12: error [value-not-in-words] The value is not in the quote.
      Copy the value from the words of the quote, or quote the words that say it.
    sources/lind-1921.yaml:67:27: error [name-not-in-words] The speaker nils-berg is not named in the quote or the context.
      Quote a sentence that names it in “context:” (Nils Berg, Berger), or list the printed form under “names:”.
    sources/lind-1921.yaml:67:49: error [name-not-in-words] The addressee town-council is not named in the quote or the context.
      Quote a sentence that names it in “context:” (town council, The council), or list the printed form under “names:”.
    sources/lind-1921.yaml:67:81: error [value-not-in-words] The quoted words are not in a part of the quote.
      Copy the value from the words of the quote, or quote the words that say it.
    sources/lind-1921.yaml:68:19: error [chain-without-author] The chain of attribution starts with nils-berg, who is no author of this source.
      Start it with an author (ada-lind); who is quoted comes after.
    sources/lind-1921.yaml:68:39: error [name-not-in-words] The agent town-council is not named in the quote or the context.
      Quote a sentence that names it in “context:” (town council, The council), or list the printed form under “names:”.
    sources/lind-1921.yaml:72:16: error [value-missing] The predicate characterised_as needs a value.
      Add a line "value: …" with words of the quote; \`characterised_as\` says: The speaker calls the subject what the value says, in the speaker's own loaded, legal or evaluating words; the object is what it is compared or equated with.
    sources/lind-1921.yaml:73:12: warning [quote-cuts-word] The quote starts or ends inside a word or number of lind.txt at 5:15: “[…]ke”.
      Quote whole words.
    sources/lind-1921.yaml:73:12: warning [text-cut-by-comment] The text ends at " #", where YAML starts a comment.
      If the rest belongs to the text, put it in a ">-" block; else move the comment to a line of its own.
    sources/lind-1921.yaml:77:31: error [quote-order] Part 2 of the quote stands nowhere in lind.txt behind the part before it.
      List the parts in the order of the document; they must not overlap.
    sources/lind-1921.yaml:81:21: error [quote-not-found] The quote is in lind.txt at 9:1, 9:31, but nowhere before the suffix "has paid".
      Replace the prefix and suffix by those of the place that is meant:
        suffix: "has"  # 9:1
        suffix: "never"  # 9:31
    sources/lind-1921.yaml:84:13: error [marker-missing] The words of the marker do not end with the mark of note 2.
      Quote a few words before the mark and the mark itself, as in “…²” or “…2”.
    sources/lind-1921.yaml:89:23: error [date-not-in-words] The date 1921-06-13 says more than the note: the day 13.
      Give only what the note prints; write X for digits that it does not.
    sources/lind-1921.yaml:90:16: error [value-not-in-words] The web address is not in the note.
      Copy it from the note, or remove the key: nothing comes from outside the sources.
    sources/lind-1921.yaml:92:17: error [value-not-in-words] The text of the item is not in the note, or stands before the item above it.
      Copy it from the note, and list the items in the order of the note.
    "
  `);
});

test("records that do not fit each other are reported", async () => {
  const { issues } = checkFiles(await fixtureFiles("misfit"));
  expect(formatIssues(issues)).toMatchInlineSnapshot(`
    "dataset.yaml:4:1: error [empty-value] \`contributors\` needs at least one item.
      Give it an item, or remove the key.
    dataset.yaml:5:8: error [unknown-reference] There is no model other.
      Write "model: documentary", or remove the key: that is the default.
    dataset.yaml:6:1: error [unknown-key] There is no key \`license\` here.
      Did you mean "licence"?
    documents/other.txt: warning [document-unused] No file in sources/ names this document.
      Write its source file, or remove the document.
    judgements/all.yaml:4:11: error [cell-code] \`kind\` has a value that is not in its list.
      Choose a code from conflict_kinds, or add this one to codelists/conflict_kinds.csv.
    judgements/all.yaml:8:18: error [unknown-claim] There is no lind-1921.homes-lots in the table claims.
      Did you mean "lind-1921.homes-lost"?
    judgements/all.yaml:9:18: error [duplicate-id] \`conflict_id\` number, \`claim_id\` lind-1921.homes-lost was given at judgements/all.yaml:7:18 already.
      Choose another id, or remove one of the two.
    judgements/all.yaml:13:13: error [cell-code] \`kind\` has a value that is not in its list.
      Choose a code from conflict_kinds, or add this one to codelists/conflict_kinds.csv.
    judgements/all.yaml:15:7: error [empty-value] \`members\` needs at least 2 items.
      Add what is missing.
    judgements/all.yaml:19:62: error [unknown-reference] There is no new in the table entities.
      Name the id that is used instead.
    judgements/all.yaml:20:14: error [unknown-reference] There is no table nothing.
      The tables with ids are sources, entities, claims, conflicts.
    judgements/all.yaml:20:56: error [cell-format] \`since\`: This is no semantic version.
      Write three numbers, such as 1.2.0.
    package.json:3:3: error [version-invalid] The version in package.json is no semantic version.
      Write it as "version": "1.2.3", in small letters and without build metadata.
    registry/more.yml: error [file-unexpected] Only files whose names end with .yaml are read in this folder.
      Rename it so that it ends with .yaml.
    registry/readme.md: warning [file-unexpected] Only files whose names end with .yaml are read in this folder.
      Move it elsewhere.
    registry/unused.yaml:2:11: warning [orphaned-entity] Nothing refers to the entity nobody.
      Refer to it in a record, or remove it.
    registry/unused.yaml:3:11: error [cell-format] \`id\` has not the right form.
      Write it like \`north-quay\`.
    registry/unused.yaml:3:11: warning [orphaned-entity] Nothing refers to the entity Bad Id.
      Refer to it in a record, or remove it.
    registry/unused.yaml:3:25: error [cell-code] \`type\` has a value that is not in its list.
      Did you mean \`place\`?
    registry/unused.yaml:3:25: error [row-rule] \`living\` is given for an entity that is no person.
      Remove \`living\`, or set \`type\` to \`person\`.
    sources/lind-1921.yaml:7:3: error [empty-value] \`published_basis\` has no value.
      Give it a value, or remove the key: what is absent is not stated.
    sources/lind-1921.yaml:8:3: error [wrong-shape] \`url\` is a list, but a text belongs here.
      Write it as docs/records.md shows.
    sources/lind-1921.yaml:23:9: error [retired-id-used] The id lind-1921.fire-began was retired at judgements/all.yaml:18:5 and is never used again.
      Choose a new id.
    sources/lind-1921.yaml:29:13: error [name-not-in-words] The object nils-berg is not named in the quote or the context.
      Quote a sentence that names it in “context:” (Nils Berg, Berg), or list the printed form under “names:”.
    sources/lind-1921.yaml:29:13: error [wrong-object-type] The object of took_place is place; this one is person.
      Choose another predicate, or another object; \`took_place\` says: The subject happened at the date, place and duration given in the other fields.
    sources/lind-1921.yaml:33:14: error [wrong-subject-type] The subject of was_executed is person, group, organization; this one is event.
      Choose another predicate, or another subject; \`was_executed\` says: The subject was put to death as an execution, in the words of the value; the object is who is said to have done it, empty when the words do not say.
    sources/lind-1921.yaml:35:29: error [value-not-in-words] The expression of the quantity is not in a part of the quote.
      Copy the number from the quote with the words that qualify it, as in “more than 30,000”.
    sources/lind-1921.yaml:36:12: warning [evidence-in-chrome] The quote lies in words that sources/lind-1921.yaml:21:5 lists as chrome.
      Quote the article itself, or take the passage off the list.
    sources/lind-1921.yaml:38:14: error [unknown-entity] There is no vaholm in the table entities.
      Did you mean "varholm"?
    sources/path.yaml:4:11: error [path-not-allowed] The file of a source is a name, not a path.
      Put the document into documents/ and give its bare name.
    sources/path.yaml:10:9: error [wrong-shape] \`claims\` is a text, but a list belongs here.
      Write its items between [ and ], or below it, each behind a dash.
    sources/same.yaml:2:3: error [missing-key] The key \`sha256\` is missing, which pins the bytes of the document.
      sha256: 14f509ab0a846c28851ae51d976862a5fa8b811f20cf89c8ebb78fdd0aca9311
    sources/same.yaml:3:9: error [duplicate-id] \`id\` lind-1921 was given at sources/lind-1921.yaml:2:7 already.
      Choose another id, or remove one of the two.
    sources/same.yaml:4:11: error [duplicate-value] \`file\` lind.txt was given at sources/lind-1921.yaml:3:9 already.
      Keep one.
    "
  `);
});

test("the order in which files come makes no difference", async () => {
  const files = [...(await fixtureFiles("misfit"))];
  const { issues } = checkFiles(new Map(files));
  expect(checkFiles(new Map(files.toReversed())).issues).toEqual(issues);
  const rows = async (files: ReadonlyMap<string, Uint8Array>) => {
    const { dataset } = checkFiles(files);
    return { inputs: dataset?.inputs, tables: await rowsByTable(dataset) };
  };
  const faultless = [...(await fixtureFiles("faultless"))];
  expect(await rows(new Map(faultless.toReversed()))).toEqual(await rows(new Map(faultless)));
});

test("of one kind of fault, a thousand are told and the rest is counted", async () => {
  const claims = Array.from({ length: 1200 }, (_, at) => `  - wrong ${at}\n`).join("");
  const { issues } = checkFiles(
    await fixtureFiles("faultless", { "sources/many.yaml": `source: {}\nclaims:\n${claims}` }),
  );
  const shapes = issues.filter(({ code }) => code === "wrong-shape");
  expect(shapes.length).toBe(1001);
  expect(shapes.map(({ message }) => message)).toContain(
    "200 more issues wrong-shape (error) in sources/many.yaml are not shown.",
  );
});
