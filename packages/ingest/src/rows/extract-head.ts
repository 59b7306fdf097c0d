import type { SourceDocument } from "../documents/document.ts";
import { normalise } from "../documents/normalise-text.ts";
import type { ReceivedDocument } from "../documents/receive-documents.ts";
import { findMissingDateParts } from "../evidence/date-words.ts";
import type { IssueList } from "../issue-list.ts";
import type { SourceFile } from "../records/source-file.ts";
import { type LocatedRow, RowBuilder } from "./located-row.ts";

/** Turns the head of a source file into its row, and checks what it gives as printed. */
export function extractHeadRow(
  source: SourceFile,
  received: ReceivedDocument | undefined,
  issues: IssueList,
): LocatedRow {
  if (received !== undefined) {
    checkHead(source, received.document, issues);
    checkPublished(source, received.document, issues);
  }
  return headRow(source, received);
}

function headRow(
  { head, authors, rendition }: SourceFile,
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
    .text("visibility", texts.get("visibility"))
    .text("url", texts.get("url"))
    .computed("media_type", received?.mediaType)
    .computed("bytes", received?.bytes)
    .text("sha256", texts.get("sha256"))
    .computed("rendition", rendition && received?.document.file)
    .text("rendition_sha256", rendition?.texts.get("sha256"))
    .text("rendition_tool", rendition?.texts.get("tool"))
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
