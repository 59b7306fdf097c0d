// EDGE: disk. Opens releases to show them, each against its own hashes first.
import { join } from "node:path";
import { SourcebookError } from "@sourcebook/schema";
import { type Disk, hashBlocks, lstatIfAny, nodeDisk, readBlocks } from "../disk.ts";
import { descriptorPath, signaturePath, sumsPath, versionsPath } from "../release-paths.ts";
import type { ReleaseReader } from "../release-reader.ts";
import { readVersions, releasePlaces } from "../releases-folder.ts";
import { asSourcebookError } from "../system-error.ts";
import { verifyHashes } from "../verify-release.ts";
import type { VersionEntry } from "../versions.ts";
import { describedViews } from "./described-views.ts";
import type { PublishedFile, PublishedRelease } from "./published-release.ts";

/** Every release of a dataset, the first that was cut first. */
export interface PublishedDataset {
  readonly name: string;
  readonly releases: readonly PublishedRelease[];
}

/**
 * Opens all releases in a folder, to show them: every byte is compared with its hash first.
 *
 * @param releasesFolder with a folder for each dataset in it
 * @returns the datasets by name
 * @throws SourcebookError `IO` when there is none, `CONFLICT` when a list of versions is damaged,
 *   `VERIFY_FAILED` when a release is missing, or is not as it was cut
 */
export async function openPublished(releasesFolder: string): Promise<readonly PublishedDataset[]> {
  try {
    const datasets: PublishedDataset[] = [];
    for (const name of await findDatasets(nodeDisk, releasesFolder)) {
      const folder = join(releasesFolder, name);
      const releases: PublishedRelease[] = [];
      const listed = await readVersions(nodeDisk, releasePlaces(folder, name, "0.0.0"), name);
      for (const entry of listed) releases.push(await openOne(nodeDisk, folder, name, entry));
      if (releases.length > 0) datasets.push({ name, releases });
    }
    if (datasets.length > 0) return datasets;
    throw new SourcebookError("IO", {
      what: "There are no releases here",
      where: { path: releasesFolder },
      fix: "cut one with `sourcebook cut`, or name the folder that holds them",
    });
  } catch (error) {
    throw asSourcebookError(error);
  }
}

/**
 * Opens the last release of a dataset, to show it beside what may follow; `undefined` before the first.
 *
 * @throws SourcebookError `CONFLICT` when the list of versions is damaged, `VERIFY_FAILED` when the release
 *   is not as it was cut
 */
export async function openLastPublished(
  releasesFolder: string,
  name: string,
): Promise<PublishedRelease | undefined> {
  try {
    const folder = join(releasesFolder, name);
    const listed = await readVersions(nodeDisk, releasePlaces(folder, name, "0.0.0"), name);
    const last = listed.at(-1);
    return last && (await openOne(nodeDisk, folder, name, last));
  } catch (error) {
    throw asSourcebookError(error);
  }
}

async function findDatasets(disk: Disk, folder: string): Promise<readonly string[]> {
  if ((await lstatIfAny(disk, folder)) === undefined) return [];
  const names: string[] = [];
  for (const name of (await disk.readdir(folder)).toSorted()) {
    if ((await lstatIfAny(disk, join(folder, name, versionsPath)))?.isFile()) names.push(name);
  }
  return names;
}

async function openOne(
  disk: Disk,
  folder: string,
  name: string,
  entry: VersionEntry,
): Promise<PublishedRelease> {
  const places = releasePlaces(folder, name, entry.version);
  const { opened, verification, sums } = await verifyHashes(disk, places.release);
  const { findings, sumsSha256 } = verification;
  const [first] = findings;
  const wrong =
    first === undefined
      ? sumsSha256 === entry.sha256
        ? undefined
        : `${sumsPath} is not the one that the list of versions names`
      : [first.path, first.message].filter((part) => part !== undefined).join(": ");
  if (wrong !== undefined || opened.reader === undefined) {
    throw new SourcebookError("VERIFY_FAILED", {
      what: `${name} ${entry.version} is not as it was cut: ${wrong ?? "it cannot be read"}`,
      where: { path: places.release },
      fix: "run `sourcebook verify` on the release, and restore it",
    });
  }
  const release = await readPublished(opened.reader, sums, entry);
  const archive = await findArchive(disk, places.zip, `${name}-${entry.version}.zip`);
  return { ...release, ...(archive && { archive }) };
}

async function readPublished(
  reader: ReleaseReader,
  sums: ReadonlyMap<string, string>,
  { created, sha256, yanked }: VersionEntry,
): Promise<PublishedRelease> {
  const { readComparable, readRows } = await import("../diff/read-comparable.ts");
  const comparable = await readComparable(reader);
  const descriptor = JSON.parse(await readText(reader, descriptorPath)) as {
    resources: readonly Record<string, unknown>[];
  };
  const described = new Map(descriptor.resources.map((resource) => [resource.path, resource]));
  const bytesOf = new Map(reader.entries.map(({ path, bytes }) => [path, bytes]));
  const published = (path: string): PublishedFile => {
    const { title, description, format, rows } = described.get(path) ?? {};
    const hash = path === sumsPath ? sha256 : sums.get(path);
    return {
      path,
      bytes: bytesOf.get(path) ?? 0,
      ...(hash !== undefined && { sha256: hash }),
      ...(typeof rows === "number" && { rows }),
      ...(typeof title === "string" && { title }),
      ...(typeof description === "string" && { description }),
      ...(typeof format === "string" && { format }),
      read: () => reader.read(path),
    };
  };
  return {
    ...comparable,
    ...(created !== undefined && { created }),
    ...(yanked && { yanked }),
    sumsSha256: sha256,
    views: describedViews(descriptor).map((definition) => {
      const path = `views/${definition.name}.csv`;
      const rows = described.get(path)?.rows;
      return {
        definition,
        ...(typeof rows === "number" && { rows }),
        batches: () => readRows(reader, definition, path),
      };
    }),
    files: (comparable.files ?? []).map(({ path }) => published(path)),
    lists: [descriptorPath, sumsPath, signaturePath]
      .filter((path) => bytesOf.has(path))
      .map(published),
  };
}

/** The zip beside a release. No list has its hash, so it is taken from the bytes that are there. */
async function findArchive(
  disk: Disk,
  place: string,
  path: string,
): Promise<PublishedFile | undefined> {
  const stats = await lstatIfAny(disk, place);
  if (!stats?.isFile()) return undefined;
  const read = () => readBlocks(disk, place);
  const { bytes, sha256 } = await hashBlocks(read());
  return { path, bytes, sha256, format: "zip", title: "Everything in one archive", read };
}

async function readText(reader: ReleaseReader, path: string): Promise<string> {
  const blocks: Uint8Array[] = [];
  for await (const block of reader.read(path)) blocks.push(block);
  return Buffer.concat(blocks).toString("utf8");
}
