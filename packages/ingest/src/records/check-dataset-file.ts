import { exportNames, formats, isDatasetName, isEdtf } from "@sourcebook/schema";
import { didYouMean } from "../did-you-mean.ts";
import type { IssueList } from "../issue-list.ts";
import type { DatasetFile } from "./parse-dataset.ts";

/** Reports what `dataset.yaml` says that no release can have: a cut would come to nothing. */
export function checkDatasetFile(file: DatasetFile, issues: IssueList): void {
  checkName(file, issues);
  checkReleased(file, issues);
  checkExports(file, issues);
  checkAddresses(file, issues);
}

function checkName({ name }: DatasetFile, issues: IssueList): void {
  if (name === undefined || isDatasetName(name.value)) return;
  const near = name.value
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  issues.add("name-invalid", name.at, {
    message: `"${name.value}" is no name that a dataset can have: it is also that of a folder and in web addresses.`,
    fix: isDatasetName(near)
      ? `Write "name: ${near}", and what people are to read under \`title\`.`
      : "Write at most 100 small letters, digits and single hyphens, such as air-quality.",
    field: "name",
    value: name.value,
  });
}

/** The day of the release stands in the release's own dates. */
function checkReleased({ released }: DatasetFile, issues: IssueList): void {
  if (released === undefined) return;
  if (/^\d{4}-\d{2}-\d{2}$/.test(released.value) && isEdtf(released.value)) return;
  issues.add("invalid-date", released.at, {
    message: `"${released.value}" is not a day.`,
    fix: "Write the day of the release as YYYY-MM-DD, such as 2024-05-04.",
    field: "released",
    value: released.value,
  });
}

function checkExports({ exports }: DatasetFile, issues: IssueList): void {
  const known = new Set<string>(exportNames);
  for (const { value, at } of exports) {
    if (known.has(value)) continue;
    issues.add("export-unknown", at, {
      message: `There is no form \`${value}\` of a release.`,
      fix: didYouMean(value, exportNames) || `The forms are ${exportNames.join(", ")}.`,
      field: "exports",
      value,
    });
  }
}

/** Data Package asks for addresses that can be followed from anywhere. */
function checkAddresses({ addresses }: DatasetFile, issues: IssueList): void {
  for (const { value, at } of addresses) {
    if (formats.uri?.test(value)) continue;
    issues.add("address-invalid", at, {
      message: `"${value}" is no absolute address.`,
      fix: "Write it whole, such as https://example.org/page, with spaces as %20.",
      value,
    });
  }
}
