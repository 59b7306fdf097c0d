import type { Dataset } from "@sourcebook/schema";
import { citedContributors } from "./contributors.ts";
import { findLicence } from "./licence.ts";
import { type DatasetFacts, releaseDay } from "./release-facts.ts";

/** What a citation is made of. */
export interface Cited {
  readonly dataset: Pick<Dataset, "title" | "version" | "homepage" | "contributors">;
  /** RFC 3339; absent when it is not known. */
  readonly created?: string | undefined;
}

/** How to cite the release, in one line. */
export function citationText({ dataset, created }: Cited): string {
  const names = citedContributors(dataset).map(({ title }) => title);
  const day = releaseDay(created);
  return [
    `${names.join(", ")}${day === undefined ? "" : ` (${day})`}: ${dataset.title}, version ${dataset.version} [dataset]`,
    ...(dataset.homepage === undefined ? [] : [dataset.homepage]),
  ].join(", ");
}

/**
 * The file CITATION.cff, Citation File Format 1.2.0.
 *
 * @see https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md
 */
export function formatCitationFile({ dataset, created }: DatasetFacts): string {
  const { title, version, description, licence, homepage, keywords = [] } = dataset;
  const day = releaseDay(created);
  const authors = citedContributors(dataset).flatMap(({ title: name, path }) => [
    `  - name: ${quoted(name)}`,
    ...(path === undefined ? [] : [`    website: ${quoted(path)}`]),
  ]);
  return [
    "cff-version: 1.2.0",
    `message: ${quoted("If you use this dataset, please cite this version of it.")}`,
    "type: dataset",
    `title: ${quoted(title)}`,
    ...(description === undefined ? [] : [`abstract: ${quoted(description.trim())}`]),
    "authors:",
    ...authors,
    `version: ${quoted(version)}`,
    ...(day === undefined ? [] : [`date-released: ${quoted(day)}`]),
    // The format knows SPDX ids only.
    ...(findLicence(licence) ? [`license: ${quoted(licence)}`] : []),
    ...(homepage === undefined ? [] : [`url: ${quoted(homepage)}`]),
    ...(keywords.length === 0
      ? []
      : ["keywords:", ...keywords.map((word) => `  - ${quoted(word)}`)]),
  ]
    .join("\n")
    .concat("\n");
}

/** Text as a YAML scalar that no reader takes for anything but text. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
