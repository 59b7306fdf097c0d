export { daysInMonth } from "./calendar.ts";
export {
  type CellBatch,
  cellAt,
  isQuoted,
  mostDistinct,
  needsQuotes,
  rowsOf,
  textAt,
} from "./cell-batch.ts";
export { compareModels, type ModelFinding } from "./compare-models.ts";
export { compareText } from "./compare-text.ts";
export type {
  CellForms,
  Contributor,
  CreateRowForms,
  Dataset,
  InputFile,
  PlacedLines,
  ReceivedDocument,
  RowForm,
  RowForms,
  RowWork,
  StoredLines,
  Table,
  WrittenRows,
} from "./dataset.ts";
export {
  type Edtf,
  type EdtfDate,
  type EdtfFault,
  type EdtfInterval,
  type EdtfSet,
  isEdtf,
  parseEdtf,
} from "./edtf.ts";
export { type DateBounds, edtfBounds } from "./edtf-bounds.ts";
export {
  exitCodes,
  isSourcebookError,
  SourcebookError,
  type SourcebookErrorCode,
  type Where,
} from "./error.ts";
export { type Format, formats } from "./formats.ts";
export { type Code, type Codes, codelists } from "./generated/codelists.ts";
export { documentary, tables } from "./generated/documentary.ts";
export {
  type AttributionRow,
  type CitationRow,
  type ClaimRow,
  type ConflictMemberRow,
  type ConflictRow,
  columns,
  type EntityRow,
  type EvidenceRow,
  type NameRow,
  type PassageRow,
  type QuantityRow,
  type QuotationRow,
  type RetiredIdRow,
  type Rows,
  type SourceRow,
  type TableName,
} from "./generated/rows.ts";
export { compareIssues, type Issue, type Severity } from "./issue.ts";
export { type IssueCode, issueCodes } from "./issue-codes.ts";
export type {
  CodelistEntry,
  Deprecation,
  Field,
  FieldType,
  ForeignKey,
  Model,
  TableDefinition,
} from "./model.ts";
export {
  followStage,
  type Progress,
  type ProgressStage,
  takeStep,
  type WorkOptions,
} from "./progress.ts";
export {
  type ExportName,
  exportNames,
  isDatasetName,
  isPortableName,
  isReleaseVersion,
} from "./release-names.ts";
export type { Cell, Row } from "./row.ts";
export type { RowFault, RowValidator } from "./row-fault.ts";
export { showValue } from "./show-value.ts";
export { closest } from "./suggest.ts";
export {
  type Bump,
  type BumpOf,
  bumpOf,
  maxBump,
  type Policy,
  type RuleId,
  type VersionRule,
  versionRules,
} from "./version-rules.ts";
export { writerValidator } from "./writer-validator.ts";
