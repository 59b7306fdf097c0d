import { compareText } from "@sourcebook/schema";
import type { JSX } from "preact";
import type { Claim, Entity } from "../../records/documentary.ts";
import { count, digits } from "../../words.ts";
import { CodeWord, RecordLink, sourceTitle, useReading } from "./reading.tsx";

/** Every document, with what it declares of itself. */
export function SourceList(): JSX.Element {
  const { sources } = useReading().records;
  return (
    <>
      <h1>Sources</h1>
      <p class="lead">
        {count(sources.size, "document")}, each read whole. Open one to see every claim that was
        taken from it, with its words.
      </p>
      <ul class="cards">
        {[...sources.values()].map(({ row, authors, affiliation, claims }) => (
          <li key={row.id}>
            <h2>
              <RecordLink table="sources" id={row.id}>
                <bdi>{sourceTitle(row)}</bdi>
              </RecordLink>
            </h2>
            <p class="soft">
              {authors.length > 0 && <bdi>{authors.map(({ label }) => label).join(", ")}</bdi>}
              {row.published !== undefined && `, ${row.published}`}
            </p>
            <p>
              {count(claims.length, "claim")}.{" "}
              {affiliation ? (
                <>
                  Declares an affiliation: <bdi>{affiliation.label}</bdi>.
                </>
              ) : (
                "Declares no affiliation."
              )}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Every entity by its type, with a field to find one. */
export function EntityList(): JSX.Element {
  const { entities, describe } = useReading().records;
  const byType = Map.groupBy(entities.values(), ({ row }) => row.type);
  return (
    <>
      <h1>People and things</h1>
      <p class="lead">
        {count(entities.size, "entity", "entities")} under neutral labels. Nothing contested is a
        property of one: what is said of it stands on its page, with who says it.
      </p>
      <Filter label="Find by name" list="entities" />
      <div id="entities">
        {[...byType].map(([type, ofType]) => (
          <section key={type} data-filter-group>
            <h2>{describe("entity_types", type).title}</h2>
            <ul class="columns">
              {ofType.toSorted(byLabel).map(({ row, names, claimsAbout, claimsBy }) => (
                <li key={row.id} data-filter-text={names.map(({ form }) => form).join("\n")}>
                  <RecordLink table="entities" id={row.id}>
                    <bdi>{row.label}</bdi>
                  </RecordLink>{" "}
                  <span class="soft small">
                    {[
                      ...(claimsAbout.length > 0 ? [`${digits(claimsAbout.length)} about`] : []),
                      ...(claimsBy.length > 0 ? [`${digits(claimsBy.length)} by`] : []),
                    ].join(", ")}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

const byLabel = (a: Entity, b: Entity): number =>
  compareText(a.row.label, b.row.label) || compareText(a.row.id, b.row.id);

/** Every question on which claims disagree, by what they disagree about. */
export function ConflictList(): JSX.Element {
  const { conflicts, describe } = useReading().records;
  const byKind = Map.groupBy(conflicts.values(), ({ row }) => row.kind);
  return (
    <>
      <h1>Conflicts</h1>
      <p class="lead">
        {count(conflicts.size, "question")} on which claims disagree. The sides stand beside each
        other; none is preferred.
      </p>
      <Filter label="Find a question" list="conflicts" />
      <div id="conflicts">
        {[...byKind].map(([kind, alike]) => (
          <section key={kind} data-filter-group>
            <h2>
              {describe("conflict_kinds", kind).title}{" "}
              <span class="soft">{digits(alike.length)}</span>
            </h2>
            <ul class="questions">
              {alike.map(({ row, sides }) => (
                <li key={row.id}>
                  <RecordLink table="conflicts" id={row.id}>
                    <bdi>{row.label}</bdi>
                  </RecordLink>{" "}
                  <span class="soft small">
                    {count(sides.length, "claim")} in {count(sourcesOf(sides), "source")} ·{" "}
                    <CodeWord codelist="conflict_strengths" code={row.strength} lower />
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

const sourcesOf = (sides: readonly { readonly claim: Claim }[]): number =>
  new Set(sides.map(({ claim }) => claim.row.source_id)).size;

/** A field that narrows a list as one types; without script it is not there. */
function Filter({ label, list }: { readonly label: string; readonly list: string }): JSX.Element {
  return (
    <div class="filter" data-filter={list} hidden>
      <label for={`${list}-filter`}>{label}</label>
      <input type="search" id={`${list}-filter`} autocomplete="off" spellcheck={false} />
      <p role="status" data-filter-count />
    </div>
  );
}
