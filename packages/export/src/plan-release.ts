import {
  type Dataset,
  exportNames,
  isDatasetName,
  isReleaseVersion,
  SourcebookError,
  type Table,
} from "@sourcebook/schema";
import { planChanges } from "./changes/plan-changes.ts";
import type { ReleaseChanges } from "./changes/release-changes.ts";
import { planCodelists } from "./codelists/plan-codelists.ts";
import { dataPackage, type Provenance } from "./data-package.ts";
import { planDocuments } from "./documents/plan-documents.ts";
import { planWhole } from "./plan-whole.ts";
import {
  collisionKey,
  descriptorPath,
  isReleasePath,
  signaturePath,
  sumsPath,
} from "./release-paths.ts";
import {
  type Content,
  type PlannedFile,
  type Receipt,
  type ReleasePlan,
  textContent,
} from "./release-plan.ts";
import { publicDataset } from "./rights/public-dataset.ts";
import { formatSums } from "./sha256-sums.ts";
import { formatSignature, type SigningKey } from "./ssh-signature.ts";
import { canonicalFormat, tableFormats } from "./table-formats.ts";
import { viewsOf } from "./views/views.ts";

/** What a plan is made of beside the dataset and its provenance. */
export interface PlanOptions {
  readonly signingKey?: SigningKey | undefined;
  /** Absent for the first release. */
  readonly changes?: ReleaseChanges | undefined;
}

/**
 * Decides what a release holds, without writing anything: only what may be published.
 *
 * @param provenance `created` is an RFC 3339 time; it is given or left out, never the clock's
 * @throws SourcebookError `USAGE` for a name, version, time or export that no release can have
 */
export async function planRelease(
  given: Dataset,
  provenance: Provenance,
  { signingKey, changes }: PlanOptions = {},
): Promise<ReleasePlan> {
  assertUsable(given, provenance);
  const { dataset } = await publicDataset(given);
  const files = [
    ...planFiles(dataset, provenance, changes),
    { path: sumsPath, content: (written) => textContent(async () => formatSums(await written())) },
    ...(signingKey ? [planSignature(signingKey)] : []),
  ] satisfies readonly PlannedFile[];
  assertDistinct(files);
  return {
    name: dataset.name,
    version: dataset.version,
    ...(provenance.created !== undefined && { created: provenance.created }),
    files,
    zip: dataset.exports.includes("zip"),
  };
}

/** The files of a release in the order of writing, up to the descriptor. A new kind of file is an entry here. */
function planFiles(
  dataset: Dataset,
  provenance: Provenance,
  changes: ReleaseChanges | undefined,
): readonly PlannedFile[] {
  const views = viewsOf(dataset);
  const files: PlannedFile[] = [
    ...planTables(dataset.exports, dataset.tables, "data"),
    ...planTables(dataset.exports, views, "views"),
    ...planWhole(dataset, views, provenance.created),
    ...planSchemas(dataset),
    ...planCodelists(dataset),
    ...planSources(dataset),
    ...planChanges(dataset, changes),
    ...planDocuments(dataset, views, provenance, () => files),
    {
      path: descriptorPath,
      content: (written) => dataPackage(dataset, provenance, files, written),
    },
  ];
  return files;
}

function planSignature(key: SigningKey): PlannedFile {
  return {
    path: signaturePath,
    content: (written) => textContent(async () => sign(await written(), key)),
  };
}

function sign(receipts: readonly Receipt[], key: SigningKey): string {
  const sums = formatSums(receipts.filter(({ path }) => path !== sumsPath));
  return formatSignature(Buffer.from(sums), key);
}

function planTables(
  exports: readonly string[],
  tables: readonly Table[],
  folder: string,
): PlannedFile[] {
  return tableFormats
    .filter((format) => format === canonicalFormat || exports.includes(format.name))
    .flatMap((format) => tables.map((table) => format.planTable(table, folder)));
}

function planSchemas(dataset: Dataset): PlannedFile[] {
  return dataset.tables.map(({ definition }) => ({
    path: `schema/${definition.name}.schema.json`,
    resource: {
      name: `${definition.name}-schema`,
      title: `${definition.title}: JSON Schema of a row`,
      format: "json",
      mediatype: "application/schema+json",
    },
    content: () => textContent(`${JSON.stringify(definition.schema, null, 2)}\n`),
  }));
}

/** The documents that may be passed on, as received, each with the rendition that is quoted when it has one. */
function planSources({ documents = [] }: Dataset): PlannedFile[] {
  return documents.map(({ source_id, file, media_type, bytes, isRendition = false }) => ({
    // The name of a file may hold anything; the id of its source is a plain name.
    path: `sources/${source_id}${isRendition ? ".rendition" : ""}${/\.[a-z0-9]{1,8}$/i.exec(file)?.[0].toLowerCase() ?? ""}`,
    resource: {
      name: `${source_id}-${isRendition ? "rendition" : "source"}`,
      title: isRendition ? `Plain text of source ${source_id}` : `Source ${source_id}`,
      description: isRendition
        ? `The plain text ${file} that quotes and places refer to, by the licence that the document states; see ATTRIBUTION.md.`
        : `The document ${file} as received, by the licence that it states; see ATTRIBUTION.md.`,
      format: /\.([a-z0-9]{1,8})$/i.exec(file)?.[1]?.toLowerCase() ?? "txt",
      mediatype: media_type,
    },
    content: () => bytesContent(bytes),
  }));
}

async function* bytesContent(bytes: Uint8Array): Content {
  yield bytes;
  return undefined;
}

function assertUsable(dataset: Dataset, { created }: Provenance): void {
  if (!isDatasetName(dataset.name)) {
    throw usage(
      `${JSON.stringify(dataset.name)} is no name for a dataset`,
      "use a-z, 0-9 and single hyphens",
    );
  }
  if (!isReleaseVersion(dataset.version)) {
    throw usage(
      `${JSON.stringify(dataset.version)} is no version of a release`,
      "use a semantic version in lower case without build metadata, such as 1.4.0 or 2.0.0-rc.1",
    );
  }
  if (created !== undefined && !isInstant(created)) {
    throw usage(
      `${JSON.stringify(created)} is no time`,
      "use RFC 3339, such as 2026-11-23T09:30:00Z",
    );
  }
  const known = new Set<string>(exportNames);
  const unknown = dataset.exports.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw usage(
      `There is no export named ${unknown.map((name) => JSON.stringify(name)).join(", ")}`,
      `use ${exportNames.join(", ")}`,
    );
  }
}

function assertDistinct(files: readonly PlannedFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    if (!isReleasePath(path))
      throw usage(`${JSON.stringify(path)} is no path of a release`, "rename the table");
    if (seen.has(collisionKey(path)))
      throw usage(`Two files would be written to ${path}`, "rename one of the tables");
    seen.add(collisionKey(path));
  }
}

const isInstant = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(text) &&
  !Number.isNaN(Date.parse(text));

const usage = (what: string, fix: string): SourcebookError =>
  new SourcebookError("USAGE", { what, fix });
