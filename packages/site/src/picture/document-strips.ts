import type { Claim, Documentary, Source } from "../records/documentary.ts";

/** One document as a strip, and the claims on it where their words stand. */
export interface Strip {
  readonly source: Source;
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly claim: Claim;
  /** From 0 to 1 along the longest document of the dataset. */
  readonly start: number;
  readonly end: number;
  readonly sense: Sense;
}

/** As far apart as a reader must keep them: told as having happened, denied, and all else. */
export type Sense = "told" | "denied" | "other";

/** The documents of a dataset, longest first, on one scale. */
export function documentStrips({ sources, happened }: Documentary): {
  readonly strips: readonly Strip[];
  /** Of each document, from 0 to 1 of the longest. */
  readonly lengthOf: (source: Source) => number;
} {
  const longest = Math.max(1, ...[...sources.values()].map(lengthInPoints));
  const strips = [...sources.values()]
    .toSorted((a, b) => lengthInPoints(b) - lengthInPoints(a))
    .map((source) => ({
      source,
      marks: source.claims.flatMap((claim) =>
        claim.quotes.map(({ start, end }) => ({
          claim,
          start: start / longest,
          end: end / longest,
          sense: senseOf(claim, happened),
        })),
      ),
    }));
  return { strips, lengthOf: (source) => lengthInPoints(source) / longest };
}

function senseOf({ row }: Claim, happened: ReadonlySet<string>): Sense {
  if (row.polarity === "denied") return "denied";
  return happened.has(row.modality) ? "told" : "other";
}

/** The length of a document in code points; where it is not at hand, of what is known of it. */
function lengthInPoints({ row, text, claims, passages, citations }: Source): number {
  if (text !== undefined) return [...text].length;
  const ends = [...claims.flatMap(({ quotes }) => quotes), ...passages, ...citations].map(
    ({ end }) => end,
  );
  // Bytes are at least as many as code points, and as many in plain English.
  return Math.max(row.bytes, ...ends);
}
