import type { Dataset, Table } from "@sourcebook/schema";
import { licenceDescriptor } from "./documents/licence.ts";
import { cellOf } from "./format-cell.ts";
import type { Content, PlannedFile, PreviousRelease, Receipt, Written } from "./release-plan.ts";
import type { YankedRelease } from "./versions.ts";

/** What a release says of its own making. */
export interface Provenance {
  readonly toolVersion: string;
  readonly created?: string;
  readonly previous?: PreviousRelease;
  /** The release by which its changes are told: not always the one before, which may be yanked. */
  readonly comparedWith?: PreviousRelease;
  /** All releases that were yanked when it was cut. */
  readonly yanked?: readonly YankedRelease[];
}

/** The one manifest: every file before it, with bytes, hash, rows and, for tables, the schema. */
export async function* dataPackage(
  dataset: Dataset,
  provenance: Provenance,
  files: readonly PlannedFile[],
  written: Written,
): Content {
  const receipts = new Map((await written()).map((receipt) => [receipt.path, receipt]));
  const sources = await readSources(dataset.tables);
  const descriptor = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: dataset.name,
    title: dataset.title,
    ...(dataset.description !== undefined && { description: dataset.description }),
    ...(dataset.homepage !== undefined && { homepage: dataset.homepage }),
    version: dataset.version,
    ...(provenance.created !== undefined && { created: provenance.created }),
    licenses: [licenceDescriptor(dataset.licence)],
    ...(dataset.contributors.length > 0 && {
      contributors: dataset.contributors.map(({ title, role, path }) => ({
        title,
        ...(path !== undefined && { path }),
        ...(role !== undefined && { roles: [role] }),
      })),
    }),
    ...(dataset.keywords && dataset.keywords.length > 0 && { keywords: dataset.keywords }),
    ...(sources.length > 0 && { sources }),
    resources: files.flatMap(({ path, resource }) => {
      const receipt = receipts.get(path);
      return resource && receipt ? [describeResource(resource, receipt)] : [];
    }),
    sourcebook: ownFacts(dataset, provenance),
  };
  yield `${JSON.stringify(descriptor, null, 2)}\n`;
  return undefined;
}

/** Of what and by what a release was made: what no standard has a word for. */
export function ownFacts(dataset: Dataset, provenance: Provenance): object {
  const { toolVersion, previous, comparedWith, yanked = [] } = provenance;
  return {
    model: dataset.model.name,
    schemaVersion: dataset.model.version,
    toolVersion,
    ...(previous && { previous }),
    ...(comparedWith && { comparedWith }),
    ...(yanked.length > 0 && { yanked }),
    inputs: dataset.inputs,
  };
}

function describeResource(
  resource: NonNullable<PlannedFile["resource"]>,
  receipt: Receipt,
): object {
  const { name, type, title, description, format, mediatype, dialect, schema } = resource;
  return {
    name,
    ...(type && { type }),
    path: receipt.path,
    title,
    ...(description !== undefined && { description }),
    format,
    mediatype,
    ...(!binaryFormats.has(format) && { encoding: "utf-8" }),
    bytes: receipt.bytes,
    hash: `sha256:${receipt.sha256}`,
    ...(receipt.rows !== undefined && { rows: receipt.rows }),
    ...(dialect && { dialect }),
    ...(schema && { schema }),
  };
}

// Bytes that are no text have no encoding.
const binaryFormats: ReadonlySet<string> = new Set(["parquet", "xlsx", "sqlite"]);

async function readSources(tables: readonly Table[]): Promise<object[]> {
  const sources: object[] = [];
  const table = tables.find(({ definition }) => definition.name === "sources");
  if (table === undefined) return sources;
  for await (const batch of table.batches()) {
    for (const row of batch) {
      const title = cellOf(row, "title") ?? cellOf(row, "id");
      const path = cellOf(row, "url");
      sources.push({ title: String(title), ...(path !== undefined && { path: String(path) }) });
    }
  }
  return sources;
}
