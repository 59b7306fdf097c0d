export { type CheckedProject, checkFiles } from "./check-files.ts";
export { type CheckedFolder, type CheckOptions, checkProject } from "./check-project.ts";
export type { ComparedQuote } from "./compare-quotes.ts";
export { countCodePoints } from "./count-code-points.ts";
export {
  checkCoverage,
  type DocumentCoverage,
  type ListedPassage,
  type SentenceCoverage,
} from "./coverage/check-coverage.ts";
export { type DecodedText, type DecodeOptions, decodeText } from "./decode-text.ts";
export {
  createDocument,
  type SourceDocument,
  type TextSpan,
} from "./documents/document.ts";
export { kindOf, renditionOf, sniffKind } from "./documents/document-kind.ts";
export {
  type Candidates,
  matchQuote,
  type QuoteFault,
  type QuoteMatch,
  type QuotePart,
} from "./documents/match-quote.ts";
export {
  NORMALISER_VERSION,
  type NormalisedText,
  normalise,
  normaliseText,
} from "./documents/normalise-text.ts";
export { type FormattedProject, formatProject } from "./format-project.ts";
export { type FormattedRecords, formatRecords } from "./format-records.ts";
export { normaliseCountry } from "./normalise/country.ts";
export { type NormalisedDate, normaliseDate } from "./normalise/date.ts";
export { normaliseJalaliDate } from "./normalise/jalali-date.ts";
export { normaliseLanguage } from "./normalise/language.ts";
export type { Normalised } from "./normalise/normalised.ts";
export {
  type FoundNumber,
  findNumbers,
  type NumberPhrase,
  parseNumberWords,
} from "./normalise/number-words.ts";
export { normaliseUnicode, type UnicodeForm } from "./normalise/unicode-form.ts";
export { normaliseUrl } from "./normalise/url.ts";
export type { ProjectFiles } from "./project-files.ts";
export { isId, type ProposedSource, proposeSource, type Rendition } from "./propose-source.ts";
export { type ReadProject, readProject } from "./read-project.ts";
export { type Reanchored, reanchorSource } from "./reanchor-source.ts";
export { createRecordMemory, type RecordMemory } from "./records/record-memory.ts";
export { type RenderedDocument, renderDocument } from "./renditions/render-document.ts";
export type { RecordedChange } from "./rows/extract-corrections.ts";
export { formatSuggestions } from "./suggest/format-suggestions.ts";
export {
  type DateCandidate,
  type NameCandidate,
  type Occurrence,
  type QuantityCandidate,
  type Suggestions,
  type SuggestionsFor,
  suggestRecords,
} from "./suggest/suggest-records.ts";
export {
  type CheckedTables,
  checkTables,
  type TableOptions,
  type TableProject,
} from "./tables/check-tables.ts";
export type { RowSorter } from "./tables/checked-table.ts";
export { type ProveOptions, proveTables, type ReleasedTables } from "./tables/prove-tables.ts";
export { formatReject, type Reject, type RejectSink } from "./tables/rejects.ts";
export { makeOwnFolder } from "./tables/shards/work-folder.ts";
export { Workshop, type WorkshopOptions } from "./tables/shards/workshop.ts";
export type { TableFiles } from "./tables/table-files.ts";
