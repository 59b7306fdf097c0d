import type { Table } from "@sourcebook/schema";
import type { ReleaseReader } from "./release-reader.ts";

/** The same table; tells how many rows went by with each batch. */
export function followRows(table: Table, onRows: (rows: number) => void): Table {
  return {
    ...table,
    async *batches() {
      for await (const batch of table.batches()) {
        yield batch;
        onRows(batch.length);
      }
    },
  };
}

/** The same blocks; tells how many bytes went by with each. */
export async function* followBytes(
  blocks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array, undefined> {
  for await (const block of blocks) {
    yield block;
    onBytes(block.length);
  }
  return undefined;
}

/** The same release; tells how many bytes of which file went by. */
export function followReader(
  reader: ReleaseReader,
  onBytes: (path: string, bytes: number) => void,
): ReleaseReader {
  return {
    ...reader,
    read: (path, options) =>
      followBytes(reader.read(path, options), (bytes) => onBytes(path, bytes)),
  };
}
