import type { Place } from "../line-table.ts";
import type { Located } from "../records/record-node.ts";

/** The formats that tables are read from. */
export type TableFormat = "csv" | "json" | "jsonl" | "xlsx" | "parquet";

/** A text that stands for a value that is not stated, and what it says about the reason. */
export interface MissingValue {
  readonly value: string;
  readonly label?: string;
}

/** How files become rows of a table: what `dataset.yaml` says under `tables`. */
export interface TableSource {
  /** The table of the model. */
  readonly table: string;
  /** A path in the project, or a pattern with `*`, `?`, `[…]`, `{…}` and `**`. */
  readonly from: string;
  /** Unless given, the ending of each file's name says it. */
  readonly format?: TableFormat;
  /** Between the cells of a text file: a comma, or a tab when the name ends with `.tsv`. */
  readonly delimiter?: string;
  readonly encoding?: string;
  /** The name of a sheet; a workbook of one sheet needs none. */
  readonly sheet?: string;
  readonly missing: readonly MissingValue[];
  /** Field by the column that holds it, where the two have different names. */
  readonly rename: ReadonlyMap<string, string>;
  /** Text by the field that has it in every row. */
  readonly constant: ReadonlyMap<string, string>;
  /** Separator by list field. */
  readonly split: ReadonlyMap<string, string>;
  /** Columns to leave out. */
  readonly ignore: readonly string[];
  /** Where the project says so. */
  readonly at?: Place;
  /** The path of the schema of its rows, when the project names one for this table. */
  readonly schema?: Located;
}

/** A source that says no more than where its rows are. */
export function plainSource(table: string, from: string): TableSource {
  return {
    table,
    from,
    missing: [],
    rename: new Map(),
    constant: new Map(),
    split: new Map(),
    ignore: [],
  };
}
