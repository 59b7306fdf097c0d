import type { JSX } from "preact";
import type { Conflict } from "../../records/documentary.ts";
import { ClaimItem } from "./claim-item.tsx";
import { CodeWord } from "./reading.tsx";

/** A question on which claims disagree: its sides beside each other, in the order of their ids. */
export function ConflictBody({ conflict }: { readonly conflict: Conflict }): JSX.Element {
  const { row, sides } = conflict;
  return (
    <>
      <p class="kicker">
        Conflict · <CodeWord codelist="conflict_kinds" code={row.kind} lower />
      </p>
      <h1>
        <bdi>{row.label}</bdi>
      </h1>
      <p>
        <CodeWord codelist="conflict_strengths" code={row.strength} />:{" "}
        <StrengthWords strength={row.strength} /> The sides stand in the order of their ids; none is
        preferred, and how many they are weighs nothing.
      </p>
      {row.note !== undefined && (
        <p class="soft">
          <bdi>{row.note}</bdi>
        </p>
      )}
      <div class="sides">
        {sides.map(({ claim, value }) => (
          <ClaimItem key={claim.row.id} claim={claim} value={value} />
        ))}
      </div>
    </>
  );
}

const strengthWords: Readonly<Record<string, string>> = {
  hard: "the claims cannot all hold.",
  soft: "the claims fit together only with an assumption.",
  apparent: "the claims look different and can all hold.",
};

const StrengthWords = ({ strength }: { readonly strength: string }): JSX.Element => (
  <>{strengthWords[strength] ?? ""}</>
);
