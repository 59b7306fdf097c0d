import type { PublishedRelease } from "@sourcebook/export";

/** A dataset to show, with every release of it. */
export interface SiteDataset {
  readonly name: string;
  /** The first that was cut first; at least one. */
  readonly releases: readonly SiteRelease[];
}

/** A release, and what is known of it that does not stand in it. */
export interface SiteRelease {
  readonly release: PublishedRelease;
  /** Why it must not be used any more; absent for most. */
  readonly yanked?: string;
  /** Not cut yet: it is shown as it would be. */
  readonly isDraft?: boolean;
}
