/** Our own name among the contenders: what others are compared with. */
export const us = "Sourcebook";

/** What stands in for a contender that does only what nobody can leave out. */
export const limitName = "the limit";

export const firstCut = "first cut";
export const secondCut = "second cut, one of ten files changed";
/** What stands beside a second cut: only what none can leave out, whatever it remembers. */
export const leastCut = "hashing what is read, copying, syncing and reading back alone";

/** How the keys of files lie to each other: all among each other, or those of one file behind those of the one before. */
export const layouts = ["mixed", "in order"] as const;
export type Layout = (typeof layouts)[number];

/** What a first and a second cut are kept under. */
export const nameOfShards = (rows: number, layout: Layout, zip: boolean): string =>
  `shards/${rows}/${layout}${zip ? "/zip" : ""}`;
