import type { TableDefinition } from "@sourcebook/schema";

/**
 * Chunks of one file, in order.
 *
 * What the generator returns at its end is the number of rows it wrote, or nothing for a file
 * without rows.
 */
export type Content = AsyncGenerator<string | Uint8Array, number | undefined>;

/** What is known of a file once it is written; `sha256` is in lower-case hex. */
export interface Receipt {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows?: number;
}

/** What `datapackage.json` says of a file, beside its path, bytes, hash and rows. */
export interface Resource {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly format: string;
  readonly mediatype: string;
  readonly type?: "table";
  readonly dialect?: object;
  readonly schema?: object;
}

/** One file of a release, not yet written. */
export interface PlannedFile {
  /** POSIX, relative to the release folder. */
  readonly path: string;
  /** Absent for the files that cannot be listed in `datapackage.json`: itself, and the sums over it. */
  readonly resource?: Resource;
  /** The table whose rows the file holds. */
  readonly table?: TableDefinition;
  /** How many rows it will hold, where that is known before they are read. */
  readonly rows?: number;
  /** Threads make its content: other files can be made and written meanwhile. */
  readonly isMadeBeside?: boolean;
  /**
   * Has threads begin with the content before the first file is written, and not only when it is asked for.
   *
   * @param signal aborted when the release will not be written
   */
  begin?(signal: AbortSignal): void;
  /**
   * @param written waits for all files that stand before this one in the plan: who does not ask for them may be
   *   written while they are still on their way to the disk
   * @param onRows told of rows as they are written
   */
  content(written: Written, onRows?: (rows: number) => void): Content;
}

/** The receipts of the files that stand before one, in plan order. */
export type Written = () => Promise<readonly Receipt[]>;

/** What a release will hold, decided before a byte is written. */
export interface ReleasePlan {
  readonly name: string;
  readonly version: string;
  /** RFC 3339; absent when the caller did not give a time. */
  readonly created?: string;
  /** In the order of writing: a file may speak only of those before it. `SHA256SUMS` comes last, and its signature. */
  readonly files: readonly PlannedFile[];
  readonly zip: boolean;
}

/** The release that was cut before this one, by the hash of its `SHA256SUMS`. */
export interface PreviousRelease {
  readonly version: string;
  readonly sha256: string;
}

/** A text file whose words are known at once, or can be had when they are asked for. */
export async function* textContent(text: string | (() => string | Promise<string>)): Content {
  yield typeof text === "string" ? text : await text();
  return undefined;
}
