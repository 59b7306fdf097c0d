// EDGE: the least that must be done with the bytes of a release: limit.ts <deflate or hash> <file> ...
import { createHash } from "node:crypto";
import { openSync, readSync } from "node:fs";
import { promisify } from "node:util";
import { constants, deflateRaw } from "node:zlib";

const [task = "", ...files] = process.argv.slice(2);
const deflate = promisify<Buffer, object, Buffer>(deflateRaw);
const options = { level: 6, finishFlush: constants.Z_SYNC_FLUSH };
const blocksAtOnce = 4;

for (const path of files) {
  const file = openSync(path, "r");
  const hash = createHash("sha256");
  const jobs: Promise<Buffer>[] = [];
  for (;;) {
    const block = Buffer.allocUnsafe(1 << 20);
    const bytes = readSync(file, block);
    if (bytes === 0) break;
    hash.update(block.subarray(0, bytes));
    if (task !== "deflate") continue;
    jobs.push(deflate(block.subarray(0, bytes), options));
    if (jobs.length >= blocksAtOnce) await jobs.shift();
  }
  await Promise.all(jobs);
  hash.digest();
}
