import type { FileFault, RawBatch, RawCell, TableInput } from "../../src/tables/raw-table.ts";

/** An input out of memory, handed over in chunks of a size. */
export function inputOf(
  content: string | Uint8Array,
  { path = "data.csv", chunkSize = 65_536 }: { path?: string; chunkSize?: number } = {},
): TableInput {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return {
    path,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
    },
  };
}

export interface WholeFile {
  readonly header: readonly string[];
  readonly rows: readonly (readonly RawCell[] | undefined)[];
  /** As `code line:column`, in the order of the file. */
  readonly faults: readonly string[];
  readonly originals: readonly string[];
}

/** Everything that a reader gives, in one piece. */
export async function readAll(batches: AsyncIterable<RawBatch>): Promise<WholeFile> {
  let header: readonly string[] = [];
  const rows: (readonly RawCell[] | undefined)[] = [];
  const faults: string[] = [];
  const originals: string[] = [];
  let last = 0;
  for await (const batch of batches) {
    if (batch.header.length > 0) header = batch.header;
    for (const fault of batch.fileFaults) faults.push(showFault(fault));
    for (const [index, row] of batch.rows.entries()) {
      // A spreadsheet numbers its blank rows, too, but does not give them.
      if (batch.firstRow + index <= last) throw new Error("rows are misnumbered");
      last = batch.firstRow + index;
      rows.push(row);
      originals.push(Buffer.from(batch.originalOf(index)).toString());
      for (const fault of batch.rowFaults.get(index) ?? []) faults.push(showFault(fault));
    }
  }
  return { header, rows, faults, originals };
}

const showFault = ({ code, line, column }: FileFault): string =>
  line === undefined ? code : `${code} ${line}:${column}`;
