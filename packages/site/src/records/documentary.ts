import type {
  AttributionRow,
  CitationRow,
  ClaimRow,
  ConflictRow,
  EntityRow,
  EvidenceRow,
  NameRow,
  PassageRow,
  QuantityRow,
  QuotationRow,
  RetiredIdRow,
  SourceRow,
} from "@sourcebook/schema";

/** The records of a documentary release, joined: what the pages about claims, sources and entities show. */
export interface Documentary {
  readonly sources: ReadonlyMap<string, Source>;
  readonly entities: ReadonlyMap<string, Entity>;
  /** By id, in the order of ids. */
  readonly claims: ReadonlyMap<string, Claim>;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly retired: readonly RetiredIdRow[];
  /** The modalities in which something is told as having happened. */
  readonly happened: ReadonlySet<string>;
  /** What a code of a codelist is called, and what it means; the code itself where nothing is known. */
  describe(
    codelist: string,
    code: string,
  ): { readonly title: string; readonly description: string };
}

export interface Source {
  readonly row: SourceRow;
  readonly authors: readonly EntityRow[];
  readonly affiliation?: EntityRow;
  /** In the order of the document. */
  readonly claims: readonly Claim[];
  readonly citations: readonly CitationRow[];
  readonly passages: readonly PassageRow[];
  /** The whole document as received, where its rights let it be passed on and it is plain text. */
  readonly text?: string;
}

export interface Entity {
  readonly row: EntityRow;
  readonly partOf?: EntityRow;
  readonly parts: readonly EntityRow[];
  readonly names: readonly NameRow[];
  /** As subject, object, place or event, or as the one spoken to. */
  readonly claimsAbout: readonly Claim[];
  /** Those of which it is said to be the one who asserts them. */
  readonly claimsBy: readonly Claim[];
  /** Those that it passes on: it stands in the chain, but not at its end. */
  readonly claimsPassedOn: readonly Claim[];
}

/** A claim with everything that hangs on it. */
export interface Claim {
  readonly row: ClaimRow;
  readonly source: SourceRow;
  readonly subject: EntityRow;
  readonly object?: EntityRow;
  readonly place?: EntityRow;
  readonly fromPlace?: EntityRow;
  readonly event?: EntityRow;
  /** From the author of the source to who is said to assert it. */
  readonly chain: readonly Step[];
  readonly quotes: readonly EvidenceRow[];
  readonly contexts: readonly EvidenceRow[];
  readonly quantity?: QuantityRow;
  /** The number in words, never without its qualifier. */
  readonly amount?: string;
  readonly quotation?: QuotationRow;
  readonly conflicts: readonly { readonly conflict: ConflictRow; readonly value: string }[];
  /** The claims that speak of this one, by id. */
  readonly echoes: readonly string[];
}

export interface Step {
  readonly agent: EntityRow;
  readonly act: AttributionRow["act"];
  readonly work?: EntityRow;
  readonly certainty: AttributionRow["certainty"];
}

export interface Conflict {
  readonly row: ConflictRow;
  readonly sides: readonly { readonly claim: Claim; readonly value: string }[];
}
