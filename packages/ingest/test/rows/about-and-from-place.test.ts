import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { checkFiles } from "../../src/index.ts";
import { filesAbout, fixtureFiles, formatIssues, rowsByTable } from "../support/project.ts";

const letter = "The ship came from Varholm. Berg called the report of it false.\n";

const source = (id: string, file: string, records: string): string => `source:
  id: ${id}
  file: ${file}
  sha256: ${createHash("sha256").update(letter).digest("hex")}
  authors: [ada-lind]
  published_basis: unknown
  language: en
  rights: not stated
${records}`;

const arrival = `claims:
  - id: arrival
    subject: nils-berg
    predicate: travelled_to
    from_place: varholm
    quote: The ship came from Varholm.
    context: Berg called
`;

const names = `names:
  nils-berg: [{ form: Berg, kind: short }]
  varholm: [{ form: Varholm, kind: full }]
`;

const calledFalse = (id: string, about: string) => `  - id: ${id}
    subject: nils-berg
    predicate: said
    about: ${about}
    quote: Berg called the report of it false.
`;

test("a claim may be about one of its own source, by its own id, or about any, by its whole id", async () => {
  const { issues, dataset } = checkFiles(
    await fixtureFiles("faultless", {
      "documents/letter.txt": letter,
      "documents/copy.txt": letter,
      "sources/letter-1922.yaml": source(
        "letter-1922",
        "letter.txt",
        `${names}${arrival}${calledFalse("by-own-id", "arrival")}${calledFalse("by-whole-id", "letter-1922.arrival")}`,
      ),
      "sources/copy-1923.yaml": source(
        "copy-1923",
        "copy.txt",
        `${names}${arrival}${calledFalse("by-whole-id", "letter-1922.arrival")}`,
      ),
    }),
  );
  expect(formatIssues(issues.filter(({ severity }) => severity === "error"))).toBe("");
  const { claims } = await rowsByTable(dataset);
  expect(
    claims
      ?.filter(({ source_id }) => source_id !== "lind-1921")
      .map(({ id, about_id, from_place_id, place_id }) => [id, about_id, from_place_id, place_id]),
  ).toEqual([
    ["copy-1923.arrival", undefined, "varholm", undefined],
    ["copy-1923.by-whole-id", "letter-1922.arrival", undefined, undefined],
    ["letter-1922.arrival", undefined, "varholm", undefined],
    ["letter-1922.by-own-id", "letter-1922.arrival", undefined, undefined],
    ["letter-1922.by-whole-id", "letter-1922.arrival", undefined, undefined],
  ]);
});

test("an unknown claim, an unknown place and a place that is not named are told where they stand", async () => {
  const { issues, dataset } = checkFiles(
    await filesAbout(
      letter,
      `${names}claims:
  - id: arrival
    subject: nils-berg
    predicate: travelled_to
    about: arival
    from_place: varholm
    quote: Berg called the report of it false.
  - id: departure
    subject: nils-berg
    predicate: travelled_to
    about: letter-1922.nothing-of-the-kind
    from_place: varhol
    quote: Berg called the report of it false.
`,
    ),
  );
  expect(dataset).toBe(undefined);
  expect(
    formatIssues(issues.filter(({ severity }) => severity === "error")),
  ).toMatchInlineSnapshot(`
    "sources/lind-1921.yaml:16:12: error [unknown-claim] There is no lind-1921.arival in the table claims.
      Did you mean "lind-1921.arrival"?
    sources/lind-1921.yaml:17:17: error [name-not-in-words] The from_place varholm is not named in the quote or the context.
      Quote a sentence that names it in “context:” (Varholm), or list the printed form under “names:”.
    sources/lind-1921.yaml:22:12: error [unknown-claim] There is no letter-1922.nothing-of-the-kind in the table claims.
      Write it as <source-id>.<claim-id>; a claim of the same source may go by its own id alone in \`about\`.
    sources/lind-1921.yaml:23:17: error [unknown-entity] There is no varhol in the table entities.
      Did you mean "varholm"?
    "
  `);
});
