import type { Table } from "@sourcebook/schema";
import type { Comparable, ReleaseFile } from "../diff/release-diff.ts";
import type { Yanked } from "../versions.ts";

/** A release to show: everything that it says of itself, and a way to read every file of it. */
export interface PublishedRelease extends Comparable {
  /** RFC 3339; absent when the cut was not given a time. */
  readonly created?: string;
  /** Set when nobody should use the release any more. */
  readonly yanked?: Yanked;
  /** The hash of `SHA256SUMS`; absent for what has not been cut yet. */
  readonly sumsSha256?: string;
  /** The flat tables for people, made of the others. */
  readonly views: readonly Table[];
  readonly files: readonly PublishedFile[];
  /** The files that list the others: the descriptor, the hashes, and the signature over them. */
  readonly lists: readonly PublishedFile[];
  /** The whole release in one file. */
  readonly archive?: PublishedFile;
}

/** One file of a release, as `datapackage.json` describes it. */
export interface PublishedFile extends ReleaseFile {
  /** Absent, as its hash is, for a file that is not written yet. */
  readonly bytes?: number;
  readonly rows?: number;
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  read(): AsyncIterable<string | Uint8Array>;
}
