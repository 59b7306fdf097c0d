/** One value of a row. A list holds text. */
export type Cell = string | number | boolean | readonly string[];

/** A record of a table by field name. What is not stated is absent: `null` and `""` never occur. */
export type Row = Readonly<Record<string, Cell>>;
