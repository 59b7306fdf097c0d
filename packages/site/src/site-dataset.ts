import type { PublishedRelease, RecordedChange } from "@sourcebook/export";

/** A dataset to show, with every release of it. */
export interface SiteDataset {
  readonly name: string;
  /** The first that was cut first; at least one. */
  readonly releases: readonly SiteRelease[];
  /** Changes that were meant, when the last of them is a draft. */
  readonly corrections?: readonly RecordedChange[];
}

/** A release, and what is known of it that does not stand in it. */
export interface SiteRelease {
  readonly release: PublishedRelease;
  /** Not cut yet: it is shown as it would be. */
  readonly isDraft?: boolean;
}
