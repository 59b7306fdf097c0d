import { compareText, type Policy, type RuleId } from "@sourcebook/schema";
import { bumpFor } from "./bump.ts";
import type { Finding, FindingRow } from "./finding.ts";
import { ruleOf } from "./rules.ts";
import { sentenceOf } from "./sentences.ts";

/** What one row has to do with a rule. */
export interface RowNote extends FindingRow {
  readonly rule: RuleId;
  readonly case?: string;
}

/** Rows of one table under one rule, counted. */
export interface RowTally {
  readonly rule: RuleId;
  readonly case: string | undefined;
  readonly table: string;
  readonly fields: readonly string[];
  readonly rowCount: number;
  readonly cellCount: number;
}

/** Counts notes and keeps the first hundred rows of each kind, so that memory stays flat. */
export interface Tally {
  add(table: string, note: RowNote): void;
  findings(policy: Policy): readonly Finding[];
}

const mostRows = 100;

interface Entry {
  readonly rule: RuleId;
  readonly case: string | undefined;
  readonly table: string;
  readonly fields: Set<string>;
  readonly rows: FindingRow[];
  rowCount: number;
  cellCount: number;
}

export function openTally(): Tally {
  const entries = new Map<string, Entry>();
  return {
    add(table, { rule, case: name, ...row }) {
      // No rule and no case has a space in its name, so what comes last may hold any.
      const key = `${rule} ${name ?? ""} ${table}`;
      const entry = entries.get(key) ?? newEntry(rule, name, table);
      entries.set(key, entry);
      entry.rowCount += 1;
      entry.cellCount += row.fields?.length ?? 0;
      for (const field of row.fields ?? []) entry.fields.add(field);
      if (entry.rows.length < mostRows) entry.rows.push(row);
    },
    findings: (policy) => [...entries.values()].map((entry) => toFinding(entry, policy)),
  };
}

const newEntry = (rule: RuleId, name: string | undefined, table: string): Entry => ({
  rule,
  case: name,
  table,
  fields: new Set(),
  rows: [],
  rowCount: 0,
  cellCount: 0,
});

function toFinding(entry: Entry, policy: Policy): Finding {
  const { rule, table, rows, rowCount, cellCount } = entry;
  const fields = [...entry.fields].sort(compareText);
  return {
    rule,
    ...(entry.case === undefined ? {} : { case: entry.case }),
    bump: bumpFor(rule, entry.case, policy),
    level: levelOf(rule, entry.case),
    table,
    ...(fields.length > 0 ? { fields } : {}),
    sentence: sentenceOf({ rule, case: entry.case, table, fields, rowCount, cellCount }),
    row_count: rowCount,
    rows,
    remedy: ruleOf(rule).remedy,
  };
}

export function levelOf(rule: RuleId, name: string | undefined): Finding["level"] {
  if (rule === "SV035" || (rule === "SV028" && name === "reuse")) return "error";
  if (rule === "SV024") return name === "filled" ? "info" : "warning";
  if (rule === "SV006" || rule === "SV014" || rule === "SV026" || rule === "SV028")
    return "warning";
  return rule === "SV033" ? "warning" : "info";
}
