// EDGE: writes sorted rows to the files of a shard.
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { Row, RowForms } from "@sourcebook/schema";
import { GrowingNumbers } from "../growing-numbers.ts";
import { compareKeys } from "./compare-keys.ts";
import type { FileRange, Key, KeyBlock, KeyCell, Run, ShardFile } from "./run.ts";

/**
 * Writes runs to files of its own in a folder, one behind the other.
 *
 * Rows become text at once and are forgotten; what is sorted are their keys.
 */
export class RunWriter {
  private readonly keyFields: readonly string[];
  private readonly forms: readonly FormWriter[];
  private readonly keyFile: BlockFile;
  private keys: Key[] = [];

  /** @param name tells its files from those of other writers in the folder */
  constructor(
    folder: string,
    name: string,
    keyFields: readonly string[],
    forms: RowForms["lines"] = {},
  ) {
    this.keyFields = keyFields;
    this.forms = Object.entries(forms).map(
      ([form, format]) => new FormWriter(form, format, new BlockFile(folder, `${name}.${form}`)),
    );
    this.keyFile = new BlockFile(folder, `${name}.keys`);
  }

  /** Takes rows in any order. */
  add(rows: readonly Row[]): void {
    for (const row of rows) this.keys.push(keyOf(row, this.keyFields));
    if (this.forms.length === 0) return;
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const some = rows.slice(from, from + rowsAtOnce);
      for (const form of this.forms) form.add(some);
    }
  }

  /** Ends a run of all the rows since the one before. */
  endRun(): Run {
    const { keys } = this;
    const isSorted = keys.every(
      (key, index) => index === 0 || compareKeys(keys[index - 1] as Key, key) <= 0,
    );
    const order = Uint32Array.from(keys.keys());
    if (!isSorted) order.sort((a, b) => compareKeys(keys[a] as Key, keys[b] as Key));
    for (let from = 0; from < keys.length; from += blockRows) {
      const some = order.subarray(from, from + blockRows);
      const block: KeyBlock = [
        Array.from(some, (index) => keys[index] as Key),
        ...this.forms.map((form) => Array.from(some, (index) => form.lengthOf(index))),
      ];
      this.keyFile.writeText(`${JSON.stringify(block)}\n`);
    }
    this.keys = [];
    return {
      rows: keys.length,
      isSorted,
      keys: this.keyFile.endRange(),
      lines: Object.fromEntries(this.forms.map((form) => [form.name, form.endRun(order)])),
    };
  }

  close(): readonly ShardFile[] {
    return [this.keyFile.close(), ...this.forms.map((form) => form.close())];
  }
}

const blockRows = 500;
// csv-stringify is fastest with about a hundred records a call.
const rowsAtOnce = 100;

function keyOf(row: Row, fields: readonly string[]): Key {
  const [only = ""] = fields;
  // Proved rows have their key, and no list is part of it.
  if (fields.length === 1) return row[only] as KeyCell;
  return fields.map((field) => row[field] as KeyCell);
}

/** The rows of a run in one form, until they are sorted. */
class FormWriter {
  readonly name: string;
  private readonly format: RowForms["lines"][string];
  private readonly file: BlockFile;
  private readonly ends = new GrowingNumbers();
  private bytes = Buffer.allocUnsafeSlow(1 << 20);
  private used = 0;

  constructor(name: string, format: RowForms["lines"][string], file: BlockFile) {
    this.name = name;
    this.format = format;
    this.file = file;
  }

  add(rows: readonly Row[]): void {
    for (const line of this.format(rows)) {
      const most = this.used + line.length * 3;
      if (most > this.bytes.length) this.grow(most);
      this.used += this.bytes.write(line, this.used, "utf8");
      this.ends.push(this.used);
    }
  }

  lengthOf(index: number): number {
    return this.ends.at(index) - this.startOf(index);
  }

  endRun(order: Uint32Array): FileRange {
    for (const index of order)
      this.file.write(this.bytes, this.startOf(index), this.ends.at(index));
    this.used = 0;
    this.ends.cut(0);
    return this.file.endRange();
  }

  close(): ShardFile {
    return this.file.close();
  }

  private startOf(index: number): number {
    return index === 0 ? 0 : this.ends.at(index - 1);
  }

  private grow(least: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(least, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.used);
    this.bytes = grown;
  }
}

/** A file that is written in large blocks. */
class BlockFile {
  private readonly name: string;
  private readonly file: number;
  private readonly block = Buffer.allocUnsafeSlow(1 << 18);
  private used = 0;
  private written = 0;
  private checksum = 0;
  private start = 0;

  constructor(folder: string, name: string) {
    this.name = name;
    this.file = openSync(join(folder, name), "wx", 0o600);
  }

  write(bytes: Buffer, start: number, end: number): void {
    if (this.used + end - start > this.block.length) this.flush();
    if (end - start > this.block.length) this.writeOut(bytes.subarray(start, end));
    else this.used += bytes.copy(this.block, this.used, start, end);
  }

  writeText(text: string): void {
    const bytes = Buffer.from(text);
    this.write(bytes, 0, bytes.length);
  }

  /** Ends what was begun when the range before ended. */
  endRange(): FileRange {
    this.flush();
    const range = { file: this.name, start: this.start, end: this.written };
    this.start = this.written;
    return range;
  }

  close(): ShardFile {
    closeSync(this.file);
    return { name: this.name, bytes: this.written, crc32: this.checksum };
  }

  private flush(): void {
    this.writeOut(this.block.subarray(0, this.used));
    this.used = 0;
  }

  private writeOut(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.file, bytes, at);
    this.written += bytes.length;
    this.checksum = crc32(bytes, this.checksum);
  }
}
