import { type SourceDocument, spanAt } from "../documents/document.ts";
import { findWords } from "../documents/find-words.ts";
import { normalise } from "../documents/normalise-text.ts";
import type { ReceivedDocument } from "../documents/receive-documents.ts";
import { isTooRepetitive } from "../documents/repetitive-text.ts";
import type { Anchorer } from "../evidence/anchor-quotes.ts";
import { checkWords, type EntitySketch, wordsOfSpans } from "../evidence/check-words.ts";
import { findMissingDateParts } from "../evidence/date-words.ts";
import { collectNameForms } from "../evidence/name-forms.ts";
import type { IssueList } from "../issue-list.ts";
import type { Located } from "../records/record-node.ts";
import type { NameRecord, SourceFile } from "../records/source-file.ts";
import { extractCitationRows } from "./extract-citations.ts";
import { extractClaimRows } from "./extract-claims.ts";
import { type LocatedRow, RowBuilder } from "./located-row.ts";

/** What the records of one source need to be checked against. */
export interface SourceSurroundings {
  readonly received: ReceivedDocument | undefined;
  readonly anchorer: Anchorer;
  readonly entities: ReadonlyMap<string, EntitySketch>;
}

/** Turns one source file into the rows of all tables that it feeds, and checks them against its words. */
export function extractSourceRows(
  source: SourceFile,
  { received, anchorer, entities }: SourceSurroundings,
  issues: IssueList,
): LocatedRow[] {
  const sourceId = source.head.texts.get("id")?.value;
  if (sourceId === undefined) return [];
  const rows = [headRow(source, received)];
  const document = received?.document;
  if (document === undefined) return rows;

  const { claims, names, passages, citations } = source;
  const searches = claims.length * 2 + names.length + passages.length + citations.length * 2;
  if (isTooRepetitive(document.normalised.text, searches)) {
    issues.add("document-repetitive", source.head.texts.get("file")?.at ?? source.head.at, {
      message: "The document repeats the same few letters, so that no quote is looked for in it.",
      fix: "Use the document as received; this one can hardly be it.",
      field: "file",
    });
    return rows;
  }
  checkHead(source, document, issues);
  checkPublished(source, document, issues);
  rows.push(...nameRows(source.names, sourceId, document, issues));
  rows.push(...passageRows(source, sourceId, document, anchorer));

  const knowledge = {
    entities,
    names: collectNameForms(source.names),
    isEnglish: /^en\b/i.test(source.head.texts.get("language")?.value ?? ""),
  };
  const firstAuthor = source.authors[0]?.value;
  for (const claim of source.claims) {
    const quote = claim.quote && anchorer.anchor(document, claim.quote);
    const context = claim.context && anchorer.anchor(document, claim.context);
    const isAnchored =
      quote !== undefined && (claim.context === undefined || context !== undefined);
    if (isAnchored) {
      const words = { quote: wordsOfSpans(quote), context: wordsOfSpans(context ?? []) };
      checkWords(claim, words, knowledge, issues);
    }
    checkFirstStep(claim.attribution[0]?.texts.get("agent"), source.authors, issues);
    const spans = { quote: quote ?? [], context: context ?? [] };
    rows.push(...extractClaimRows(claim, sourceId, firstAuthor, spans));
  }
  rows.push(...extractCitationRows(source.citations, sourceId, document, anchorer, issues));
  return rows;
}

function headRow(
  { head, authors }: SourceFile,
  received: ReceivedDocument | undefined,
): LocatedRow {
  const { texts } = head;
  return new RowBuilder("sources", texts.get("id")?.at ?? head.at)
    .text("id", texts.get("id"))
    .text("file", texts.get("file"))
    .text("title", texts.get("title"))
    .text("subtitle", texts.get("subtitle"))
    .texts("authors", authors)
    .text("publisher", texts.get("publisher"))
    .text("credit", texts.get("credit"))
    .text("published", texts.get("published"))
    .text("published_basis", texts.get("published_basis"))
    .text("published_note", texts.get("published_note"))
    .text("language", texts.get("language"))
    .text("affiliation", texts.get("affiliation"))
    .text("rights", texts.get("rights"))
    .text("url", texts.get("url"))
    .computed("media_type", received?.mediaType)
    .computed("bytes", received?.bytes)
    .text("sha256", texts.get("sha256"))
    .build();
}

/** What a head gives as printed must be printed, and so must a date of publication that is stated. */
function checkHead({ head }: SourceFile, document: SourceDocument, issues: IssueList): void {
  for (const field of ["title", "subtitle", "credit"] as const) {
    const text = head.texts.get(field);
    if (text === undefined || document.normalised.text.includes(normalise(text.value))) continue;
    issues.add("value-not-in-words", text.at, {
      message: `The ${field} is not in ${document.file}.`,
      fix: "Copy it as the document prints it, or remove the key.",
      field,
      value: text.value,
    });
  }
}

function checkPublished({ head }: SourceFile, document: SourceDocument, issues: IssueList): void {
  const published = head.texts.get("published");
  if (published === undefined || head.texts.get("published_basis")?.value !== "stated") return;
  const missing = findMissingDateParts(published.value, document.normalised.text);
  if (missing.length === 0) return;
  issues.add("date-not-in-words", published.at, {
    message: `The date of publication is said to be stated, but ${missing.map(({ name }) => name).join(", ")} is nowhere in ${document.file}.`,
    fix: "Give only what the document prints, or set “published_basis: inferred” and say how in “published_note:”.",
    field: "published",
    value: published.value,
  });
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

/**
 * Names are stored as printed: where only another typing of a form occurs (curly for straight quotes,
 * a line end for a space), the row takes the printed one.
 */
function nameRows(
  names: readonly NameRecord[],
  sourceId: string,
  document: SourceDocument,
  issues: IssueList,
): LocatedRow[] {
  return names.flatMap(({ entity, form, kind }) => {
    const printed = findPrintedForm(form.value, document);
    if (printed === undefined) {
      issues.add("name-not-in-document", form.at, {
        message: `The form “${form.value}” is nowhere in ${document.file}.`,
        fix: "Write it as the document prints it, misspellings included, or remove it.",
        field: "form",
        value: form.value,
      });
      return [];
    }
    return [
      new RowBuilder("names", form.at)
        .text("entity_id", entity)
        .computed("source_id", sourceId)
        .text("form", { value: printed.form, at: form.at })
        .text("kind", kind)
        .computed("occurrences", printed.occurrences)
        .computed("first_start", printed.firstStart)
        .build(),
    ];
  });
}

function findPrintedForm(
  form: string,
  document: SourceDocument,
): { form: string; occurrences: number; firstStart: number } | undefined {
  const { text, lines, normalised } = document;
  const wanted = normalise(form);
  const at = findWords(wanted, normalised.text);
  if (at === -1) return undefined;
  const literal = countOccurrences(text, form);
  if (literal > 0) {
    return { form, occurrences: literal, firstStart: lines.codePointAt(text.indexOf(form)) };
  }
  const { exact, start } = spanAt(document, at, at + wanted.length);
  return {
    form: exact.replaceAll(/\s+/g, " "),
    occurrences: countOccurrences(normalised.text, wanted),
    firstStart: start,
  };
}

function countOccurrences(text: string, words: string): number {
  let count = 0;
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + words.length)) {
    count += 1;
  }
  return count;
}

function passageRows(
  { passages }: SourceFile,
  sourceId: string,
  document: SourceDocument,
  anchorer: Anchorer,
): LocatedRow[] {
  const anchored = passages.flatMap((passage) => {
    const [span] = (passage.quote && anchorer.anchor(document, passage.quote)) ?? [];
    return span === undefined ? [] : [{ passage, span }];
  });
  return anchored
    .toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
    .map(({ passage, span }, index) =>
      new RowBuilder("passages", passage.at)
        .computed("source_id", sourceId)
        .computed("number", index + 1)
        .text("kind", passage.texts.get("kind"))
        .computed("exact", span.exact)
        .computed("start", span.start)
        .computed("end", span.end)
        .computed("line", span.line)
        .computed("column", span.column)
        .text("reason", passage.texts.get("reason"))
        .build(),
    );
}
