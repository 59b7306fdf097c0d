export { changesCsv } from "./changes/changes-csv.ts";
export { changesJson } from "./changes/changes-json.ts";
export { changesMarkdown } from "./changes/changes-markdown.ts";
export { redacted } from "./changes/explain-changes.ts";
export { changesPage } from "./changes/html/changes-page.ts";
export { rowCountCells, rowCountHeadings, verdictSentence } from "./changes/words.ts";
export { changelogVersions, parseChangelogOverrides } from "./changesets/changelog-overrides.ts";
export { type ChangesetPlan, formatChangeset } from "./changesets/format-changeset.ts";
export {
  type Changeset,
  type PendingChangesets,
  parseChangesets,
} from "./changesets/parse-changesets.ts";
export { planBump } from "./changesets/plan-bump.ts";
export { comparableDataset, openComparable } from "./comparables.ts";
export { type CompatFault, type CompatFaultCode, checkCompat } from "./compat/check-compat.ts";
export type {
  Expectations,
  ExpectationsFault,
  FieldExpectation,
  ParsedExpectations,
  TableExpectation,
} from "./compat/expectations.ts";
export { parseExpectations } from "./compat/parse-expectations.ts";
export { type CutOptions, type CutRelease, cutRelease } from "./cut-release.ts";
export type { Provenance } from "./data-package.ts";
export { applyDiff, type TableRows } from "./diff/apply-diff.ts";
export {
  collectDiff,
  type DiffOptions,
  diffReleases,
  followChanges,
} from "./diff/diff-releases.ts";
export type {
  CellChange,
  Comparable,
  FileChanges,
  ReleaseDiff,
  ReleaseFile,
  RowChange,
  TableDiff,
} from "./diff/release-diff.ts";
export { citationText } from "./documents/citation.ts";
export { citedContributors } from "./documents/contributors.ts";
export { findLicence } from "./documents/licence.ts";
export { prose as markdownProse } from "./documents/markdown.ts";
export { cellOf, formatCell } from "./format-cell.ts";
export { findLastRelease, type LastRelease } from "./last-release.ts";
export { requiredAfter } from "./next-release.ts";
export { planRelease } from "./plan-release.ts";
export type { ProveTables, ReleaseTables } from "./prove-content.ts";
export {
  openLastPublished,
  openPublished,
  type PublishedDataset,
} from "./published/open-published.ts";
export { publishedDataset } from "./published/published-dataset.ts";
export type { PublishedFile, PublishedRelease } from "./published/published-release.ts";
export type {
  Content,
  PlannedFile,
  PreviousRelease,
  Receipt,
  ReleasePlan,
  Resource,
} from "./release-plan.ts";
export { type PublicDataset, publicDataset } from "./rights/public-dataset.ts";
export { rowWork } from "./row-work.ts";
export { bumps, compareBumps, policies } from "./verdict/bump.ts";
export type { Finding, FindingRow, Override, RecordedChange, Verdict } from "./verdict/finding.ts";
export { type Judgement, type JudgeOptions, judgeReleases } from "./verdict/judge-releases.ts";
export { formatOverride, parseOverrides } from "./verdict/overrides.ts";
export type { Rule } from "./verdict/rule.ts";
export { findRule, rules } from "./verdict/rules.ts";
export { isHighEnough, nextVersion, raise } from "./verdict/versions.ts";
export type { VerifyFinding } from "./verify-finding.ts";
export type { Rebuild } from "./verify-rebuild.ts";
export { type Verification, type VerifyOptions, verifyRelease } from "./verify-release.ts";
export { type ReleasesVerification, verifyReleases } from "./verify-releases.ts";
export type { ReleaseSignature } from "./verify-signature.ts";
export { isDay, type VersionEntry, type Yanked, type YankedRelease } from "./versions.ts";
export { amountText } from "./views/amount-text.ts";
export { pluralVerb } from "./views/attribution-text.ts";
export { type ReleaseWriter, writeRelease } from "./write-release.ts";
export { type YankOutcome, yankRelease } from "./yank-release.ts";
