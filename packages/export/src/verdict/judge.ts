import { compareModels, compareText, type Model, maxBump, type Policy } from "@sourcebook/schema";
import { formatKey } from "../diff/keys.ts";
import type { RowChange } from "../diff/release-diff.ts";
import { type Retirements, retiredIdsTable } from "../diff/retirements.ts";
import type { Survey, SurveyedTable } from "../diff/survey-releases.ts";
import type { Withholding } from "../rights/withholding.ts";
import { compareBumps } from "./bump.ts";
import { openChurn } from "./churn.ts";
import type { Finding, Verdict } from "./finding.ts";
import { finding, judgeRelease } from "./judge-release.ts";
import type { JudgeOptions } from "./judge-releases.ts";
import { evidenceTable, judgeRow, type RowContext } from "./judge-rows.ts";
import { judgeStructure } from "./judge-structure.ts";
import { applyOverrides } from "./overrides.ts";
import { indexRecords } from "./recorded-changes.ts";
import { openTally } from "./tally.ts";
import { nextVersion } from "./versions.ts";

/** What a judgement rests on beside the diff. */
export interface JudgeContext extends JudgeOptions {
  readonly models: { readonly before: Model; readonly after: Model };
  readonly retired: { readonly before: Retirements; readonly after: Retirements };
  readonly withholding: Withholding;
}

/**
 * Judges a diff: one finding for each rule that it meets, and the bump as their maximum.
 *
 * Reads the rows that changed once, batch by batch.
 */
export async function judge(survey: Survey, context: JudgeContext): Promise<Verdict> {
  const { models, policy = "default", overrides = [] } = context;
  const found = [
    ...judgeRelease(survey, policy),
    ...judgeStructure(survey, compareModels(models.before, models.after, policy), policy),
    ...(await judgeRows(survey, context, policy)),
  ];
  if (found.length === 0) {
    const since = `${survey.before.name} ${survey.before.version}`;
    found.push(finding(policy, "SV034", `Nothing changed since ${since}.`));
  }
  const { findings, unused } = applyOverrides(found, overrides);
  const bump = maxBump(findings.map((each) => each.bump));
  return {
    policy,
    bump,
    computed: maxBump(found.map((each) => each.bump)),
    version: {
      before: survey.before.version,
      required: nextVersion(survey.before.version, bump),
    },
    findings: findings.toSorted(compareFindings),
    unused_overrides: unused,
  };
}

const compareFindings = (a: Finding, b: Finding): number =>
  compareBumps(b.bump, a.bump) ||
  compareText(a.rule, b.rule) ||
  compareText(a.table ?? "", b.table ?? "") ||
  compareText(a.fields?.[0] ?? "", b.fields?.[0] ?? "") ||
  compareText(a.case ?? "", b.case ?? "") ||
  compareText(a.sentence, b.sentence);

async function judgeRows(
  survey: Survey,
  context: JudgeContext,
  policy: Policy,
): Promise<readonly Finding[]> {
  const tally = openTally();
  const churned: Finding[] = [];
  const findRecord = indexRecords(context.records ?? [], survey.before.version);
  const added = openIdSet();
  const retiredNow = openIdSet();
  for (const table of inJudgingOrder(survey.tables)) {
    const { shape } = table;
    // The rows of a table that came, went or has another key are told with the table.
    if (shape.change !== "kept" || !shape.keys_comparable) continue;
    const definition = context.models.after.tables[shape.table];
    if (!definition) throw new RangeError(`The model after has no table ${shape.table}`);
    const churn = openChurn(shape, definition, context.churn);
    const rowContext: RowContext = {
      shape,
      definition,
      retired: context.retired,
      withholding: context.withholding,
      findRecord,
      isNew: added.has,
      isRetiredNow: retiredNow.has,
    };
    for await (const changes of table.changes()) {
      for (const change of changes) {
        noteIds(change, shape.table, added, retiredNow);
        churn.add(change);
        for (const note of judgeRow(change, rowContext)) tally.add(shape.table, note);
      }
    }
    churned.push(
      ...churn
        .sentences()
        .map(({ sentence, ...about }) => finding(policy, "SV035", sentence, about)),
    );
  }
  return [...tally.findings(policy), ...churned];
}

/** Evidence after what it is evidence for, and the traces of retired ids at the very end. */
const inJudgingOrder = (tables: readonly SurveyedTable[]): readonly SurveyedTable[] => {
  const rank = ({ shape }: SurveyedTable): number =>
    [evidenceTable, retiredIdsTable].indexOf(shape.table);
  return tables.toSorted((a, b) => rank(a) - rank(b));
};

function noteIds(change: RowChange, table: string, added: IdSet, retiredNow: IdSet): void {
  if (change.change === "added") added.add(table, formatKey(change.key));
  if (change.change === "removed" && change.retired) retiredNow.add(table, formatKey(change.key));
  if (change.change === "moved" && change.retired) retiredNow.add(table, formatKey(change.from));
}

interface IdSet {
  add(table: string, id: string): void;
  has(table: string, id: string): boolean;
}

function openIdSet(): IdSet {
  const ids = new Set<string>();
  const key = (table: string, id: string): string => JSON.stringify([table, id]);
  return {
    add: (table, id) => {
      if (ids.size < mostIds) ids.add(key(table, id));
    },
    has: (table, id) => ids.has(key(table, id)) || ids.size >= mostIds,
  };
}

// Past this, memory matters more than telling new evidence from repaired evidence.
const mostIds = 200_000;
