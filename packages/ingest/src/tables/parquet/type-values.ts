import { isUtf8 } from "node:buffer";
import type { FileMetaData, ParquetParsers, SchemaElement } from "hyparquet";
import type { RawCell } from "../raw-table.ts";

/** A column at the top of a file's schema, and how its values become cells. */
export interface ParquetColumn {
  readonly name: string;
  /** One value for each row: no list, no group. */
  readonly isFlat: boolean;
  toCell(value: unknown): RawCell;
}

/** What the parsers below make of a moment: hyparquet does not tell them whether it is in UTC. */
export class Moment {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }
}

const toMoment =
  (unit: bigint) =>
  (value: bigint | number | undefined): Moment | undefined =>
    value === undefined ? undefined : new Moment(BigInt(value) * unit);

const keepBytes = (bytes: Uint8Array | undefined): Uint8Array | undefined => bytes;

/** Parsers that lose nothing, where those of hyparquet make a `Date` or put U+FFFD for bytes. */
export const exactParsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: toMoment(1_000_000n),
  timestampFromMicroseconds: toMoment(1000n),
  timestampFromNanoseconds: toMoment(1n),
  dateFromDays: toMoment(86_400_000_000_000n),
  stringFromBytes: keepBytes,
  jsonFromBytes: keepBytes,
  geometryFromBytes: keepBytes,
  geographyFromBytes: keepBytes,
};

/**
 * Finds the columns of a file. Decimals are taken out of the hands of hyparquet, which multiplies them into
 * rounding errors: the metadata that is to be read with forgets that they are decimals.
 */
export function findColumns(metadata: FileMetaData): {
  readonly columns: readonly ParquetColumn[];
  readonly metadata: FileMetaData;
} {
  const columns: ParquetColumn[] = [];
  const schema = metadata.schema.map((element) =>
    isDecimal(element) ? withoutDecimal(element) : element,
  );
  const [root, ...rest] = metadata.schema;
  let at = 0;
  for (let child = 0; child < (root?.num_children ?? 0); child += 1) {
    const end = endOf(rest, at);
    const elements = rest.slice(at, end);
    const [top] = elements;
    const leaf = elements.at(-1);
    at = end;
    if (top === undefined || leaf === undefined) continue;
    const leaves = elements.filter(({ num_children }) => num_children === undefined);
    const toItem = cellMaker(leaf);
    const isOdd = leaves.length !== 1;
    columns.push({
      name: top.name,
      isFlat: elements.length === 1,
      toCell: (value) => {
        if (value === null || value === undefined) return null;
        if (isOdd) return { odd: "a group of values" };
        return Array.isArray(value) ? value.map((item) => toItem(item)) : toItem(value);
      },
    });
  }
  return { columns, metadata: { ...metadata, schema } };
}

function endOf(elements: readonly SchemaElement[], start: number): number {
  let end = start + 1;
  for (let child = 0; child < (elements[start]?.num_children ?? 0); child += 1) {
    end = endOf(elements, end);
  }
  return end;
}

const isDecimal = ({ converted_type, logical_type }: SchemaElement): boolean =>
  converted_type === "DECIMAL" || logical_type?.type === "DECIMAL";

function withoutDecimal(element: SchemaElement): SchemaElement {
  const { converted_type: _, logical_type: __, scale: ___, ...plain } = element;
  return plain;
}

function cellMaker(element: SchemaElement): (value: unknown) => RawCell {
  const { type, converted_type: converted = "", logical_type: logical } = element;
  if (isDecimal(element)) {
    const scale = element.scale ?? (logical?.type === "DECIMAL" ? logical.scale : 0);
    return (value) => (value == null ? null : { number: writeDecimal(value, scale) });
  }
  if (converted.startsWith("TIME_") || logical?.type === "TIME") return odd("a time of day");
  if (converted === "DATE" || logical?.type === "DATE")
    return (value) => momentToCell(value, "day");
  const isUtc = logical?.type === "TIMESTAMP" ? logical.isAdjustedToUTC : true;
  return (value) => {
    if (value === null || value === undefined) return null;
    if (typeof value === "boolean") return value;
    if (typeof value === "bigint") return { number: String(value) };
    if (typeof value === "number") return numberToCell(value, type === "FLOAT");
    if (typeof value === "string") return value;
    if (value instanceof Moment) return momentToCell(value, isUtc ? "utc" : "local");
    if (value instanceof Uint8Array) return bytesToCell(value);
    return { odd: "a group of values" };
  };
}

const odd =
  (words: string) =>
  (value: unknown): RawCell =>
    value == null ? null : { odd: words };

function bytesToCell(bytes: Uint8Array): RawCell {
  return isUtf8(bytes) ? Buffer.from(bytes).toString("utf8") : { odd: "bytes that are no UTF-8" };
}

function numberToCell(value: number, isSingle: boolean): RawCell {
  if (!Number.isFinite(value)) return { odd: String(value) };
  return { number: isSingle ? shortestSingle(value) : String(value).replace("+", "") };
}

/** The fewest digits that name this number among those of single precision: 0.1, not 0.10000000149011612. */
function shortestSingle(value: number): string {
  for (let digits = 1; digits <= 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text)).replace("+", "");
  }
  return String(value).replace("+", "");
}

const NANOSECONDS_A_DAY = 86_400_000_000_000n;

function momentToCell(value: unknown, kind: "day" | "utc" | "local"): RawCell {
  if (!(value instanceof Moment)) return value == null ? null : { odd: "no date" };
  const { nanoseconds } = value;
  const days = floorDivide(nanoseconds, NANOSECONDS_A_DAY);
  const date = new Date(Number(days) * 86_400_000);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return { odd: "a date whose year has not four digits" };
  const day = date.toISOString().slice(0, 10);
  if (kind === "day") return day;
  const rest = nanoseconds - days * NANOSECONDS_A_DAY;
  const time = new Date(Number(rest / 1_000_000n)).toISOString().slice(11, 19);
  const fraction = String(rest % 1_000_000_000n)
    .padStart(9, "0")
    .replace(/0+$/, "");
  return `${day}T${time}${fraction === "" ? "" : `.${fraction}`}${kind === "utc" ? "Z" : ""}`;
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** The unscaled whole number of a decimal with its point put in. */
function writeDecimal(value: unknown, scale: number): string {
  const unscaled =
    value instanceof Uint8Array ? fromBigEndian(value) : BigInt(value as number | bigint);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  const sign = unscaled < 0n ? "-" : "";
  return scale === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function fromBigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}
