import { expect, test } from "vitest";
import { checkFiles } from "../src/index.ts";
import { faultless, formatIssues, projectFiles } from "./support/project.ts";

test("a project without a fault gives no issue and all its tables", async () => {
  const { issues, dataset } = checkFiles(projectFiles());
  expect(formatIssues(issues)).toBe("");
  const rows: Record<string, unknown> = {};
  for (const table of dataset?.tables ?? []) {
    const all = [];
    for await (const batch of table.batches()) all.push(...batch);
    rows[table.definition.name] = all;
  }
  expect(rows).toMatchInlineSnapshot(`
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

test("a code that no codelist has is an issue, also where the list may grow", () => {
  const text = faultless["sources/lind-1921.yaml"] ?? "";
  const misspelt = text.replace("measure: killed", "measure: kiled");
  const { issues, dataset } = checkFiles(projectFiles({ "sources/lind-1921.yaml": misspelt }));
  expect(dataset).toBeUndefined();
  expect(formatIssues(issues)).toMatchInlineSnapshot(`
    "sources/lind-1921.yaml:32:91: error [cell-code] \`measure\` has a value that is not in its list.
      Did you mean \`killed\`?
    "
  `);
});
