import type { Cell, FieldType, Model, Row, Table } from "@sourcebook/schema";
import type { Withholding } from "../rights/withholding.ts";

/** A table to compare. */
export interface ComparableTable extends Table {
  /**
   * The same rows as canonical CSV, each block good until the next one is asked for; absent where they do not stand as
   * such and cannot be written.
   */
  csv?(): AsyncIterable<Uint8Array>;
}

/** One of the two sides of a diff: a checked dataset is one, and so is a release read back. */
export interface Comparable {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly licence: string;
  readonly keywords?: readonly string[];
  readonly homepage?: string;
  readonly contributors: readonly { title: string; role?: string; path?: string }[];
  readonly model: Model;
  readonly tables: readonly ComparableTable[];
  /** What must not be published of it, though an earlier release may have it. */
  readonly withholding?: Withholding;
  /** Every file of the release. Absent where no release has been planned yet. */
  readonly files?: readonly ReleaseFile[];
}

export interface ReleaseFile {
  readonly path: string;
  /** Absent for a file that is planned and not yet written. */
  readonly sha256?: string;
  /** How the file is written (dialect, encoding), as canonical JSON; two texts that differ read differently. */
  readonly dialect?: string;
}

/** The primary key cells of a row, in the order of the primary key. */
export type Key = readonly Cell[];

export interface ReleaseName {
  readonly name: string;
  readonly version: string;
}

/** Everything that differs between two releases. Plain data: it survives JSON. */
export interface ReleaseDiff {
  readonly before: ReleaseName;
  readonly after: ReleaseName;
  /** Title, licence and the like, by name. */
  readonly properties: readonly PropertyChange[];
  /** Absent when the files of one side are not known. */
  readonly files?: FileChanges;
  /** The tables with a difference, by name. */
  readonly tables: readonly TableDiff[];
}

export interface PropertyChange {
  readonly property: string;
  readonly before?: string;
  readonly after?: string;
}

/** Paths, sorted. A file that moved has the same bytes under another path. */
export interface FileChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** Files that are written in another way: another delimiter, encoding, list separator. */
  readonly rewritten: readonly string[];
}

/** What happened to a table, without its rows. */
export interface TableShape {
  /** The name after; the name before, for a table that was removed. */
  readonly table: string;
  readonly change: "added" | "removed" | "kept";
  readonly renamed_from?: string;
  /** The fields after (before, for a removed table), in order. */
  readonly fields: readonly { readonly name: string; readonly type: FieldType }[];
  readonly primary_key: readonly string[];
  readonly fields_added: readonly string[];
  readonly fields_removed: readonly string[];
  readonly fields_renamed: readonly FieldRename[];
  readonly fields_retyped: readonly {
    readonly field: string;
    readonly before: string;
    readonly after: string;
  }[];
  /** True when the fields that stayed stand in another order. */
  readonly fields_reordered: boolean;
  /** False when the primary key is another one, so that rows cannot be told apart across the two. */
  readonly keys_comparable: boolean;
  readonly rows: RowCounts;
}

/** `equal` of the `of` rows that state either cell say the same under both names. */
export interface FieldRename {
  readonly from: string;
  readonly to: string;
  readonly equal: number;
  readonly of: number;
}

export interface RowCounts {
  readonly before: number;
  readonly after: number;
  readonly added: number;
  readonly removed: number;
  /** Rows with a change in a field that both sides have. */
  readonly changed: number;
  /** Rows whose only news are cells of an added field. */
  readonly extended: number;
  readonly moved: number;
}

export interface TableDiff extends TableShape {
  /** By key; `omitted` more were left out under the limit that was asked for. */
  readonly changes: readonly RowChange[];
  readonly omitted: number;
}

export type RowChange =
  | { readonly change: "added"; readonly key: Key; readonly cells: Row }
  | {
      readonly change: "removed";
      readonly key: Key;
      readonly cells: Row;
      readonly retired?: Retirement;
      /** Why, when a correction was recorded of the whole row. */
      readonly reason?: string;
      /** It went for safety: what it said is not repeated. */
      readonly redacted?: true;
    }
  | {
      readonly change: "changed";
      readonly key: Key;
      readonly cells: readonly CellChange[];
      /** How many cells that are stated on both sides, the key aside, stayed as they were. */
      readonly same: number;
    }
  | {
      readonly change: "moved";
      readonly from: Key;
      readonly key: Key;
      readonly cells: readonly CellChange[];
      readonly retired?: Retirement;
    };

/** Absent = not stated. */
export interface CellChange {
  readonly field: string;
  readonly before?: Cell;
  readonly after?: Cell;
  /** Why, when a correction was recorded of it. */
  readonly reason?: string;
}

/** What `retired_ids` says of a row that is gone. */
export interface Retirement {
  readonly status: string;
  readonly replaced_by?: string;
  readonly since: string;
  readonly reason: string;
}
