import type { FieldType } from "@sourcebook/schema";

/** What someone who reads a dataset relies on, as they declared it. */
export interface Expectations {
  /** The name of the dataset, to catch a wrong file. */
  readonly dataset?: string;
  readonly tables: ReadonlyMap<string, TableExpectation>;
}

export interface TableExpectation {
  /** The fields of the primary key, in order. */
  readonly key?: readonly string[];
  /** The least number of rows. */
  readonly rows?: number;
  readonly fields: ReadonlyMap<string, FieldExpectation>;
}

export interface FieldExpectation {
  readonly type?: FieldType;
  /** Never empty. */
  readonly required?: boolean;
  /** The codes that the reader asks for. */
  readonly codes?: readonly string[];
  /** There are no codes but these: the reader handles each of them and no other. */
  readonly only?: boolean;
}

/** What is wrong with an expectations file. Line and column count from 1, columns in code points. */
export interface ExpectationsFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly fix: string;
}

/** Expectations that can be checked, or everything that is wrong with them. */
export type ParsedExpectations =
  | { readonly expectations: Expectations; readonly faults: readonly [] }
  | { readonly expectations: undefined; readonly faults: readonly ExpectationsFault[] };
