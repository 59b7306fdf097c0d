import type { JSX } from "preact";
import type { Claim, Entity } from "../../records/documentary.ts";
import { Scroll } from "../../shell/scroll.tsx";
import { count, digits } from "../../words.ts";
import { ClaimItem } from "./claim-item.tsx";
import { Fact } from "./proposition.tsx";
import { CodeWord, EntityLink, RecordLink, sourceTitle, useReading } from "./reading.tsx";

/** A person, body, place or thing: the names it is printed under, what is said of it, and what it says. */
export function EntityBody({ entity }: { readonly entity: Entity }): JSX.Element {
  const { row, partOf, parts, names, claimsAbout, claimsBy, claimsPassedOn } = entity;
  return (
    <>
      <p class="kicker">
        <CodeWord codelist="entity_types" code={row.type} />
        {row.kind !== undefined && (
          <>
            {" · "}
            <CodeWord codelist="entity_kinds" code={row.kind} lower />
          </>
        )}
      </p>
      <h1>
        <bdi>{row.label}</bdi>
      </h1>
      {row.note !== undefined && (
        <p class="lead">
          <bdi>{row.note}</bdi>
        </p>
      )}
      <p class="soft">
        The label is neutral and ours. What the sources say of it stands below, each with who says
        it.
      </p>
      {(partOf !== undefined || parts.length > 0) && (
        <dl class="facts">
          {partOf && (
            <Fact term="Part of">
              <EntityLink entity={partOf} />
            </Fact>
          )}
          {parts.length > 0 && (
            <Fact term="Has as parts">
              {parts.map((part, index) => (
                <span key={part.id}>
                  {index > 0 && ", "}
                  <EntityLink entity={part} />
                </span>
              ))}
            </Fact>
          )}
        </dl>
      )}
      {names.length > 0 && (
        <>
          <h2 id="names">Names as printed</h2>
          <Scroll label="Names as printed">
            <table>
              <thead>
                <tr>
                  <th scope="col">Printed</th>
                  <th scope="col">As</th>
                  <th scope="col">In</th>
                </tr>
              </thead>
              <tbody>
                {[...Map.groupBy(names, ({ form, kind }) => `${kind}\n${form}`).values()].map(
                  (alike) => (
                    <NameRow key={alike[0]?.form} names={alike} />
                  ),
                )}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
      <Claims id="about" title="Said about it" claims={claimsAbout} />
      <Claims id="by" title="Said by it" claims={claimsBy} />
      <Claims id="passed-on" title="Passed on by it" claims={claimsPassedOn} />
    </>
  );
}

/** A form of a name, with every source that prints it. */
function NameRow({ names }: { readonly names: Entity["names"] }): JSX.Element | null {
  const { sources } = useReading().records;
  const [first] = names;
  if (first === undefined) return null;
  return (
    <tr>
      <th scope="row">
        <bdi>{first.form}</bdi>
      </th>
      <td>
        <CodeWord codelist="name_kinds" code={first.kind} lower />
      </td>
      <td>
        <ul class="plain">
          {names.map(({ source_id, occurrences }) => {
            const source = sources.get(source_id);
            return (
              <li key={source_id}>
                <RecordLink table="sources" id={source_id}>
                  <bdi>{source ? sourceTitle(source.row) : source_id}</bdi>
                </RecordLink>{" "}
                <span class="soft">{count(occurrences, "time")}</span>
              </li>
            );
          })}
        </ul>
      </td>
    </tr>
  );
}

/** Claims by source and then by sense: a page of hopes is not read as a page of reports. */
function Claims({
  id,
  title,
  claims,
}: {
  readonly id: string;
  readonly title: string;
  readonly claims: readonly Claim[];
}): JSX.Element | null {
  if (claims.length === 0) return null;
  const bySource = Map.groupBy(claims, (claim) => claim.source);
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="soft">{count(claims.length, "claim")}</span>
      </h2>
      {[...bySource].map(([source, ofSource]) => (
        <details key={source.id} class="group" open={claims.length <= mostOpen}>
          <summary>
            <h3>
              <bdi>{sourceTitle(source)}</bdi> <span class="soft">{digits(ofSource.length)}</span>
            </h3>
          </summary>
          {[...Map.groupBy(ofSource, (claim) => claim.row.modality)].map(([modality, alike]) => (
            <section key={modality}>
              <h4>
                <CodeWord codelist="modalities" code={modality} />{" "}
                <span class="soft">{digits(alike.length)}</span>
              </h4>
              {alike.map((claim) => (
                <ClaimItem key={claim.row.id} claim={claim} />
              ))}
            </section>
          ))}
        </details>
      ))}
    </section>
  );
}

// More than these are folded by source, so that the page can be looked over.
const mostOpen = 20;
