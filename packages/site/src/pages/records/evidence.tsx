import type { EvidenceRow } from "@sourcebook/schema";
import type { JSX } from "preact";
import { wordsAround } from "../../records/words-around.ts";
import { digits } from "../../words.ts";
import { RecordLink, sourceTitle, useReading } from "./reading.tsx";

/** The exact words, marked, with as much around them as the release holds, and where they stand. */
export function Evidence({ span }: { readonly span: EvidenceRow }): JSX.Element {
  const { dataset, version, records } = useReading();
  const source = records.sources.get(span.source_id);
  const { before, after } = wordsAround(span, source?.text);
  const id = `evidence-${span.span}`;
  const title = source ? sourceTitle(source.row) : span.source_id;
  const place = `line ${span.line}, characters ${digits(span.start)} to ${digits(span.end)}`;
  return (
    <figure class={`evidence evidence-${span.role}`} id={id}>
      <blockquote dir="auto">
        {before !== "" && <span class="around">{oneBreak(before)}</span>}
        <mark id={`${id}-words`}>{span.exact}</mark>
        {after !== "" && <span class="around">{oneBreak(after)}</span>}
      </blockquote>
      <figcaption>
        {span.role === "context" && "Elsewhere in the document, for a value of the claim. "}
        <RecordLink table="sources" id={span.source_id}>
          <bdi>{title}</bdi>
        </RecordLink>
        , {place}
        <span class="copies">
          <button type="button" data-copy={`${id}-words`} hidden>
            Copy the words
          </button>
          <button type="button" data-copy={`${id}-reference`} hidden>
            Copy with the place
          </button>
        </span>
      </figcaption>
      <pre class="reference" id={`${id}-reference`} hidden>
        {[
          `“${span.exact}”`,
          `${title}, ${place}, counted in code points from 0, end exclusive.`,
          `Before it: “${span.prefix ?? ""}”`,
          `After it: “${span.suffix ?? ""}”`,
          `${dataset} ${version}, claim ${span.claim_id}`,
        ].join("\n")}
      </pre>
    </figure>
  );
}

/** Words around a quote give a sense of the place; the blank lines between them need not. */
const oneBreak = (words: string): string => words.replace(/\s*\n\s*/g, "\n");
