import type { JSX } from "preact";
import type { Claim } from "../../records/documentary.ts";
import { CodeWord, EntityLink, RecordLink, useReading } from "./reading.tsx";

/** What is said, in the neutral terms of the dataset: subject, predicate, object, value, number. */
export function Proposition({
  claim,
  isLink = false,
}: {
  readonly claim: Claim;
  readonly isLink?: boolean;
}): JSX.Element {
  const { row, subject, object, amount } = claim;
  const predicate = <CodeWord codelist="predicates" code={row.predicate} lower />;
  return (
    <p class="proposition">
      <EntityLink entity={subject} />{" "}
      {row.polarity === "denied" && <strong class="denied">[denied:] </strong>}
      {isLink ? (
        <RecordLink table="claims" id={row.id}>
          {predicate}
        </RecordLink>
      ) : (
        predicate
      )}
      {object && (
        <>
          {" "}
          <EntityLink entity={object} />
        </>
      )}
      {row.value !== undefined && (
        <>
          {" "}
          <q>
            <bdi>{row.value}</bdi>
          </q>
        </>
      )}
      {amount !== undefined && (
        <>
          {" · "}
          <bdi>{amount}</bdi>
        </>
      )}
    </p>
  );
}

/** In what sense it is said. Never left out: a hope is no report, and a denial says the opposite. */
export function Sense({ claim }: { readonly claim: Claim }): JSX.Element {
  const { modality, polarity, voice } = claim.row;
  const { happened } = useReading().records;
  return (
    <ul class="sense" aria-label="In what sense it is said">
      <li class={happened.has(modality) ? "sense-plain" : "sense-apart"}>
        <CodeWord codelist="modalities" code={modality} />
      </li>
      {polarity === "denied" && (
        <li class="sense-denied">
          <CodeWord codelist="polarities" code={polarity} />
        </li>
      )}
      {voice !== "author" && (
        <li class="sense-voice">
          <CodeWord codelist="voices" code={voice} />
        </li>
      )}
    </ul>
  );
}

/** The date in its layers: the words, what they allow, what was inferred. None overwrites another. */
export function Dates({ claim }: { readonly claim: Claim }): JSX.Element | null {
  const { date_text, date, date_inferred, date_basis, date_note, as_of } = claim.row;
  if ([date_text, date, date_inferred, as_of].every((part) => part === undefined)) return null;
  return (
    <>
      {date_text !== undefined && (
        <Fact term="When, in the words of the source">
          <q>
            <bdi>{date_text}</bdi>
          </q>
        </Fact>
      )}
      {date !== undefined && (
        <Fact term="What these words allow">
          <code>{date}</code>
        </Fact>
      )}
      {date_inferred !== undefined && (
        <Fact term="Inferred by the curators">
          <code>{date_inferred}</code>
          {date_basis !== undefined && (
            <>
              {" ("}
              <CodeWord codelist="date_bases" code={date_basis} lower />)
            </>
          )}
          {date_note !== undefined && (
            <span class="fact-note">
              <bdi>{date_note}</bdi>
            </span>
          )}
        </Fact>
      )}
      {as_of !== undefined && (
        <Fact term="As of">
          <code>{as_of}</code>
        </Fact>
      )}
    </>
  );
}

export function Fact({
  term,
  children,
}: {
  readonly term: string;
  readonly children: preact.ComponentChildren;
}): JSX.Element {
  return (
    <div class="fact">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
