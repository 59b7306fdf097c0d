import type { Issue } from "@sourcebook/schema";
import type { JSX } from "preact";
import { count } from "../words.ts";

/** What is wrong with the project, with its places and what to do, above every page of a preview. */
export function Issues({
  issues,
  isShownBelow,
}: {
  readonly issues: readonly Issue[];
  /** There was a time without errors, and the page shows it. */
  readonly isShownBelow: boolean;
}): JSX.Element {
  const errors = issues.filter(({ severity }) => severity === "error");
  const warnings = issues.filter(({ severity }) => severity !== "error");
  return (
    <div class={errors.length > 0 ? "issues issues-errors" : "issues"}>
      <details open={errors.length > 0}>
        <summary>
          <strong>
            {[
              ...(errors.length > 0 ? [count(errors.length, "error")] : []),
              ...(warnings.length > 0 ? [count(warnings.length, "warning")] : []),
            ].join(", ")}
          </strong>
          {errors.length > 0 && isShownBelow && ": below is the project as it last was without"}
        </summary>
        <ul>
          {[...errors, ...warnings].slice(0, mostShown).map((issue, index) => (
            <li key={index}>
              <p>
                <code>
                  {[issue.file, issue.line, issue.column]
                    .filter((part) => part !== undefined)
                    .join(":")}
                </code>{" "}
                {issue.severity} <code>[{issue.code}]</code> <bdi>{issue.message}</bdi>
              </p>
              <p class="issue-fix">
                <bdi>{issue.fix}</bdi>
              </p>
            </li>
          ))}
        </ul>
        {issues.length > mostShown && (
          <p>{count(issues.length - mostShown, "more issue")}: `sourcebook check` lists all.</p>
        )}
      </details>
    </div>
  );
}

const mostShown = 50;
