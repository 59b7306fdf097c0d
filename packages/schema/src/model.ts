/** The type of a field, as Table Schema names types. */
export type FieldType = "string" | "integer" | "number" | "boolean" | "date" | "datetime" | "list";

/** What was deprecated, since when, and what to use instead. */
export interface Deprecation {
  readonly since: string;
  readonly description: string;
}

/** A column's definition. The limits are those of each item when the field is a list. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
  readonly examples: readonly unknown[];
  /** A form that text must have beyond its type, such as `edtf` or `uri`. */
  readonly format?: string;
  /** A regular expression in Unicode mode. */
  readonly pattern?: string;
  /** The only values there may be; those of a closed codelist among them. */
  readonly enum?: readonly (string | number | boolean)[];
  /** The codelist that the values come from, by name. */
  readonly codelist?: string;
  /** The codelist may grow in a minor version: a reader must expect codes that it does not know. */
  readonly extensible?: boolean;
  /** What a number counts or measures. */
  readonly unit?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  /** In Unicode code points. */
  readonly minLength?: number;
  /** In Unicode code points. */
  readonly maxLength?: number;
  /** The least number of items in a list. */
  readonly minItems?: number;
  /** The greatest number of items in a list. */
  readonly maxItems?: number;
  /** No item of a list occurs twice. */
  readonly uniqueItems?: boolean;
  /** Written by the toolkit, never by hand. */
  readonly computed?: boolean;
  /** A restricted column is left out of every file of a release; public unless given. */
  readonly visibility?: "public" | "restricted";
  /** Raised by hand when the meaning changes under the same name; 1 unless given. */
  readonly definitionVersion: number;
  readonly deprecated?: Deprecation;
}

/** Fields whose values must occur as a key of another table. */
export interface ForeignKey {
  readonly fields: readonly string[];
  readonly reference: { readonly table: string; readonly fields: readonly string[] };
  /** The one field is a list, and each of its items is a reference. Table Schema has no word for this. */
  readonly each?: boolean;
}

/** A table of a model: its fields in column order, its keys, and the JSON Schema of its rows. */
export interface TableDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly Field[];
  readonly primaryKey: readonly string[];
  readonly uniqueKeys: readonly (readonly string[])[];
  readonly foreignKeys: readonly ForeignKey[];
  /** The fields by which released rows are ordered; the primary key unless said otherwise. */
  readonly sortOrder: readonly string[];
  readonly deprecated?: Deprecation;
  /** The JSON Schema (2020-12) of a row, whole in itself: no references, the codes of closed lists filled in. */
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A code of a codelist. Further columns of the list stand beside these, as text. */
export interface CodelistEntry {
  readonly code: string;
  readonly title: string;
  readonly description: string;
  /** The schema version that deprecated the code. */
  readonly deprecated?: string;
  readonly replaced_by?: string;
  readonly [column: string]: string | undefined;
}

/** What a dataset of a kind consists of: its tables in order, and the codelists that they draw on. */
export interface Model {
  readonly name: string;
  /** The version of the schemas: major and minor, as in their ids. */
  readonly version: string;
  readonly tables: Readonly<Record<string, TableDefinition>>;
  readonly codelists: Readonly<Record<string, readonly CodelistEntry[]>>;
}
