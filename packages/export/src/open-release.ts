// EDGE: disk. Finds out what lies at a place: a release in a folder, in an archive, or on the web.
import { basename, dirname, join, resolve } from "node:path";
import { SourcebookError } from "@sourcebook/schema";
import type { ArchiveFault } from "./archive-faults.ts";
import { type Disk, lstatIfAny, readTextIfAny } from "./disk.ts";
import { openFolder } from "./folder-reader.ts";
import { stagingPath, versionsPath } from "./release-paths.ts";
import type { ReleaseReader } from "./release-reader.ts";
import { openUrl } from "./url-reader.ts";

/** A release, or an archive that is not looked into and why. */
export type OpenedRelease = {
  readonly kind: "folder" | "archive" | "url";
  /** The last part of its place, by which it is known there. */
  readonly placeName: string;
  /** The folder in which it lies, or its web address: where other releases are looked for. */
  readonly beside: string;
  readVersions(): Promise<VersionsBeside | undefined>;
} & (
  | { readonly reader: ReleaseReader; readonly faults: readonly [] }
  | { readonly reader: undefined; readonly faults: readonly ArchiveFault[] }
);

/** The list of versions that stands beside a release. */
export interface VersionsBeside {
  readonly text: string;
  /** A cut is under way there, or was killed: its release may not be in the list yet. */
  readonly isCutting: boolean;
}

/** @throws SourcebookError `IO` when there is nothing to open */
export async function openRelease(disk: Disk, path: string): Promise<OpenedRelease> {
  if (/^https?:\/\//.test(path)) return openUrl(path);
  const place = resolve(path);
  const at = {
    placeName: basename(place),
    beside: dirname(place),
    readVersions: () => readVersionsIn(disk, dirname(place)),
  };
  const stats = await lstatIfAny(disk, path);
  if (stats?.isDirectory()) {
    return { kind: "folder", ...at, reader: await openFolder(disk, path), faults: [] };
  }
  if (stats?.isFile()) {
    const { openArchive } = await import("./zip-reader.ts");
    return { kind: "archive", ...at, ...(await openArchive(disk, path)) };
  }
  throw new SourcebookError("IO", {
    what: stats === undefined ? "There is nothing here to read" : "This is no folder and no file",
    where: { path },
    fix: "give the path of a release folder or of its zip",
  });
}

async function readVersionsIn(disk: Disk, folder: string): Promise<VersionsBeside | undefined> {
  // In this order: a cut removes its staging folder only when its release is listed.
  const staging = await lstatIfAny(disk, join(folder, stagingPath));
  const text = await readTextIfAny(disk, join(folder, versionsPath));
  return text === undefined ? undefined : { text, isCutting: staging !== undefined };
}
