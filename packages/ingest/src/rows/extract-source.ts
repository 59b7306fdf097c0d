import type { SourceDocument } from "../documents/document.ts";
import type { ReceivedDocument } from "../documents/receive-documents.ts";
import { isTooRepetitive } from "../documents/repetitive-text.ts";
import type { Anchorer, FindWords } from "../evidence/anchor-quotes.ts";
import { checkWords, type EntitySketch, wordsOfSpans } from "../evidence/check-words.ts";
import { collectNameForms } from "../evidence/name-forms.ts";
import type { IssueList } from "../issue-list.ts";
import type { Located } from "../records/record-node.ts";
import type { PassageRecord, SourceFile } from "../records/source-file.ts";
import { extractCitationRows } from "./extract-citations.ts";
import { extractClaimRows } from "./extract-claims.ts";
import { extractHeadRow } from "./extract-head.ts";
import { extractNameRows } from "./extract-names.ts";
import { type LocatedRow, RowBuilder } from "./located-row.ts";

/** What the records of one source need to be checked against. */
export interface SourceSurroundings {
  readonly received: ReceivedDocument | undefined;
  readonly anchorer: Anchorer;
  readonly entities: ReadonlyMap<string, EntitySketch>;
}

/**
 * Turns one source file into the rows of all tables that it feeds, and checks them against its words.
 *
 * A record whose words cannot be found still gives its rows, without places, so that all else about
 * it is checked and nothing that it refers to looks unused.
 */
export function extractSourceRows(
  source: SourceFile,
  { received, anchorer, entities }: SourceSurroundings,
  issues: IssueList,
): LocatedRow[] {
  const sourceId = source.head.texts.get("id")?.value;
  if (sourceId === undefined) return [];
  const { head, authors, names, passages, claims, citations } = source;
  const document = received && findUsable(source, received.document, issues);
  const anchor: FindWords = (quote) =>
    quote && document ? anchorer.anchor(document, quote) : undefined;
  const knowledge = {
    entities,
    names: collectNameForms(names),
    isEnglish: /^en\b/i.test(head.texts.get("language")?.value ?? ""),
  };
  const claimRows = claims.flatMap((claim) => {
    const quote = anchor(claim.quote);
    const context = anchor(claim.context);
    if (quote !== undefined && (claim.context === undefined || context !== undefined)) {
      const words = { quote: wordsOfSpans(quote), context: wordsOfSpans(context ?? []) };
      checkWords(claim, words, knowledge, issues);
    }
    checkFirstStep(claim.attribution[0]?.texts.get("agent"), authors, issues);
    const spans = { quote: quote ?? [], context: context ?? [] };
    return extractClaimRows(claim, sourceId, authors[0]?.value, spans);
  });
  return [
    extractHeadRow(source, received, issues),
    ...extractNameRows(names, sourceId, document, issues),
    ...extractPassageRows(passages, sourceId, anchor),
    ...claimRows,
    ...extractCitationRows(citations, sourceId, anchor, issues),
  ];
}

function findUsable(
  { head, claims, names, passages, citations }: SourceFile,
  document: SourceDocument,
  issues: IssueList,
): SourceDocument | undefined {
  const searches = claims.length * 2 + names.length + passages.length + citations.length * 2;
  if (!isTooRepetitive(document.normalised.text, searches)) return document;
  issues.add("document-repetitive", head.texts.get("file")?.at ?? head.at, {
    message: "The document repeats the same few letters, so that no quote is looked for in it.",
    fix: "Use the document as received; this one can hardly be it.",
    field: "file",
  });
  return undefined;
}

function checkFirstStep(
  agent: Located | undefined,
  authors: readonly Located[],
  issues: IssueList,
): void {
  if (agent === undefined || authors.some(({ value }) => value === agent.value)) return;
  issues.add("chain-without-author", agent.at, {
    message: `The chain of attribution starts with ${agent.value}, who is no author of this source.`,
    fix: `Start it with an author (${authors.map(({ value }) => value).join(", ")}); who is quoted comes after.`,
    field: "attribution",
    value: agent.value,
  });
}

function extractPassageRows(
  passages: readonly PassageRecord[],
  sourceId: string,
  anchor: FindWords,
): LocatedRow[] {
  const last = { start: Number.MAX_SAFE_INTEGER, end: 0 };
  return passages
    .map((passage) => {
      const span = anchor(passage.quote)?.[0];
      return { passage, span, ...(span ?? last) };
    })
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ passage, span }, index) =>
      new RowBuilder("passages", passage.at)
        .computed("source_id", sourceId)
        .computed("number", index + 1)
        .text("kind", passage.texts.get("kind"))
        .computed("exact", span?.exact)
        .computed("start", span?.start)
        .computed("end", span?.end)
        .computed("line", span?.line)
        .computed("column", span?.column)
        .text("reason", passage.texts.get("reason"))
        .build(),
    );
}
