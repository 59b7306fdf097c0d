import type { JSX } from "preact";
import type { Claim, Source } from "../../records/documentary.ts";
import { count, digits } from "../../words.ts";
import { ClaimItem, Words } from "./claim-item.tsx";
import { Fact } from "./proposition.tsx";
import { CodeWord, EntityLink, sourceTitle } from "./reading.tsx";

/** A document: what it says of itself, and every claim that was taken from it, in its order. */
export function SourceBody({ source }: { readonly source: Source }): JSX.Element {
  const { row, authors, affiliation, claims, citations } = source;
  return (
    <>
      <p class="kicker">Source</p>
      <h1>
        <bdi>{sourceTitle(row)}</bdi>
      </h1>
      {row.subtitle !== undefined && (
        <p class="lead">
          <bdi>{row.subtitle}</bdi>
        </p>
      )}
      <dl class="facts">
        {authors.length > 0 && (
          <Fact term="Written by">
            {authors.map((author, index) => (
              <span key={author.id}>
                {index > 0 && ", "}
                <EntityLink entity={author} />
              </span>
            ))}
          </Fact>
        )}
        <Fact term="Published">
          {row.published === undefined ? "not stated" : <code>{row.published}</code>} (
          <CodeWord codelist="published_bases" code={row.published_basis} lower />)
          {row.published_note !== undefined && (
            <span class="fact-note">
              <bdi>{row.published_note}</bdi>
            </span>
          )}
        </Fact>
        <Fact term="Declared affiliation">
          {affiliation ? <EntityLink entity={affiliation} /> : "none declared in the document"}
        </Fact>
        {row.credit !== undefined && (
          <Fact term="Credit line">
            <q dir="auto">{row.credit}</q>
          </Fact>
        )}
        <Fact term="Language">
          <code>{row.language}</code>
        </Fact>
        <Fact term="Rights">
          <bdi>{row.rights}</bdi>
          {source.text === undefined &&
            ": the whole text is not passed on, only the quotes and where they stand"}
        </Fact>
        {row.url !== undefined && (
          <Fact term="Address">
            <bdi>{row.url}</bdi>
          </Fact>
        )}
        <Fact term="Document as received">
          <code>{row.file}</code>, {digits(row.bytes)} bytes, SHA-256{" "}
          <code class="hash">{row.sha256}</code>
        </Fact>
      </dl>
      <h2>{count(claims.length, "claim")}, in the order of the document</h2>
      {bySameWords(claims).map((alike) => (
        <SameWords key={alike[0].row.id} claims={alike} />
      ))}
      {citations.length > 0 && (
        <>
          <h2>{count(citations.length, "work")} cited in its notes</h2>
          <ol class="citations">
            {citations.map(({ number, item, text }) => (
              <li key={`${number}.${item}`} value={number}>
                <span dir="auto">{text}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

/** Words of the document once, and below them every claim that rests on them. */
function SameWords({ claims }: { readonly claims: readonly [Claim, ...Claim[]] }): JSX.Element {
  const [first] = claims;
  return (
    <div class="passage">
      <p class="passage-place">
        <span class="visually-hidden">Line </span>
        {first.quotes[0]?.line}
      </p>
      <div>
        <Words claim={first} />
        {claims.map((claim) => (
          <ClaimItem key={claim.row.id} claim={claim} anchor={claim.row.id} withWords={false} />
        ))}
      </div>
    </div>
  );
}

/** Neighbours that rest on the very same words, together. */
function bySameWords(claims: readonly Claim[]): readonly (readonly [Claim, ...Claim[]])[] {
  const groups: [Claim, ...Claim[]][] = [];
  for (const claim of claims) {
    const [last] = groups.at(-1) ?? [];
    if (last && placeOf(last) === placeOf(claim)) groups.at(-1)?.push(claim);
    else groups.push([claim]);
  }
  return groups;
}

const placeOf = ({ quotes }: Claim): string =>
  quotes.map(({ start, end }) => `${start}-${end}`).join(" ");
