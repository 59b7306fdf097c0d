import { isQuoted, mostDistinct, needsQuotes, type TableDefinition } from "@sourcebook/schema";
import { KeySet } from "../key-set.ts";
import type { ColumnPlan } from "../plan-columns.ts";
import type { TableSource } from "../table-source.ts";
import { CellRows } from "./cell-rows.ts";
import {
  asksOnlyOfCells,
  CHECKED_TEXT,
  type ColumnProof,
  DAY,
  DECIMAL,
  FLAG,
  IGNORED,
  INTEGER,
  ignoredColumn,
  proveField,
  TEXT,
} from "./column-proof.ts";
import {
  countCharacters,
  endOfDecimal,
  isPlainAddress,
  readDay,
  readDecimal,
  readFlag,
  readInteger,
} from "./read-value.ts";

export interface ProverOptions {
  readonly definition: TableDefinition;
  readonly source: TableSource;
  /** How many columns the file has, and which of them feeds which field. */
  readonly columns: number;
  readonly plan: ColumnPlan;
  readonly delimiter: number;
}

/** So many rows are proved at a time: their cells stay in the cache of the processor. */
const mostRows = 512;

// One more than is counted: who is told of no number knows that there are too many.
const mostTexts = mostDistinct + 1;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const COMMA = 0x2c;

// What a byte means in a cell.
const PLAIN = 0;
const SEPARATOR = 1;
const LINE_FEED = 2;
const CARRIAGE_RETURN = 3;
const QUOTATION = 4;
const PAIRED_COMMA = 5;
const C1_LEAD = 6;
const CONTROL = 7;

/**
 * Proves rows of CSV to be sound, on their bytes.
 *
 * It says of a row that nothing at all is wrong with it, or it says nothing: then the row is for the readers,
 * typers and validators that make values of its cells, and are the only ones that judge. So whatever is rare
 * or hard is left to them.
 *
 * @see docs/decisions/0026-rows-proved-on-their-bytes.md
 */
export class RowProver {
  /** The rows that the last call has proved. */
  readonly cells: CellRows;
  private readonly columns: readonly ColumnProof[];
  private readonly classes: Uint8Array;
  private readonly missing: KeySet;
  private readonly longestMissing: number;
  /** Cells follow one another as in canonical CSV. */
  private readonly isInOrder: boolean;
  private readonly fields: number;
  private readonly unstated: readonly number[];

  private constructor(
    { definition, source, delimiter }: ProverOptions,
    columns: readonly ColumnProof[],
  ) {
    this.columns = columns;
    this.fields = definition.fields.length;
    this.cells = new CellRows(this.fields, mostRows);
    this.classes = classify(delimiter);
    this.isInOrder =
      delimiter === COMMA &&
      columns.length === this.fields &&
      columns.every(({ field }, index) => field === index) &&
      // A record of one empty cell is written with quotes.
      this.fields > 1;
    const fed = new Set(columns.map(({ field }) => field));
    this.unstated = definition.fields.map((_, index) => index).filter((index) => !fed.has(index));
    this.missing = new KeySet();
    for (const { value } of source.missing) this.missing.add(value);
    this.longestMissing = Math.max(
      0,
      ...source.missing.map(({ value }) => Buffer.byteLength(value)),
    );
  }

  /** @returns nothing when something is asked of rows that cannot be proved here */
  static create(options: ProverOptions): RowProver | undefined {
    const { definition, source, plan } = options;
    if (plan.constants.length + plan.absent.size + plan.faults.length > 0) return undefined;
    if (!asksOnlyOfCells(definition)) return undefined;
    // As they stand in quotes they would have to be doubled.
    if (source.missing.some(({ value }) => value.includes('"'))) return undefined;
    const columns: ColumnProof[] = Array.from({ length: options.columns }, () => ignoredColumn);
    for (const { field, index, type } of plan.fields) {
      const proof = proveField(definition, definition.fields.indexOf(field), type);
      if (proof === undefined) return undefined;
      columns[index] = proof;
    }
    return new RowProver(options, columns);
  }

  /** By field: whether its values in `cells` number texts. */
  numbersTexts(field: number): boolean {
    const column = this.columns.find((each) => each.field === field);
    return column?.kind === TEXT || column?.kind === CHECKED_TEXT;
  }

  /**
   * Proves rows that begin at a place, until there are enough, none is left, or one is not proved.
   *
   * @param bytes valid UTF-8 without U+FFFD; whole records, the last one with its line end
   * @returns where the first row begins that is not among `cells`
   */
  prove(bytes: Uint8Array, from: number): number {
    const { cells } = this;
    cells.bytes = bytes;
    cells.rows = 0;
    let at = from;
    while (at < bytes.length && cells.rows < mostRows) {
      const next = this.proveRow(bytes, at);
      if (next < 0) break;
      cells.rows += 1;
      at = next;
    }
    return at;
  }

  /** Where the next row begins; -1 when this one is not proved. */
  private proveRow(bytes: Uint8Array, start: number): number {
    const { columns, classes, cells } = this;
    const { length } = bytes;
    const first = cells.rows * this.fields;
    let isCanonical = this.isInOrder;
    let at = start;
    let end = start;
    for (let index = 0; index < columns.length; index += 1) {
      let textStart = at;
      let textEnd: number;
      let flags = 0;
      let byte = bytes[at] as number;
      if (byte === QUOTE) {
        at += 1;
        textStart = at;
        for (;;) {
          if (at >= length) return -1;
          byte = bytes[at] as number;
          while (classes[byte] === PLAIN) {
            at += 1;
            byte = bytes[at] as number;
          }
          const kind = classes[byte] as number;
          if (kind === QUOTATION) {
            if (bytes[at + 1] !== QUOTE) break;
            flags = needsQuotes;
            at += 2;
          } else if (kind === C1_LEAD) {
            if ((bytes[at + 1] as number) < 0xa0) return -1;
            at += 2;
          } else if (kind === CONTROL) {
            return -1;
          } else {
            // A delimiter that is no comma needs no quotes.
            if (kind !== SEPARATOR || byte === COMMA) flags = needsQuotes;
            at += 1;
          }
        }
        textEnd = at;
        at += 1;
        if (flags === 0) isCanonical = false;
        flags |= isQuoted;
        byte = bytes[at] as number;
      } else {
        // Every record has a line end, so that this ends.
        for (;;) {
          while (classes[byte] === PLAIN) {
            at += 1;
            byte = bytes[at] as number;
          }
          if (classes[byte] === C1_LEAD) {
            if ((bytes[at + 1] as number) < 0xa0) return -1;
            at += 2;
          } else if (classes[byte] === PAIRED_COMMA) {
            flags = needsQuotes;
            at += 1;
          } else break;
          byte = bytes[at] as number;
        }
        textEnd = at;
      }
      const kind = classes[byte] as number;
      if (index < columns.length - 1) {
        if (kind !== SEPARATOR) return -1;
        at += 1;
      } else {
        end = at;
        if (kind === CARRIAGE_RETURN && bytes[at + 1] === LF) at += 1;
        else if (kind !== LINE_FEED) return -1;
        at += 1;
      }
      const column = columns[index] as ColumnProof;
      if (column.kind === IGNORED) continue;
      const cell = first + column.field;
      if (textStart === textEnd || this.isMissing(bytes, textStart, textEnd)) {
        if (column.isRequired) return -1;
        if (textStart !== textEnd || flags !== 0) isCanonical = false;
        textEnd = textStart;
        flags = 0;
        cells.values[cell] = Number.NaN;
      } else {
        const value = this.valueOf(column, bytes, textStart, textEnd, flags);
        if (Number.isNaN(value)) return -1;
        cells.values[cell] = value;
        if (column.kind === DECIMAL) {
          const last = endOfDecimal(bytes, textStart, textEnd);
          if (last !== textEnd) isCanonical = false;
          textEnd = last;
        } else if (column.kind === FLAG && isUpperCase(bytes[textStart] as number)) {
          isCanonical = false;
        }
      }
      cells.starts[cell] = textStart;
      cells.ends[cell] = textEnd;
      cells.flags[cell] = flags;
    }
    for (const field of this.unstated) {
      cells.starts[first + field] = 0;
      cells.ends[first + field] = 0;
      cells.flags[first + field] = 0;
      cells.values[first + field] = Number.NaN;
    }
    cells.recordStarts[cells.rows] = start;
    cells.recordEnds[cells.rows] = isCanonical ? end : start;
    return at;
  }

  private isMissing(bytes: Uint8Array, start: number, end: number): boolean {
    return end - start <= this.longestMissing && this.missing.findBytes(bytes, start, end) !== -1;
  }

  /** What a cell is in {@link CellRows.values}; NaN when it is not proved to be sound. */
  private valueOf(
    column: ColumnProof,
    bytes: Uint8Array,
    start: number,
    end: number,
    flags: number,
  ): number {
    switch (column.kind) {
      case INTEGER:
        return within(column, readInteger(bytes, start, end));
      case DECIMAL:
        return within(column, readDecimal(bytes, start, end));
      case FLAG:
        return readFlag(bytes, start, end);
      case DAY:
        return readDay(bytes, start, end);
      default:
        return numberOf(column, bytes, start, end, flags);
    }
  }
}

const isUpperCase = (byte: number): boolean => byte < 0x61;

const within = ({ least, greatest }: ColumnProof, value: number): number =>
  value >= least && value <= greatest ? value : Number.NaN;

/** The number of a sound text among those of its column; -1 when there are too many. */
function numberOf(
  column: ColumnProof,
  bytes: Uint8Array,
  start: number,
  end: number,
  flags: number,
): number {
  const { texts } = column;
  const isFull = texts.size >= mostTexts;
  if (!isFull) {
    // Only what stands in quotes holds doubled ones: the same bytes are the same text.
    const known = texts.findBytes(bytes, start, end);
    if (known !== -1) return known;
  }
  if (!isTextSound(column, bytes, start, end, flags)) return Number.NaN;
  if (isFull) return -1;
  return texts.addBytes(bytes, start, end);
}

function isTextSound(
  column: ColumnProof,
  bytes: Uint8Array,
  start: number,
  end: number,
  flags: number,
): boolean {
  const { leastLength, greatestLength } = column;
  const quoted = (flags & isQuoted) !== 0;
  const length = end - start;
  // A character has four bytes at most, and a quote may stand for one alone or be doubled.
  if (length > greatestLength || (leastLength > 1 && length < leastLength * 4)) {
    const characters = countCharacters(bytes, start, end, quoted);
    if (characters > greatestLength || characters < leastLength) return false;
  }
  if (column.kind === TEXT || (column.isAddress && isPlainAddress(bytes, start, end))) return true;
  // A text with doubled quotes is rare where more is asked than its length.
  if ((flags & isQuoted) !== 0 && (flags & needsQuotes) !== 0) return false;
  return column.isSound(textOf(bytes, start, end));
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}

function classify(delimiter: number): Uint8Array {
  const classes = new Uint8Array(256);
  classes.fill(CONTROL, 0, 0x20);
  classes[0x7f] = CONTROL;
  classes[0x09] = PLAIN;
  // Control characters above ASCII are this byte and one below 0xA0.
  classes[0xc2] = C1_LEAD;
  classes[COMMA] = PAIRED_COMMA;
  classes[QUOTE] = QUOTATION;
  classes[CR] = CARRIAGE_RETURN;
  classes[LF] = LINE_FEED;
  classes[delimiter] = SEPARATOR;
  return classes;
}
