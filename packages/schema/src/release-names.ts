/**
 * The forms in which a release can hold its rows, as `exports` of a dataset names them. `csv` is in every
 * release; `zip` packs the whole of it.
 */
export const exportNames = [
  "csv",
  "json",
  "jsonl",
  "parquet",
  "excel-csv",
  "xlsx",
  "sqlite",
  "zip",
] as const;

export type ExportName = (typeof exportNames)[number];

/** Whether a dataset can bear the name: it is also that of a folder, and part of one of a file. */
export function isDatasetName(name: string): boolean {
  return name.length <= 100 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && isPortableName(name);
}

const number = "(?:0|[1-9][0-9]*)";
const label = "(?:0|[1-9][0-9]*|[0-9]*[a-z-][0-9a-z-]*)";
const semanticVersion = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-${label}(?:\\.${label})*)?$`,
);

/** Whether it is a semantic version without build metadata, in lower case: it is also the name of a folder. */
export function isReleaseVersion(version: string): boolean {
  return version.length <= 100 && semanticVersion.test(version);
}

/**
 * Whether a file or folder can bear the name on every system.
 *
 * Only ASCII letters, so that no two file systems can disagree on which names are the same.
 */
export function isPortableName(name: string): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) &&
    !name.endsWith(".") &&
    !/^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i.test(name)
  );
}
