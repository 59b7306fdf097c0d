import type { JSX } from "preact";
import type { Claim } from "../../records/documentary.ts";
import { Attribution } from "./attribution.tsx";
import { AllEvidence } from "./claim-item.tsx";
import { Dates, Fact, Proposition, Sense } from "./proposition.tsx";
import { CodeWord, EntityLink, RecordLink, sourceTitle, useReading } from "./reading.tsx";

/** The evidence reader: a claim, who says it by which chain, in what sense, and the words it rests on. */
export function ClaimBody({ claim }: { readonly claim: Claim }): JSX.Element {
  const { row, source, place, fromPlace, event, quotation, conflicts, echoes } = claim;
  const { entities } = useReading().records;
  const speaker = entities.get(quotation?.speaker_id ?? "")?.row;
  const addressee = entities.get(quotation?.addressee_id ?? "")?.row;
  return (
    <>
      <p class="kicker">
        Claim in{" "}
        <RecordLink table="sources" id={source.id} fragment={row.id}>
          <bdi>{sourceTitle(source)}</bdi>
        </RecordLink>
      </p>
      <h1 class="claim-title">
        <Attribution claim={claim} />
      </h1>
      <div class="reader">
        <div>
          <AllEvidence claim={claim} />
        </div>
        <section class="reader-facts" aria-labelledby="recorded">
          <h2 id="recorded">How it is recorded</h2>
          <Proposition claim={claim} />
          <Sense claim={claim} />
          <dl class="facts">
            <Fact term="Sense">
              <SenseWords claim={claim} />
            </Fact>
            <Dates claim={claim} />
            {claim.quantity && (
              <Fact term="Number">
                <q>
                  <bdi>{claim.quantity.expression}</bdi>
                </q>
                , recorded as <bdi>{claim.amount}</bdi>
                {claim.quantity.population !== undefined && (
                  <>
                    {" of "}
                    <bdi>{claim.quantity.population}</bdi>
                  </>
                )}
              </Fact>
            )}
            {speaker && (
              <Fact term="Whose words">
                <EntityLink entity={speaker} />
                {addressee && (
                  <>
                    {", to "}
                    <EntityLink entity={addressee} />
                  </>
                )}
              </Fact>
            )}
            {place && (
              <Fact term="Where">
                {fromPlace && (
                  <>
                    from <EntityLink entity={fromPlace} /> to{" "}
                  </>
                )}
                <EntityLink entity={place} />
              </Fact>
            )}
            {event && (
              <Fact term="Part of">
                <EntityLink entity={event} />
              </Fact>
            )}
            {row.about_id !== undefined && (
              <Fact term="About the claim">
                <RecordLink table="claims" id={row.about_id}>
                  {row.about_id}
                </RecordLink>
              </Fact>
            )}
            {echoes.length > 0 && (
              <Fact term="Spoken of by">
                <ul class="plain">
                  {echoes.map((id) => (
                    <li key={id}>
                      <RecordLink table="claims" id={id}>
                        {id}
                      </RecordLink>
                    </li>
                  ))}
                </ul>
              </Fact>
            )}
            {row.note !== undefined && (
              <Fact term="Remark of the curators">
                <bdi>{row.note}</bdi>
              </Fact>
            )}
          </dl>
        </section>
      </div>
      {conflicts.length > 0 && (
        <section aria-labelledby="disagree">
          <h2 id="disagree">Where claims disagree</h2>
          <ul>
            {conflicts.map(({ conflict, value }) => (
              <li key={conflict.id}>
                <RecordLink table="conflicts" id={conflict.id}>
                  <bdi>{conflict.label}</bdi>
                </RecordLink>
                : here <q dir="auto">{value}</q>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function SenseWords({ claim }: { readonly claim: Claim }): JSX.Element {
  const { describe } = useReading().records;
  const { modality, polarity, voice } = claim.row;
  return (
    <>
      <CodeWord codelist="modalities" code={modality} />,{" "}
      <CodeWord codelist="polarities" code={polarity} lower />.{" "}
      {describe("modalities", modality).description} {describe("polarities", polarity).description}{" "}
      {describe("voices", voice).description}
    </>
  );
}
