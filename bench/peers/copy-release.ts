// EDGE: the least of a second cut, on two threads: copy-release.ts <output> <file of the release,...> <input,...>
// hashes every input, copies every file of a release with its hash, syncs it, and reads it back with its hash.
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { basename, join } from "node:path";
import { isMainThread, Worker, workerData } from "node:worker_threads";

/** What one thread does. */
interface Share {
  readonly output: string;
  readonly files: readonly string[];
  readonly inputs: readonly string[];
}

const block = Buffer.allocUnsafe(1 << 20);

function hashFile(path: string, onBlock: (bytes: Uint8Array) => void = () => {}): string {
  const file = openSync(path, "r");
  const hash = createHash("sha256");
  for (let bytes = readSync(file, block); bytes > 0; bytes = readSync(file, block)) {
    hash.update(block.subarray(0, bytes));
    onBlock(block.subarray(0, bytes));
  }
  closeSync(file);
  return hash.digest("hex");
}

function copyFile(path: string, output: string): void {
  const copy = join(output, basename(path));
  const file = openSync(copy, "w");
  const written = hashFile(path, (bytes) => writeSync(file, bytes));
  fsyncSync(file);
  closeSync(file);
  if (hashFile(copy) !== written) throw new Error(`${copy} does not read back`);
}

if (isMainThread) {
  const [output = "", files = "", inputs = ""] = process.argv.slice(2);
  const shares = [0, 1].map((thread) => {
    const mine = (paths: string) => paths.split(",").filter((_, at) => at % 2 === thread);
    return { output, files: mine(files), inputs: mine(inputs) } satisfies Share;
  });
  for (const share of shares) new Worker(new URL(import.meta.url), { workerData: share });
} else {
  const { output, files, inputs } = workerData as Share;
  for (const path of inputs) hashFile(path);
  for (const path of files) copyFile(path, output);
}
