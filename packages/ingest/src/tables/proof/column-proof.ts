import { type Field, formats, type TableDefinition } from "@sourcebook/schema";
import { KeySet } from "../key-set.ts";
import type { CellTyper } from "../type-cell.ts";

/** How the cells of a column are proved. */
export const IGNORED = 0;
export const INTEGER = 1;
export const DECIMAL = 2;
export const FLAG = 3;
export const DAY = 4;
/** Text of which nothing is asked but its length. */
export const TEXT = 5;
/** Text of which more is asked. */
export const CHECKED_TEXT = 6;

export type ProofKind =
  | typeof IGNORED
  | typeof INTEGER
  | typeof DECIMAL
  | typeof FLAG
  | typeof DAY
  | typeof TEXT
  | typeof CHECKED_TEXT;

/** What it takes for the cells of a column to be sound, without a string for each of them. */
export interface ColumnProof {
  readonly kind: ProofKind;
  /** The place of the field among those of the table; -1 where the column feeds none. */
  readonly field: number;
  /** The cell must be stated. */
  readonly isRequired: boolean;
  /** Of a number. */
  readonly least: number;
  readonly greatest: number;
  /** Of a text, in characters. */
  readonly leastLength: number;
  readonly greatestLength: number;
  /** A web address, nearly always in plain characters. */
  readonly isAddress: boolean;
  /** The texts that were seen and are sound, until there are too many. */
  readonly texts: KeySet;
  /** Whether a text is all that is asked of it. */
  isSound(text: string): boolean;
}

/** A column that feeds no field. */
export const ignoredColumn: ColumnProof = {
  kind: IGNORED,
  field: -1,
  isRequired: false,
  least: Number.NEGATIVE_INFINITY,
  greatest: Number.POSITIVE_INFINITY,
  leastLength: 0,
  greatestLength: Number.POSITIVE_INFINITY,
  isAddress: false,
  texts: new KeySet(),
  isSound: () => true,
};

/** Whether the schema of a table asks nothing but what it asks of each cell. */
export function asksOnlyOfCells({ schema }: TableDefinition): boolean {
  return Object.keys(schema).every((keyword) => keywordsOfRows.has(keyword));
}

const annotations = [
  "$comment",
  "title",
  "description",
  "examples",
  "deprecated",
  "deprecatedDetails",
  "definitionVersion",
  "type",
];
const keywordsOfRows = new Set([
  ...annotations,
  "$schema",
  "$id",
  "table",
  "properties",
  "required",
  "additionalProperties",
]);
const keywordsOfCells = new Set([...annotations, "unit", "visibility", "codelist", "extensible"]);
const keywordsOfNumbers = new Set([...keywordsOfCells, "minimum", "maximum"]);
const keywordsOfTexts = new Set([
  ...keywordsOfCells,
  "enum",
  "pattern",
  "format",
  "minLength",
  "maxLength",
]);

/**
 * Says how to prove the cells of a field.
 *
 * @param field its place in the table
 * @param type what turns its text into a value
 * @returns nothing when its schema asks for something that only ajv can judge
 */
export function proveField(
  { fields, primaryKey, schema }: TableDefinition,
  field: number,
  type: CellTyper,
): ColumnProof | undefined {
  const definition = fields[field] as Field;
  const { name, required, minimum, maximum, minLength, maxLength } = definition;
  const properties = schema.properties as Readonly<Record<string, object>>;
  const keywords = Object.keys(properties[name] ?? { unknown: true });
  const kind = kindOf(definition);
  const known = kind === undefined ? undefined : keywordsOf(kind);
  if (kind === undefined || !keywords.every((keyword) => known?.has(keyword))) return undefined;
  const isSound = kind === CHECKED_TEXT ? textCheck(definition, type) : () => true;
  return {
    kind,
    field,
    isRequired: required || primaryKey.includes(name),
    least: minimum ?? Number.NEGATIVE_INFINITY,
    greatest: maximum ?? Number.POSITIVE_INFINITY,
    leastLength: minLength ?? 0,
    greatestLength: maxLength ?? Number.POSITIVE_INFINITY,
    isAddress: definition.format === "uri" && definition.pattern === undefined && !definition.enum,
    texts: new KeySet(),
    isSound,
  };
}

function kindOf({ type, format, pattern, enum: codes }: Field): ProofKind | undefined {
  const isPlain = format === undefined && pattern === undefined && codes === undefined;
  switch (type) {
    case "integer":
      return INTEGER;
    case "number":
      return DECIMAL;
    case "boolean":
      return FLAG;
    case "date":
      return pattern === undefined && codes === undefined ? DAY : undefined;
    case "string":
    case "datetime":
      return isPlain ? TEXT : CHECKED_TEXT;
    default:
      return undefined;
  }
}

function keywordsOf(kind: ProofKind): ReadonlySet<string> {
  if (kind === INTEGER || kind === DECIMAL) return keywordsOfNumbers;
  if (kind === FLAG) return keywordsOfCells;
  return kind === DAY ? keywordsOfDays : keywordsOfTexts;
}

const keywordsOfDays = new Set([...keywordsOfCells, "format"]);

function textCheck(field: Field, type: CellTyper): (text: string) => boolean {
  const { pattern, format, enum: codes } = field;
  const expression = pattern === undefined ? undefined : new RegExp(pattern, "u");
  const form = format === undefined ? undefined : formats[format];
  const known = codes && new Set<unknown>(codes);
  return (text) =>
    text.length <= mostCheckedLength &&
    type(text) === text &&
    (format === undefined || form?.test(text) === true) &&
    expression?.test(text) !== false &&
    known?.has(text) !== false;
}

// What takes a pattern long is for ajv, which bounds it.
const mostCheckedLength = 300;
