import type { JSX } from "preact";
import type { Claim } from "../../records/documentary.ts";
import { Attribution } from "./attribution.tsx";
import { Evidence } from "./evidence.tsx";
import { Proposition, Sense } from "./proposition.tsx";
import { RecordLink } from "./reading.tsx";

/** A claim in a list of claims: who says it, in what sense, what, and in which words. */
export function ClaimItem({
  claim,
  value,
  anchor,
  withWords = true,
}: {
  readonly claim: Claim;
  /** What it says on the question of the list, shortly. */
  readonly value?: string;
  /** Where a link to it within the page leads; on a page that can show it twice there is none. */
  readonly anchor?: string;
  /** Whether its words stand with it; not where they stand above several claims. */
  readonly withWords?: boolean;
}): JSX.Element {
  return (
    <article class="claim" id={anchor}>
      {value !== undefined && (
        <p class="claim-value">
          <bdi>{value}</bdi>
        </p>
      )}
      <Attribution claim={claim} />
      <Proposition claim={claim} />
      {withWords && <Words claim={claim} />}
      <div class="claim-foot">
        <Sense claim={claim} />
        <p class="claim-more">
          <RecordLink table="claims" id={claim.row.id}>
            In its context<span class="visually-hidden">: {claim.row.id}</span>
          </RecordLink>
        </p>
      </div>
    </article>
  );
}

/** The quote of a claim, its parts with an ellipsis between them. */
export function Words({ claim }: { readonly claim: Claim }): JSX.Element {
  return (
    <blockquote class="claim-quote" dir="auto">
      {claim.quotes.map((span, index) => (
        <span key={span.span}>
          {index > 0 && " […] "}
          {span.exact}
        </span>
      ))}
    </blockquote>
  );
}

/** The words of a claim, and those of its context. */
export function AllEvidence({ claim }: { readonly claim: Claim }): JSX.Element {
  return (
    <>
      {[...claim.quotes, ...claim.contexts].map((span) => (
        <Evidence key={span.span} span={span} />
      ))}
    </>
  );
}
