// EDGE: reads the keys of runs from disk.
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { TableDefinition } from "@sourcebook/schema";
import { KeyCoder } from "./key-code.ts";
import type { Shard } from "./read-shard.ts";

/** The keys of all rows of a table as other tables refer to them, in no particular order. */
export function* keysIn(shards: readonly Shard[], definition: TableDefinition): Generator<string> {
  const coder = new KeyCoder(definition);
  for (const { folder, runs } of shards) {
    for (const { keys, blocks } of runs) {
      const file = openSync(join(folder, keys.file), "r");
      try {
        let at = keys.start;
        for (const { rows, keysBytes } of blocks) {
          const block = Buffer.alloc(keysBytes);
          readSync(file, block, 0, keysBytes, at);
          at += keysBytes;
          let keyAt = rows * 8;
          for (let row = 0; row < rows; row += 1) {
            const end = keyAt + block.readUInt32LE((rows + row) * 4);
            const cells = coder.read(block.subarray(keyAt, end));
            keyAt = end;
            yield cells.length === 1 ? String(cells[0]) : JSON.stringify(cells);
          }
        }
      } finally {
        closeSync(file);
      }
    }
  }
}
