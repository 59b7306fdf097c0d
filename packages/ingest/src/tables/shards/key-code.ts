import {
  type Cell,
  type CellBatch,
  type FieldType,
  isQuoted,
  needsQuotes,
  type Row,
  type TableDefinition,
} from "@sourcebook/schema";

/**
 * Writes the keys of rows as bytes that are ordered as the rows are: text by code unit, numbers by value, false
 * before true, cell by cell.
 */
export class KeyCoder {
  private readonly places: readonly number[];
  private readonly names: readonly string[];
  private readonly types: readonly FieldType[];
  private readonly fields: number;
  private readonly double = new Float64Array(1);
  private readonly halves: Uint32Array = new Uint32Array(this.double.buffer);

  constructor({ fields, primaryKey }: TableDefinition) {
    this.fields = fields.length;
    this.names = primaryKey;
    this.places = primaryKey.map((name) => fields.findIndex((field) => field.name === name));
    this.types = this.places.map((place) => fields[place]?.type ?? "string");
  }

  /** The most bytes that the key of a row of `cells` takes. */
  mostBytes(cells: CellBatch, row: number): number {
    let most = 0;
    for (const place of this.places) {
      const cell = row * this.fields + place;
      most += Math.max(8, (cells.ends[cell] as number) - (cells.starts[cell] as number) + 1);
    }
    return most;
  }

  /** Writes the key of a row, which has one; returns where it ends. */
  writeCells(cells: CellBatch, row: number, target: Buffer, at: number): number {
    let end = at;
    // No iterator: this is done for every row.
    for (let index = 0; index < this.places.length; index += 1) {
      const cell = row * this.fields + (this.places[index] as number);
      switch (this.types[index]) {
        case "integer":
        case "number":
          end = this.writeNumber(cells.values[cell] as number, target, end);
          break;
        case "boolean":
          target[end] = cells.values[cell] as number;
          end += 1;
          break;
        default:
          end = writeTextBytes(cells, cell, target, end);
      }
    }
    return end;
  }

  /** The most bytes that the key of a row takes. */
  mostBytesOf(row: Row): number {
    let most = 0;
    for (const name of this.names) {
      const cell = row[name];
      most += typeof cell === "string" ? cell.length * 3 + 1 : 8;
    }
    return most;
  }

  /** Writes the key of a row, which has one; returns where it ends. */
  writeRow(row: Row, target: Buffer, at: number): number {
    let end = at;
    for (const name of this.names) end = this.writeCell(row[name] as Cell, target, end);
    return end;
  }

  /** The cells of a key. */
  read(key: Uint8Array): readonly Cell[] {
    const bytes = Buffer.from(key.buffer, key.byteOffset, key.length);
    let at = 0;
    return this.types.map((type): Cell => {
      if (type === "boolean") {
        at += 1;
        return bytes[at - 1] === 1;
      }
      if (type === "integer" || type === "number") {
        at += 8;
        return this.readNumber(bytes, at - 8);
      }
      const end = bytes.indexOf(0, at);
      const text = Buffer.from(bytes.subarray(at, end));
      at = end + 1;
      return shiftBack(text).toString();
    });
  }

  private writeCell(cell: Cell, target: Buffer, at: number): number {
    if (typeof cell === "number") return this.writeNumber(cell, target, at);
    if (typeof cell === "boolean") {
      target[at] = Number(cell);
      return at + 1;
    }
    const end = at + target.write(String(cell), at, "utf8");
    shift(target, at, end);
    target[end] = 0;
    return end + 1;
  }

  /** As the bits of a double, the sign turned round, all bits of a negative one: so bytes are ordered as numbers are. */
  private writeNumber(value: number, target: Buffer, at: number): number {
    this.double[0] = value;
    let low = this.halves[0] as number;
    let high = this.halves[1] as number;
    if (high >>> 31 === 1) {
      low = ~low >>> 0;
      high = ~high >>> 0;
    } else high = (high | 0x80000000) >>> 0;
    target.writeUInt32BE(high, at);
    target.writeUInt32BE(low, at + 4);
    return at + 8;
  }

  private readNumber(bytes: Buffer, at: number): number {
    const high = bytes.readUInt32BE(at);
    const low = bytes.readUInt32BE(at + 4);
    const isPositive = high >>> 31 === 1;
    this.halves[0] = isPositive ? low : ~low >>> 0;
    this.halves[1] = isPositive ? high & 0x7fffffff : ~high >>> 0;
    return this.double[0] as number;
  }
}

function writeTextBytes(cells: CellBatch, cell: number, target: Buffer, at: number): number {
  const { bytes, starts, ends, flags } = cells;
  const hasDoubled = ((flags[cell] as number) & (isQuoted | needsQuotes)) === 3;
  let end = at;
  for (let from = starts[cell] as number; from < (ends[cell] as number); from += 1) {
    const byte = bytes[from] as number;
    target[end] = byte < 0xee ? byte : shifted(byte);
    end += 1;
    if (hasDoubled && byte === 0x22) from += 1;
  }
  target[end] = 0;
  return end + 1;
}

// UTF-8 orders by character. By code unit, characters of two units (first byte 0xF0 to 0xF4) come before those
// from U+E000 on (0xEE and 0xEF).
const shifted = (byte: number): number => (byte >= 0xf0 ? byte - 2 : byte + 5);

function shift(bytes: Buffer, start: number, end: number): void {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte >= 0xee) bytes[at] = shifted(byte);
  }
}

function shiftBack(bytes: Buffer): Buffer {
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte >= 0xee) bytes[at] = byte >= 0xf3 ? byte - 5 : byte + 2;
  }
  return bytes;
}
