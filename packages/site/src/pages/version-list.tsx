import type { JSX } from "preact";
import { releasePage } from "../addresses.ts";
import type { ReleaseStep } from "../changes/release-step.ts";
import type { ReleaseFacts } from "../release-facts.ts";
import type { PageContent } from "../shell/page.ts";
import { Link } from "../shell/place.tsx";
import { count, day } from "../words.ts";

/** Every release of a dataset, the newest first, each with what it changed. */
export function versionList(
  all: readonly ReleaseFacts[],
  steps: ReadonlyMap<string, ReleaseStep>,
): PageContent {
  return {
    title: "Versions",
    section: "versions",
    body: (
      <>
        <h1>Versions</h1>
        <p class="lead">A released version never changes. Cite the one that you used.</p>
        <ol class="versions" reversed>
          {all.toReversed().map((facts) => (
            <Version
              key={facts.release.version}
              facts={facts}
              step={steps.get(facts.release.version)}
            />
          ))}
        </ol>
      </>
    ),
  };
}

function Version({
  facts,
  step,
}: {
  readonly facts: ReleaseFacts;
  readonly step: ReleaseStep | undefined;
}): JSX.Element {
  const { release, isDraft, tables } = facts;
  const { name, version, created, sumsSha256, yanked } = release;
  const rows = tables.reduce((sum, { kind, rows: own }) => sum + (kind === "table" ? own : 0), 0);
  return (
    <li>
      <h2>
        <Link to={releasePage(name, version)}>{version}</Link>
        {step && <span class={`bump bump-${step.verdict.bump}`}>{step.verdict.bump}</span>}
      </h2>
      {yanked && (
        <p class="gone">
          <strong>Yanked since {yanked.since}: nobody should use it.</strong>{" "}
          <bdi>{yanked.reason}</bdi>
        </p>
      )}
      <p class="soft">
        {isDraft ? "Not released yet" : <Day time={created} />}
        {count(rows, "row")} in{" "}
        {count(tables.filter(({ kind }) => kind === "table").length, "table")}
      </p>
      {yanked ? null : step ? (
        <p>
          <Summary step={step} />{" "}
          <Link to={releasePage(name, version, "changes")}>
            What changed<span class="visually-hidden"> in {version}</span>
          </Link>
        </p>
      ) : (
        <p>The first release.</p>
      )}
      {sumsSha256 !== undefined && (
        <p class="small soft">
          SHA-256 of <code>SHA256SUMS</code>: <code class="hash">{sumsSha256}</code>
        </p>
      )}
    </li>
  );
}

const Day = ({ time }: { readonly time: string | undefined }): JSX.Element | null =>
  time === undefined ? null : (
    <>
      <time dateTime={time}>{day(time)}</time>,{" "}
    </>
  );

/** How many rows, and which tables, in a sentence. */
export function Summary({ step }: { readonly step: ReleaseStep }): JSX.Element {
  const { tables } = step.diff;
  const total = (part: "added" | "removed" | "changed"): number =>
    tables.reduce((sum, { rows }) => sum + rows[part], 0);
  if (tables.length === 0)
    return <>No row and no field differs from {step.before.release.version}.</>;
  const parts = (["added", "removed", "changed"] as const)
    .filter((part) => total(part) > 0)
    .map((part) => `${count(total(part), "row")} ${part}`);
  return (
    <>
      Against {step.before.release.version}: {parts.join(", ") || "no row but its fields changed"}{" "}
      in {count(tables.length, "table")}.
    </>
  );
}
