/** What stands in a release, link or file, under a POSIX path relative to it. */
export interface ReleaseEntry {
  readonly path: string;
  readonly kind: "file" | "folder" | "link" | "other";
  readonly bytes: number;
}

/** A release to look into, be it a folder or an archive. */
export interface ReleaseReader {
  /** In code-unit order of their paths. */
  readonly entries: readonly ReleaseEntry[];
  /**
   * The bytes of a file, in blocks.
   *
   * @throws DamagedFile when the bytes cannot be had because the release is not as it was cut
   */
  read(path: string, options?: ReadOptions): AsyncIterable<Uint8Array>;
}

/** How the blocks of a file are used. */
export interface ReadOptions {
  /** True when each block is done with before the next one is asked for, so that its memory may be used again. */
  readonly inPassing?: boolean;
}

/** A file whose bytes cannot be read as the archive declares them: a fault of the release. */
export class DamagedFile extends Error {
  override readonly name = "DamagedFile";
}
