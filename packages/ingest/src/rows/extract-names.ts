import { type SourceDocument, spanAt } from "../documents/document.ts";
import { findWords } from "../documents/find-words.ts";
import { normalise } from "../documents/normalise-text.ts";
import type { IssueList } from "../issue-list.ts";
import type { NameRecord } from "../records/source-file.ts";
import { type LocatedRow, RowBuilder } from "./located-row.ts";

/**
 * Turns the listed names into rows, with their counts in the document.
 *
 * Names are stored as printed: where only another typing of a form occurs (curly for straight quotes,
 * a line end for a space), the row takes the printed one.
 */
export function extractNameRows(
  names: readonly NameRecord[],
  sourceId: string,
  document: SourceDocument | undefined,
  issues: IssueList,
): LocatedRow[] {
  return names.map(({ entity, form, kind }) => {
    const printed = document && findPrintedForm(form.value, document);
    if (document !== undefined && printed === undefined) {
      issues.add("name-not-in-document", form.at, {
        message: `The form “${form.value}” is nowhere in ${document.file}.`,
        fix: "Write it as the document prints it, misspellings included, or remove it.",
        field: "form",
        value: form.value,
      });
    }
    return new RowBuilder("names", form.at)
      .text("entity_id", entity)
      .computed("source_id", sourceId)
      .text("form", { value: printed?.form ?? form.value, at: form.at })
      .text("kind", kind)
      .computed("occurrences", printed?.occurrences)
      .computed("first_start", printed?.firstStart)
      .build();
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
