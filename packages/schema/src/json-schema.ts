/** A JSON Schema as parsed: an object of keywords. `true` and `false` occur only inside rules. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The value of the `table` keyword. */
export interface TableKeyword {
  readonly name: string;
  readonly title: string;
  readonly primaryKey: readonly string[];
  readonly uniqueKeys?: readonly (readonly string[])[];
  readonly foreignKeys?: readonly {
    readonly fields: readonly string[];
    readonly reference: { readonly table: string; readonly fields: readonly string[] };
  }[];
  readonly sortOrder?: readonly string[];
}

/** Whether a value is an object of a JSON document. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
