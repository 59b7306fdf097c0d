import { edtfBounds, parseEdtf } from "@sourcebook/schema";
import type { TextSpan } from "../documents/document.ts";
import type { Located } from "../records/record-node.ts";
import type { ClaimRecord, Texts } from "../records/source-file.ts";
import { type LocatedRow, RowBuilder } from "./located-row.ts";

/** The places of a claim's words in the document. */
export interface ClaimSpans {
  readonly quote: readonly TextSpan[];
  readonly context: readonly TextSpan[];
}

/** Turns one claim into its rows: `claims`, `attributions`, `evidence`, `quantities`, `quotations`. */
export function extractClaimRows(
  claim: ClaimRecord,
  sourceId: string,
  firstAuthor: string | undefined,
  spans: ClaimSpans,
): LocatedRow[] {
  const localId = claim.texts.get("id");
  if (localId === undefined) return [];
  const claimId = `${sourceId}.${localId.value}`;
  return [
    claimRow(claim, claimId, sourceId),
    ...attributionRows(claim, claimId, firstAuthor),
    ...evidenceRows(claim, claimId, sourceId, spans),
    ...(claim.quantity === undefined ? [] : [quantityRow(claim.quantity, claimId)]),
    ...(claim.quotation === undefined ? [] : [quotationRow(claim, claimId, spans.quote)]),
  ];
}

function claimRow({ at, texts }: ClaimRecord, claimId: string, sourceId: string): LocatedRow {
  const localId = texts.get("id");
  const { earliest, latest } = boundsOf(texts.get("date_inferred") ?? texts.get("date"));
  return new RowBuilder("claims", at)
    .text("id", localId && { value: claimId, at: localId.at })
    .computed("source_id", sourceId)
    .text("subject_id", texts.get("subject"))
    .text("predicate", texts.get("predicate"))
    .text("object_id", texts.get("object"))
    .text("value", texts.get("value"))
    .text("polarity", texts.get("polarity"), "affirmed")
    .text("modality", texts.get("modality"), "asserted")
    .text("voice", texts.get("voice"), "author")
    .text("about_id", qualify(texts.get("about"), sourceId))
    .text("date_text", texts.get("date_text"))
    .text("date", texts.get("date"))
    .text("date_inferred", texts.get("date_inferred"))
    .text("date_basis", texts.get("date_basis"))
    .text("date_note", texts.get("date_note"))
    .computed("date_earliest", earliest)
    .computed("date_latest", latest)
    .text("as_of", texts.get("as_of"))
    .text("from_place_id", texts.get("from_place"))
    .text("place_id", texts.get("place"))
    .text("event_id", texts.get("event"))
    .text("note", texts.get("note"))
    .build();
}

/** The whole id of a claim that is named by its local id, as claims of the same source may be. */
function qualify(claim: Located | undefined, sourceId: string): Located | undefined {
  if (claim === undefined || claim.value.includes(".")) return claim;
  return { ...claim, value: `${sourceId}.${claim.value}` };
}

function boundsOf(edtf: Located | undefined): { earliest?: string; latest?: string } {
  if (edtf === undefined) return {};
  const date = parseEdtf(edtf.value);
  return date.kind === "fault" ? {} : edtfBounds(date);
}

function attributionRows(
  { at, attribution }: ClaimRecord,
  claimId: string,
  firstAuthor: string | undefined,
): LocatedRow[] {
  if (attribution.length === 0) {
    return [
      new RowBuilder("attributions", at)
        .computed("claim_id", claimId)
        .computed("step", 0)
        .computed("agent_id", firstAuthor)
        .computed("act", "writes")
        .computed("certainty", "explicit")
        .build(),
    ];
  }
  return attribution.map((step, index) =>
    new RowBuilder("attributions", step.at)
      .computed("claim_id", claimId)
      .computed("step", index)
      .text("agent_id", step.texts.get("agent"))
      .text("act", step.texts.get("act"), index === 0 ? "writes" : "states")
      .text("work_id", step.texts.get("via"))
      .text("certainty", step.texts.get("certainty"), "explicit")
      .build(),
  );
}

function evidenceRows(
  { at, quote, context }: ClaimRecord,
  claimId: string,
  sourceId: string,
  spans: ClaimSpans,
): LocatedRow[] {
  const written = [
    ...spans.quote.map((span, index) => ({ role: "quote", span, part: quote?.parts[index] })),
    ...spans.context.map((span, index) => ({ role: "context", span, part: context?.parts[index] })),
  ];
  return written.map(({ role, span, part }, index) =>
    new RowBuilder("evidence", part?.exact.at ?? at)
      .computed("claim_id", claimId)
      .computed("span", index)
      .computed("role", role)
      .computed("source_id", sourceId)
      .computed("exact", span.exact)
      .computed("prefix", span.prefix)
      .computed("suffix", span.suffix)
      .computed("start", span.start)
      .computed("end", span.end)
      .computed("line", span.line)
      .computed("column", span.column)
      .build(),
  );
}

function quantityRow({ at, texts }: Texts, claimId: string): LocatedRow {
  const value = numberOf(texts.get("value")?.value);
  const valueTo = numberOf(texts.get("value_to")?.value);
  const qualifier = texts.get("qualifier")?.value;
  const { minimum, maximum } = boundsOfQuantity(qualifier, value, valueTo);
  return new RowBuilder("quantities", at)
    .computed("claim_id", claimId)
    .text("expression", texts.get("expression"))
    .number("value", texts.get("value"))
    .number("value_to", texts.get("value_to"))
    .computed("minimum", minimum)
    .computed("maximum", maximum)
    .text("qualifier", texts.get("qualifier"))
    .text("measure", texts.get("measure"))
    .text("unit", texts.get("unit"))
    .text("population", texts.get("population"))
    .text("event_id", texts.get("event"))
    .text("place_id", texts.get("place"))
    .build();
}

function numberOf(text: string | undefined): number | undefined {
  const number = Number(text ?? Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

/** What the words allow: an approximate or vague number sets no bounds. */
function boundsOfQuantity(
  qualifier: string | undefined,
  value: number | undefined,
  valueTo: number | undefined,
): { minimum?: number | undefined; maximum?: number | undefined } {
  switch (qualifier) {
    case "exact":
      return { minimum: value, maximum: value };
    case "at_least":
      return { minimum: value };
    case "at_most":
      return { maximum: value };
    case "range":
      return { minimum: value, maximum: valueTo };
    default:
      return {};
  }
}

function quotationRow(
  { quotation, at }: ClaimRecord,
  claimId: string,
  quote: readonly TextSpan[],
): LocatedRow {
  const texts = quotation?.texts ?? new Map();
  const words = quotation?.words ?? [];
  const text = (
    words.length > 0 ? words.map(({ value }) => value) : quote.map(({ exact }) => exact)
  )
    .map((part) => part.replaceAll(/\s+/g, " "))
    .join(" […] ");
  return new RowBuilder("quotations", quotation?.at ?? at)
    .computed("claim_id", claimId)
    .text("speaker_id", texts.get("speaker"))
    .text("addressee_id", texts.get("addressee"))
    .text("work_id", texts.get("work"))
    .text("text", words[0] && { value: text, at: words[0].at }, text)
    .text("version_group", texts.get("version_group"))
    .build();
}
