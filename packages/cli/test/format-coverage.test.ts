import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkCoverage, checkProject, type DocumentCoverage } from "@sourcebook/ingest";
import { beforeAll, expect, test } from "vitest";
import { formatCoverage } from "../src/coverage/format-coverage.ts";

const root = join(import.meta.dirname, "../../..");

async function coverageOf(folder: string): Promise<readonly DocumentCoverage[]> {
  const { dataset, issues, files } = await checkProject(join(root, folder));
  if (!dataset) throw new Error(JSON.stringify(issues.slice(0, 3)));
  return checkCoverage(dataset, files);
}

let seeds: readonly DocumentCoverage[];
beforeAll(async () => {
  seeds = await coverageOf("seeds");
});

test("the page on the first dataset is current", async () => {
  const page = join(root, "docs/data/coverage.md");
  if (process.env.UPDATE_DOCS === "1") await writeFile(page, formatCoverage(seeds));
  expect(await readFile(page, "utf8"), "UPDATE_DOCS=1 writes the page anew").toBe(
    formatCoverage(seeds),
  );
});

test("no sentence of the first dataset's documents is uncovered", () => {
  const uncovered = seeds.flatMap(({ source_id, sentences }) =>
    sentences
      .filter(({ state }) => state === "none")
      .map(({ line, column, text }) => `${source_id} ${line}:${column} ${text}`),
  );
  expect(uncovered).toEqual([]);
});

test("every claimed sentence of them is quoted whole, every listed passage has a reason", () => {
  const gaps = seeds.flatMap(({ source_id, sentences, passages }) =>
    [
      ...sentences.filter(({ state, share }) => state === "claim" && share < 1),
      ...passages.filter(({ reason }) => reason === undefined),
    ].map(({ line, column, text }) => `${source_id} ${line}:${column} ${text}`),
  );
  expect(gaps).toEqual([]);
});

test("uncovered sentences are listed with their places, passages with kind and reason", async () => {
  expect(
    formatCoverage(await coverageOf("packages/ingest/test/fixtures/faultless")),
  ).toMatchInlineSnapshot(`
    "# Coverage

    A sentence, heading, caption or footnote is _claimed_ when a claim or a citation quotes any of it, _only listed_ when nothing quotes it but it is listed as a passage, and _uncovered_ otherwise. _Quoted in part_ counts the claimed ones with letters or digits, marks of recorded footnotes aside, in no quote and no passage; _least_ is the smallest share of one that is. Places are line and column of the document.

    | document | sentences | claimed | quoted in part | least | only listed | uncovered |
    | --- | --- | --- | --- | --- | --- | --- |
    | lind-1921 | 10 | 4 | 2 | 60 % | 1 | 5 |

    ## lind-1921

    Document: lind.txt. Passages listed: 1 chrome.

    ### Uncovered sentences

    | place | words |
    | --- | --- |
    | 1:1 | The Harbour Fire |
    | 3:1 | by Ada Lind |
    | 7:57 | Berg had warned the town council in the summer of 1920. |
    | 9:1 | The council has denied this.¹ |
    | 9:31 | The council never paid. |

    ### Listed passages

    | place | kind | words | in a claimed sentence | reason |
    | --- | --- | --- | --- | --- |
    | 13:1 | chrome | Share this page | no | A link of the web page. |
    "
  `);
});

test("marks of Markdown and of terminals in a document are shown, not obeyed", () => {
  const words = "\u001b[31m| <b>*a*</b>\n# _b_ & `c`\u202e";
  const place = { start: 0, end: 9, line: 1, column: 1 };
  const hostile: DocumentCoverage = {
    source_id: "hostile",
    file: "a_b.txt",
    sentences: [{ text: words, ...place, state: "none", share: 0 }],
    passages: [{ kind: "chrome", text: words.repeat(9), ...place, reason: "[x](y) | z" }],
  };
  expect(formatCoverage([hostile])).toMatchInlineSnapshot(`
    "# Coverage

    A sentence, heading, caption or footnote is _claimed_ when a claim or a citation quotes any of it, _only listed_ when nothing quotes it but it is listed as a passage, and _uncovered_ otherwise. _Quoted in part_ counts the claimed ones with letters or digits, marks of recorded footnotes aside, in no quote and no passage; _least_ is the smallest share of one that is. Places are line and column of the document.

    | document | sentences | claimed | quoted in part | least | only listed | uncovered |
    | --- | --- | --- | --- | --- | --- | --- |
    | hostile | 1 | 0 | 0 |  | 0 | 1 |

    ## hostile

    Document: a_b.txt. Passages listed: 1 chrome.

    ### Uncovered sentences

    | place | words |
    | --- | --- |
    | 1:1 | \\\\u001b\\[31m\\| \\<b>\\*a\\*\\</b> # \\_b\\_ \\& \\\`c\\\`\\\\u202e |

    ### Listed passages

    | place | kind | words | in a claimed sentence | reason |
    | --- | --- | --- | --- | --- |
    | 1:1 | chrome | \\\\u001b\\[31m\\| \\<b>\\*a\\*\\</b> # \\_b\\_ \\& \\\`c\\\`\\\\u202e\\\\u001b\\[31m\\| \\<b>\\*a\\*\\</b> # \\_b\\_ \\& \\\`c\\\`\\\\u202e\\\\u001b\\[31m\\| \\<b>\\*a\\*\\</b> # \\_b\\_ \\& \\\`c\\\`\\\\u202e\\\\u001b\\[31m\\| \\<b… | no | \\[x](y) \\| z |
    "
  `);
});

test("a dataset without documents", () => {
  expect(formatCoverage([]).split("\n").slice(4)).toEqual([
    "| document | sentences | claimed | quoted in part | least | only listed | uncovered |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    "",
  ]);
});
