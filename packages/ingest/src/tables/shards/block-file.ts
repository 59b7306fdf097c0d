// EDGE: writes a file of a shard.
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { FileRange, ShardFile } from "./run.ts";

const blockBytes = 1 << 18;
const fewBytes = 64;

/** A file that is written in large blocks, range behind range. */
export class BlockFile {
  private readonly name: string;
  private readonly file: number;
  private readonly block = Buffer.allocUnsafeSlow(blockBytes);
  private used = 0;
  private written = 0;
  private checksum = 0;
  private start = 0;

  constructor(folder: string, name: string) {
    this.name = name;
    this.file = openSync(join(folder, name), "wx", 0o600);
  }

  write(bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (this.used + length > blockBytes) this.flush();
    if (length > blockBytes) this.writeOut(bytes.subarray(start, end));
    else if (length > fewBytes) this.used += bytes.copy(this.block, this.used, start, end);
    else {
      // A call takes longer than to copy a key.
      const { block } = this;
      let to = this.used;
      for (let at = start; at < end; at += 1) {
        block[to] = bytes[at] as number;
        to += 1;
      }
      this.used = to;
    }
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
