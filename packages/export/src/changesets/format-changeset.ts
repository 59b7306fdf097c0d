import type { Bump } from "@sourcebook/schema";
import { code, list, page, prose } from "../documents/markdown.ts";
import type { Finding, Override, Verdict } from "../verdict/finding.ts";
import { formatOverride } from "../verdict/overrides.ts";
import { ruleOf } from "../verdict/rules.ts";

/** What a changeset is made from. */
export interface ChangesetPlan {
  readonly packageName: string;
  readonly bump: Bump;
  readonly verdict: Verdict;
  readonly overrides: readonly Override[];
  /** What pending changesets say already; a finding whose sentence stands there is not told again. */
  readonly told?: readonly string[];
}

/**
 * A changeset that tells those who use the data what changed and what to do about it, breaking changes first.
 * It is a draft: whoever keeps the dataset knows the reasons.
 */
export function formatChangeset(plan: ChangesetPlan): string {
  const { packageName, bump, verdict, overrides, told = [] } = plan;
  // As bullets have it: ended, or gone on with.
  const isTold = (finding: Finding): boolean =>
    [".", ":"].some((end) =>
      told.some((text) => text.includes(`- ${openSentence(finding)}${end}`)),
    );
  const news = verdict.findings.filter((finding) => !isTold(finding));
  // A changeset for a decision alone repeats nothing; any other says what its bump is for.
  const findings = news.length > 0 || overrides.length > 0 ? news : verdict.findings;
  const breaking = findings.filter((finding) => finding.bump === "major");
  const others = findings.filter((finding) => finding.bump !== "major");
  const since = verdict.version.before;
  const head = ["---", `${JSON.stringify(packageName)}: ${bump}`, "---"].join("\n");
  return page(
    head,
    ...(breaking.length > 0 ? [`Breaks what was built on ${since}:`, bullets(breaking)] : []),
    ...(others.length > 0
      ? [breaking.length > 0 ? "Other changes:" : `Changes since ${since}:`, bullets(others)]
      : []),
    overrides.length > 0 ? "Decided otherwise than by rule:" : undefined,
    // Each on a line of its own, where the changelog keeps them and `cut` reads them again.
    list(overrides.map(formatOverride)),
  );
}

const bullets = (findings: readonly Finding[]): string =>
  list(
    findings.map((finding) => {
      const rows = rowsOf(finding);
      const what = `${openSentence(finding)}${rows === "" ? "." : `: ${rows}.`}`;
      return `${what} ${prose(ruleOf(finding.rule).advice)} (${finding.rule})`;
    }),
  );

/** The sentence, to be gone on with. */
const openSentence = ({ sentence }: Finding): string => prose(sentence).replace(/\.$/, "");

function rowsOf({ rule, rows = [], row_count = 0 }: Finding): string {
  // What was redacted for safety is not pointed at.
  if (rule === "SV031" || rows.length === 0) return "";
  const named = rows.slice(0, mostRows).map(({ id, replaced_by, reason }) => {
    const instead = replaced_by === undefined ? "" : ` (now ${code(replaced_by)})`;
    const why = reason === undefined ? "" : `, ${prose(reason).replace(/\.$/, "")}`;
    return `${code(id)}${instead}${why}`;
  });
  const more = row_count - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join("; ");
}

const mostRows = 5;
