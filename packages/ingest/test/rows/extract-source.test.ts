import { expect, test } from "vitest";
import { checkFiles } from "../../src/index.ts";
import { fixtureFiles, formatIssues, sourceText } from "../support/project.ts";

const judgements = `conflicts:
  - id: losses
    label: How many lost their homes
    kind: count
    strength: hard
    members:
      - { claim: lind-1921.homes-lost, value: more than 1200 }
      - { claim: lind-1921.fire-began, value: none }
`;

test("records whose document is missing are checked in all other respects, and cause no echo", async () => {
  const { issues } = checkFiles(
    await fixtureFiles("faultless", {
      "judgements/all.yaml": judgements,
      "sources/lind-1921.yaml": sourceText
        .replace("file: lind.txt", "file: gone.txt")
        .replace("kind: chrome", "kind: chromium")
        .replace("subject: nils-berg", "subject: niels-berg"),
    }),
  );
  expect(formatIssues(issues)).toMatchInlineSnapshot(`
    "documents/lind.txt: warning [document-unused] No file in sources/ names this document.
      Write its source file, or remove the document.
    sources/lind-1921.yaml:3:9: error [document-missing] There is no documents/gone.txt.
      Put the document there, under its own name.
    sources/lind-1921.yaml:20:13: error [cell-code] \`kind\` has a value that is not in its list.
      Choose a code from passage_kinds, or add this one to codelists/passage_kinds.csv.
    sources/lind-1921.yaml:35:14: error [unknown-entity] There is no niels-berg in the table entities.
      Did you mean "nils-berg"?
    "
  `);
});

test("records whose words are missing, too", async () => {
  const { issues } = checkFiles(
    await fixtureFiles("faultless", {
      "judgements/all.yaml": judgements,
      "sources/lind-1921.yaml": sourceText
        .replace("quote: Share this page", "quote: Share that page")
        .replace("note: ¹ Varholm Gazette", "note: ¹ Varholm Herald")
        .replace("quote: More than 1,200 people", "quote: More than 1,300 people")
        .replace("form: The council", "form: The board"),
    }),
  );
  expect(formatIssues(issues)).toMatchInlineSnapshot(`
    "sources/lind-1921.yaml:18:15: error [name-not-in-document] The form “The board” is nowhere in lind.txt.
      Write it as the document prints it, misspellings included, or remove it.
    sources/lind-1921.yaml:20:28: error [quote-not-found] The quote is not in lind.txt; the closest passage, 86 % alike, stands there at 13:1.
      The document says there: Share this page
    sources/lind-1921.yaml:33:12: error [quote-not-found] The quote is not in lind.txt; the closest passage, 97 % alike, stands there at 5:59.
      The document says there: More than 1,200 people lost their homes.
    sources/lind-1921.yaml:44:11: error [quote-not-found] The quote is not in lind.txt; the closest passage, 78 % alike, stands there at 11:1.
      The document says there: ¹ Varholm Gazette, June 12, 1921.
    "
  `);
});
