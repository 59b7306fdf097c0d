/** Our own name among the contenders: what others are compared with. */
export const us = "Sourcebook";

/** What stands in for a contender that does only what nobody can leave out. */
export const limitName = "the limit";

export const firstCut = "first cut";
export const secondCut = "second cut, one of ten files changed";
