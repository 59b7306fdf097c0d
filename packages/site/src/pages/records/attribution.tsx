import { pluralVerb } from "@sourcebook/export";
import type { JSX } from "preact";
import type { Claim, Step } from "../../records/documentary.ts";
import { EntityLink, useReading } from "./reading.tsx";

/**
 * Who says it, in words, the author of the source first: "Ada Quill writes: Tom Reed states (in a report
 * of 1921)". What the source leaves open about a speaker is said too.
 */
export function Attribution({ claim }: { readonly claim: Claim }): JSX.Element {
  return (
    <p class="attribution">
      {claim.chain.map((step, index) => (
        <span key={index}>
          {index > 0 && ": "}
          <Speaker step={step} />
        </span>
      ))}
    </p>
  );
}

function Speaker({ step }: { readonly step: Step }): JSX.Element {
  const { describe } = useReading().records;
  const { title, description } = describe("acts", step.act);
  const act = `${title.slice(0, 1).toLowerCase()}${title.slice(1)}`;
  return (
    <>
      <EntityLink entity={step.agent} />{" "}
      <span title={description}>{step.agent.type === "group" ? pluralVerb(act) : act}</span>
      {step.work && (
        <>
          {" "}
          (in <EntityLink entity={step.work} />)
        </>
      )}
      {step.certainty !== "explicit" && (
        <>
          {" "}
          <span class="soft" title={describe("certainties", step.certainty).description}>
            [{step.certainty}]
          </span>
        </>
      )}
    </>
  );
}
