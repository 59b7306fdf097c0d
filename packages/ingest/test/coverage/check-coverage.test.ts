import { expect, test } from "vitest";
import { checkCoverage, checkFiles } from "../../src/index.ts";
import { fixtureFiles, formatIssues, sourceText } from "../support/project.ts";

test("tells what each sentence of a document is used for", async () => {
  const files = await fixtureFiles("faultless");
  const { dataset } = checkFiles(files);
  if (dataset === undefined) throw new Error("the fixture has no fault");
  const coverage = await checkCoverage(dataset, files);
  const lines = coverage.flatMap(({ source_id, file, sentences, passages }) => [
    `${source_id} ${file}`,
    ...sentences.map(
      ({ line, column, start, end, state, share, text }) =>
        `${line}:${column} ${start}-${end} ${state} ${share} ${text}`,
    ),
    ...passages.map((passage) => JSON.stringify(passage)),
  ]);
  expect(lines).toMatchInlineSnapshot(`
    [
      "lind-1921 lind.txt",
      "1:1 0-16 none 0 The Harbour Fire",
      "3:1 18-29 none 0 by Ada Lind",
      "5:1 31-88 claim 1 On 3 May 1921 a fire broke out in the harbour of Varholm.",
      "5:59 89-129 claim 1 More than 1,200 people lost their homes.",
      "7:1 131-186 claim 0.6 “We saw it coming,” said Nils Berg, the harbour master.",
      "7:57 187-242 none 0 Berg had warned the town council in the summer of 1920.",
      "9:1 244-273 none 0 The council has denied this.¹",
      "9:31 274-297 none 0 The council never paid.",
      "11:1 299-332 claim 0.96 ¹ Varholm Gazette, June 12, 1921.",
      "13:1 334-349 passage 1 Share this page",
      "{"kind":"chrome","text":"Share this page","start":334,"end":349,"line":13,"column":1,"reason":"A link of the web page."}",
    ]
  `);
});

test("the mark of a recorded footnote is no word of the sentence it stands in", async () => {
  const quoting = sourceText.replace(
    /^claims:\n/mu,
    `claims:
  - id: denial
    subject: town-council
    predicate: said
    value: denied
    quote: The council has denied this
`,
  );
  const shareWith = async (records: string) => {
    const files = await fixtureFiles("faultless", { "sources/lind-1921.yaml": records });
    const { dataset, issues } = checkFiles(files);
    if (dataset === undefined) throw new Error(formatIssues(issues));
    const [coverage] = await checkCoverage(dataset, files);
    return coverage?.sentences.find(({ line }) => line === 9)?.share;
  };
  expect(await shareWith(quoting)).toBe(1);
  expect(await shareWith(quoting.replace(/^ +marker: .*\n/mu, ""))).toBe(0.95);
});
