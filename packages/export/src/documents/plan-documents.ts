import type { Dataset, Table } from "@sourcebook/schema";
import type { Provenance } from "../data-package.ts";
import { type PlannedFile, type Resource, textContent } from "../release-plan.ts";
import { formatAttribution } from "./attribution.ts";
import { formatCitationFile } from "./citation.ts";
import { formatCodebook } from "./codebook.ts";
import { croissant } from "./croissant.ts";
import { csvwMetadata } from "./csvw.ts";
import { formatLicencePage } from "./licence.ts";
import { formatReadme } from "./readme.ts";
import {
  type DatasetFacts,
  type ReleaseFacts,
  type WrittenFile,
  writtenFiles,
} from "./release-facts.ts";
import { roCrate } from "./ro-crate.ts";

/** A document of a release: its name, and its text from what is written before it. */
interface ReleaseDocument {
  readonly path: string;
  readonly resource: Resource;
  /** @param written waits for the files before it: who does not ask for them may be made while they are written */
  format(
    facts: DatasetFacts,
    written: () => Promise<readonly WrittenFile[]>,
  ): string | Promise<string>;
}

/** All documents, in the order of writing: each may speak of those before it. A new one is an entry here. */
const documents: readonly ReleaseDocument[] = [
  {
    path: "CODEBOOK.md",
    resource: markdown(
      "codebook",
      "Codebook",
      "What every table and column means, and what is in it.",
    ),
    format: ({ dataset, views }) => formatCodebook(dataset, views),
  },
  {
    path: "LICENSE.md",
    resource: markdown(
      "license",
      "Licence",
      "The licence of the records, and what it does not cover.",
    ),
    format: ({ dataset, views }) => formatLicencePage(dataset, views.length > 0),
  },
  {
    path: "ATTRIBUTION.md",
    resource: markdown(
      "attribution",
      "Attribution",
      "Who made the dataset, and from which sources.",
    ),
    format: formatAttribution,
  },
  {
    path: "CITATION.cff",
    resource: {
      name: "citation",
      title: "Citation",
      description: "How to cite this version, for reference managers (Citation File Format 1.2.0).",
      format: "cff",
      mediatype: "application/yaml",
    },
    format: formatCitationFile,
  },
  {
    path: "data/csv-metadata.json",
    resource: json(
      "csvw",
      "CSV on the Web",
      "The canonical files as CSV on the Web describes them.",
      "application/csvm+json",
    ),
    format: withFiles((facts) => formatJson(csvwMetadata(facts))),
  },
  {
    path: "croissant.json",
    resource: json(
      "croissant",
      "Croissant",
      "The release as Croissant 1.1 and schema.org describe it.",
      "application/ld+json",
    ),
    format: withFiles((facts) => formatJson(croissant(facts))),
  },
  {
    path: "README.md",
    resource: markdown(
      "readme",
      "Read me",
      "What the release is, and how to load, cite and check it.",
    ),
    format: withFiles(formatReadme),
  },
  {
    path: "ro-crate-metadata.json",
    resource: json(
      "ro-crate",
      "RO-Crate",
      "The release as RO-Crate 1.2 describes it.",
      "application/ld+json",
    ),
    format: withFiles((facts) => formatJson(roCrate(facts))),
  },
];

/**
 * Plans the documents of a release.
 *
 * @param files all files of the plan, once it is made: documents speak of those before them
 */
export function planDocuments(
  dataset: Dataset,
  views: readonly Table[],
  { created, comparedWith }: Pick<Provenance, "created" | "comparedWith">,
  files: () => readonly PlannedFile[],
): readonly PlannedFile[] {
  return documents.map(({ path, resource, format }) => ({
    path,
    resource,
    content: (written) =>
      textContent(() =>
        format(
          {
            dataset,
            views,
            ...(created !== undefined && { created }),
            ...(comparedWith && { comparedWith: comparedWith.version }),
          },
          async () => writtenFiles(files(), await written()),
        ),
      ),
  }));
}

/** Makes a document that speaks of the files before it. */
function withFiles(format: (facts: ReleaseFacts) => string): ReleaseDocument["format"] {
  return async (facts, written) => format({ ...facts, written: await written() });
}

function markdown(name: string, title: string, description: string): Resource {
  return { name, title, description, format: "md", mediatype: "text/markdown" };
}

function json(name: string, title: string, description: string, mediatype: string): Resource {
  return { name, title, description, format: "json", mediatype };
}

const formatJson = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
