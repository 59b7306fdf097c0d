import type { Place } from "../line-table.ts";
import {
  asText,
  itemsOf,
  type Located,
  nodeUnder,
  type RecordNode,
  textOf,
  textsOf,
} from "./record-node.ts";
import { MAX_PARTS } from "./record-schemas.ts";

/** Texts under the keys of one record, by key, as the file writes them. */
export interface Texts {
  readonly at: Place;
  readonly texts: ReadonlyMap<string, Located>;
}

/** Words to find in the document, with their places in the record file. */
export interface QuoteRecord {
  readonly at: Place;
  readonly parts: readonly QuotePartRecord[];
}

export interface QuotePartRecord {
  readonly exact: Located;
  readonly prefix: Located | undefined;
  readonly suffix: Located | undefined;
  /** The text was unquoted and ended at a ` #`, which may have been meant as part of it. */
  readonly cutByComment: boolean;
}

export interface NameRecord {
  readonly entity: Located;
  readonly form: Located;
  readonly kind: Located | undefined;
}

export interface PassageRecord extends Texts {
  readonly quote: QuoteRecord | undefined;
}

export interface QuotationRecord extends Texts {
  /** The quoted words, when they are not all of the quote. */
  readonly words: readonly Located[];
}

export interface ClaimRecord extends Texts {
  readonly quantity: Texts | undefined;
  readonly quotation: QuotationRecord | undefined;
  /** Each with `agent`, `act`, `via` and `certainty`; empty when the file leaves it to the default. */
  readonly attribution: readonly Texts[];
  readonly quote: QuoteRecord | undefined;
  readonly context: QuoteRecord | undefined;
}

export interface CitationRecord extends Texts {
  readonly marker: QuotePartRecord | undefined;
  readonly note: QuoteRecord | undefined;
  readonly items: readonly Texts[];
}

/** What one file in `sources/` says, before any of it is checked. */
export interface SourceFile {
  readonly file: string;
  readonly head: Texts;
  /** `sha256` and `tool` of the document's plain text, when the document is none itself. */
  readonly rendition: Texts | undefined;
  readonly authors: readonly Located[];
  readonly names: readonly NameRecord[];
  readonly passages: readonly PassageRecord[];
  readonly claims: readonly ClaimRecord[];
  readonly citations: readonly CitationRecord[];
}

/** Takes a source file apart. What has the wrong shape is left out: the shape check has reported it. */
export function parseSourceFile(file: string, root: RecordNode): SourceFile {
  const head = nodeUnder(root, "source");
  const rendition = nodeUnder(head, "rendition");
  return {
    file,
    head: parseTexts(head ?? root, HEAD_KEYS),
    rendition: rendition?.kind === "map" ? parseTexts(rendition, ["sha256", "tool"]) : undefined,
    authors: itemsOf(head, "authors").flatMap((item) => asText(item) ?? []),
    names: parseNames(nodeUnder(root, "names")),
    passages: itemsOf(root, "passages").map((node) => ({
      ...parseTexts(node, ["kind", "reason"]),
      quote: parseQuote(nodeUnder(node, "quote")),
    })),
    claims: itemsOf(root, "claims").map(parseClaim),
    citations: itemsOf(root, "citations").map((node) => ({
      ...parseTexts(node, ["number"]),
      marker: parseQuote(nodeUnder(node, "marker"))?.parts[0],
      note: parseQuote(nodeUnder(node, "note")),
      items: itemsOf(node, "items").map((item) =>
        parseTexts(item, ["text", "work", "cited_date", "url"]),
      ),
    })),
  };
}

const HEAD_KEYS = [
  "id",
  "file",
  "sha256",
  "title",
  "subtitle",
  "publisher",
  "credit",
  "published",
  "published_basis",
  "published_note",
  "language",
  "affiliation",
  "rights",
  "visibility",
  "url",
] as const;

const CLAIM_KEYS = [
  "id",
  "subject",
  "predicate",
  "object",
  "value",
  "polarity",
  "modality",
  "voice",
  "about",
  "date_text",
  "date",
  "date_inferred",
  "date_basis",
  "date_note",
  "as_of",
  "from_place",
  "place",
  "event",
  "note",
] as const;

const QUANTITY_KEYS = [
  "expression",
  "value",
  "value_to",
  "qualifier",
  "measure",
  "unit",
  "population",
  "event",
  "place",
] as const;

const parseTexts = (node: RecordNode, keys: readonly string[]): Texts => ({
  at: node.at,
  texts: textsOf(node, keys),
});

function parseNames(node: RecordNode | undefined): NameRecord[] {
  if (node?.kind !== "map") return [];
  return node.entries.flatMap(({ key, keyAt, value }) =>
    (value.kind === "list" ? value.items : []).flatMap((item) => {
      const form = textOf(item, "form");
      if (form === undefined) return [];
      return [{ entity: { value: key, at: keyAt }, form, kind: textOf(item, "kind") }];
    }),
  );
}

function parseClaim(node: RecordNode): ClaimRecord {
  const quantity = nodeUnder(node, "quantity");
  const quotation = nodeUnder(node, "quotation");
  return {
    ...parseTexts(node, CLAIM_KEYS),
    quantity: quantity?.kind === "map" ? parseTexts(quantity, QUANTITY_KEYS) : undefined,
    quotation:
      quotation?.kind === "map"
        ? {
            ...parseTexts(quotation, ["speaker", "addressee", "work", "version_group"]),
            words: listTexts(nodeUnder(quotation, "text")),
          }
        : undefined,
    attribution: itemsOf(node, "attribution").map(parseStep),
    quote: parseQuote(nodeUnder(node, "quote")),
    context: parseQuote(nodeUnder(node, "context")),
  };
}

/** A step of the chain: an entity id alone, or a group of keys. */
function parseStep(node: RecordNode): Texts {
  const agent = asText(node);
  if (agent !== undefined) return { at: node.at, texts: new Map([["agent", agent]]) };
  return parseTexts(node, ["agent", "act", "via", "certainty"]);
}

function listTexts(node: RecordNode | undefined): Located[] {
  if (node?.kind === "list") return node.items.flatMap((item) => asText(item) ?? []);
  const text = asText(node);
  return text === undefined ? [] : [text];
}

function parseQuote(node: RecordNode | undefined): QuoteRecord | undefined {
  if (node === undefined) return undefined;
  const nodes = node.kind === "list" ? node.items : [node];
  if (nodes.length > MAX_PARTS) return undefined;
  const parts = nodes.flatMap((part): QuotePartRecord[] => {
    const written = part.kind === "map" ? nodeUnder(part, "exact") : part;
    const exact = asText(written);
    if (exact === undefined) return [];
    return [
      {
        exact,
        prefix: textOf(part, "prefix"),
        suffix: textOf(part, "suffix"),
        cutByComment: written?.kind === "text" && written.cutByComment,
      },
    ];
  });
  return parts.length === nodes.length && parts.length > 0 ? { at: node.at, parts } : undefined;
}
