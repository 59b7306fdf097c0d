import type { CellBatch } from "@sourcebook/schema";

/** Room for the cells of some rows. */
export class CellRows implements CellBatch {
  bytes: Uint8Array = new Uint8Array();
  rows = 0;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly flags: Uint8Array;
  readonly values: Float64Array;
  readonly recordStarts: Uint32Array;
  readonly recordEnds: Uint32Array;

  constructor(fields: number, mostRows: number) {
    const cells = fields * mostRows;
    this.starts = new Uint32Array(cells);
    this.ends = new Uint32Array(cells);
    this.flags = new Uint8Array(cells);
    this.values = new Float64Array(cells);
    this.recordStarts = new Uint32Array(mostRows);
    this.recordEnds = new Uint32Array(mostRows);
  }
}
