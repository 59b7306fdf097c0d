import type { Place } from "../line-table.ts";

/** What a dataset asserts of a table, beyond its schema. */
export interface TableAssertions {
  readonly table: string;
  /** How many rows there are at least and at most. */
  readonly rows?: { readonly min?: number; readonly max?: number; readonly at: Place };
  /** The least share of rows, from 0 to 1, that state a field. */
  readonly filled: readonly {
    readonly field: string;
    readonly share: number;
    readonly at: Place;
  }[];
  /** Fields whose values, taken together, occur once. */
  readonly unique: readonly { readonly fields: readonly string[]; readonly at: Place }[];
  /** The only values of a field. */
  readonly values: readonly {
    readonly field: string;
    readonly allowed: ReadonlySet<string>;
    readonly at: Place;
  }[];
  readonly rules: readonly Rule[];
}

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** A comparison that every row must hold in which both sides are stated: `start <= end`. */
export interface Rule {
  /** As written. */
  readonly text: string;
  readonly left: string;
  readonly comparison: Comparison;
  readonly right: { readonly field: string } | { readonly value: string | number };
  readonly at: Place;
}

/** Reads a rule: a field, a comparison, and a field, a number or a text in quotation marks. */
export function parseRule(text: string, at: Place): Rule | undefined {
  const parts = /^\s*(\w+)\s*(=|!=|<=|>=|<|>)\s*(?:(-?\d+(?:\.\d+)?)|"([^"]*)"|(\w+))\s*$/.exec(
    text,
  );
  const [, left, comparison, number, words, field] = parts ?? [];
  if (left === undefined || comparison === undefined) return undefined;
  const right =
    number !== undefined
      ? { value: Number(number) }
      : words !== undefined
        ? { value: words }
        : { field: field ?? "" };
  return { text, left, comparison: comparison as Comparison, right, at };
}
