import { type Cell, compareText, type Issue, type Row, showValue } from "@sourcebook/schema";
import type { Rule, TableAssertions } from "./assertions.ts";
import type { PlacedRow } from "./check-keys.ts";
import { KeySet } from "./key-set.ts";

/** Checks what a dataset asserts of one table, row by row and at the end. */
export class AssertionChecker {
  private readonly assertions: TableAssertions;
  private readonly filled: number[];
  private readonly unique: readonly KeySet[];
  private count = 0;

  constructor(assertions: TableAssertions) {
    this.assertions = assertions;
    this.filled = assertions.filled.map(() => 0);
    this.unique = assertions.unique.map(() => new KeySet());
  }

  /** Finds the assertions that a row itself breaks. */
  check(placed: PlacedRow, file: string): readonly Issue[] {
    const { row } = placed;
    const { table, values, rules, unique } = this.assertions;
    const issues: Issue[] = [];
    const report = (field: string, message: string, fix: string) =>
      issues.push({
        code: "assertion-failed",
        severity: "error",
        message,
        fix,
        file,
        ...placed.placeOf(field),
        table,
        row: placed.number,
        field,
        ...(row[field] !== undefined && { value: showValue(row[field]) }),
      });
    for (const { field, allowed } of values) {
      const cell = row[field];
      const items = cell === undefined ? [] : Array.isArray(cell) ? cell : [String(cell)];
      const odd = items.find((item) => !allowed.has(item));
      if (odd !== undefined) {
        const fix = `Use one of ${showValue([...allowed])}, or add it to the assertion.`;
        report(field, `\`${field}\` has a value that the dataset asserts it never has.`, fix);
      }
    }
    for (const rule of rules) {
      if (holds(rule, row)) continue;
      const fix = "Correct the row, or the rule in dataset.yaml.";
      report(rule.left, `The row breaks the rule \`${rule.text}\`.`, fix);
    }
    for (const [index, { fields }] of unique.entries()) {
      const key = keyOf(row, fields);
      if (key === undefined || this.unique[index]?.find(key) === -1) continue;
      const fix = "Correct the row, or the assertion in dataset.yaml.";
      report(fields[0] ?? "", `Another row has the same ${fields.join(", ")}.`, fix);
    }
    return issues;
  }

  /** Counts a row that goes into the table. */
  add(row: Row): void {
    this.count += 1;
    for (const [index, { field }] of this.assertions.filled.entries()) {
      if (row[field] !== undefined) this.filled[index] = (this.filled[index] ?? 0) + 1;
    }
    for (const [index, { fields }] of this.assertions.unique.entries()) {
      const key = keyOf(row, fields);
      if (key !== undefined) this.unique[index]?.add(key);
    }
  }

  /** How many of the rows so far state each field that is asserted to be filled. */
  get filledCounts(): readonly number[] {
    return this.filled;
  }

  /** Counts rows that were found elsewhere to break no assertion; none of them is on the whole table's values. */
  addCounts(rows: number, filled: readonly number[]): void {
    this.count += rows;
    for (const [index, count] of filled.entries()) {
      this.filled[index] = (this.filled[index] ?? 0) + count;
    }
  }

  /**
   * Finds the assertions on the whole table that do not hold, at their places in `dataset.yaml`.
   *
   * @param hasAllRows false when something could not be read: that rows are missing is told once, where they are
   */
  finish(hasAllRows: boolean): readonly Issue[] {
    const { table, rows, filled } = this.assertions;
    const issues: Issue[] = [];
    const fix = "Find out why, and correct the data or the assertion.";
    if (rows !== undefined) {
      const { min = 0, max = Number.POSITIVE_INFINITY, at } = rows;
      if ((hasAllRows && this.count < min) || this.count > max) {
        const bound = this.count < min ? `at least ${min}` : `at most ${max}`;
        const message = `The table has ${this.count} ${this.count === 1 ? "row" : "rows"}, but ${bound} are asserted.`;
        issues.push({ code: "assertion-failed", severity: "error", message, fix, ...at, table });
      }
    }
    for (const [index, { field, share, at }] of filled.entries()) {
      const stated = this.filled[index] ?? 0;
      if (stated >= share * this.count) continue;
      const message = `\`${field}\` is stated in ${stated} of ${this.count} rows, but in a share of ${share} or more by assertion.`;
      issues.push({
        code: "assertion-failed",
        severity: "error",
        message,
        fix,
        ...at,
        table,
        field,
      });
    }
    return issues;
  }
}

const keyOf = (row: Row, fields: readonly string[]): string | undefined => {
  const cells = fields.map((field) => row[field]);
  return cells.includes(undefined) ? undefined : JSON.stringify(cells);
};

function holds({ left, comparison, right }: Rule, row: Row): boolean {
  const a = row[left];
  const b = "field" in right ? row[right.field] : right.value;
  if (a === undefined || b === undefined) return true;
  const order = compare(a, b);
  switch (comparison) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

const compare = (a: Cell, b: Cell): number =>
  typeof a === "number" && typeof b === "number" ? a - b : compareText(String(a), String(b));
