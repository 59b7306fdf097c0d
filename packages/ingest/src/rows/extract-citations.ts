import { createDocument, type TextSpan } from "../documents/document.ts";
import { normalise } from "../documents/normalise-text.ts";
import type { FindWords } from "../evidence/anchor-quotes.ts";
import { findMissingDateParts } from "../evidence/date-words.ts";
import type { IssueList } from "../issue-list.ts";
import type { CitationRecord, Texts } from "../records/source-file.ts";
import { type LocatedRow, RowBuilder } from "./located-row.ts";

/** Turns footnotes into one row for each work they refer to. */
export function extractCitationRows(
  citations: readonly CitationRecord[],
  sourceId: string,
  anchor: FindWords,
  issues: IssueList,
): LocatedRow[] {
  return citations.flatMap((citation) => {
    const number = citation.texts.get("number");
    const markerStart = findMarker(citation, anchor, issues);
    const note = anchor(citation.note);
    const places = note && findItems(citation.items, note, issues);
    return citation.items.map((item, index) => {
      if (note !== undefined) checkItem(item, note, issues);
      return new RowBuilder("citations", item.at)
        .computed("source_id", sourceId)
        .number("number", number)
        .computed("item", index + 1)
        .text("text", item.texts.get("text"))
        .computed("marker_start", markerStart)
        .computed("start", places?.[index]?.start)
        .computed("end", places?.[index]?.end)
        .text("work_id", item.texts.get("work"))
        .text("cited_date", item.texts.get("cited_date"))
        .text("url", item.texts.get("url"))
        .build();
    });
  });
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Where the marker stands: at the end of the words quoted for it. */
function findMarker(
  { marker, texts }: CitationRecord,
  anchor: FindWords,
  issues: IssueList,
): number | undefined {
  if (marker === undefined) return undefined;
  const [span] = anchor({ at: marker.exact.at, parts: [marker] }) ?? [];
  const number = texts.get("number")?.value;
  if (span === undefined || number === undefined) return undefined;
  const raised = [...number].map((digit) => SUPERSCRIPTS[Number(digit)] ?? digit).join("");
  const printed = [raised, `[${number}]`, `(${number})`, number].find((form) =>
    span.exact.endsWith(form),
  );
  if (printed === undefined) {
    issues.add("marker-missing", marker.exact.at, {
      message: `The words of the marker do not end with the mark of note ${number}.`,
      fix: `Quote a few words before the mark and the mark itself, as in “…${raised}” or “…${number}”.`,
      field: "marker",
      value: marker.exact.value,
    });
    return undefined;
  }
  return span.end - printed.length;
}

/** Each item's words within the note, in the order listed. */
function findItems(
  items: readonly Texts[],
  note: readonly TextSpan[],
  issues: IssueList,
): ({ start: number; end: number } | undefined)[] {
  const parts = note.map((span) => ({ span, document: createDocument("", span.exact) }));
  let part = 0;
  let from = 0;
  return items.map((item) => {
    const text = item.texts.get("text");
    if (text === undefined) return undefined;
    const wanted = normalise(text.value);
    for (let index = 0; index < parts.length; index += 1) {
      const { span, document } = parts[index] ?? {};
      if (span === undefined || document === undefined || index < part) continue;
      const at = document.normalised.text.indexOf(wanted, index === part ? from : 0);
      if (at === -1) continue;
      part = index;
      from = at + wanted.length;
      const start = document.lines.codePointAt(document.normalised.starts[at] ?? 0);
      const end = document.lines.codePointAt(document.normalised.ends[from - 1] ?? 0);
      return { start: span.start + start, end: span.start + end };
    }
    issues.add("value-not-in-words", text.at, {
      message: "The text of the item is not in the note, or stands before the item above it.",
      fix: "Copy it from the note, and list the items in the order of the note.",
      field: "text",
      value: text.value,
    });
    return undefined;
  });
}

function checkItem({ texts }: Texts, note: readonly TextSpan[], issues: IssueList): void {
  const words = note.map((span) => normalise(span.exact)).join(" ");
  const date = texts.get("cited_date");
  const missing = date === undefined ? [] : findMissingDateParts(date.value, words);
  if (date !== undefined && missing.length > 0) {
    issues.add("date-not-in-words", date.at, {
      message: `The date ${date.value} says more than the note: ${missing.map(({ name }) => name).join(", ")}.`,
      fix: "Give only what the note prints; write X for digits that it does not.",
      field: "cited_date",
      value: date.value,
    });
  }
  const url = texts.get("url");
  if (url !== undefined && !words.includes(normalise(url.value))) {
    issues.add("value-not-in-words", url.at, {
      message: "The web address is not in the note.",
      fix: "Copy it from the note, or remove the key: nothing comes from outside the sources.",
      field: "url",
      value: url.value,
    });
  }
}
