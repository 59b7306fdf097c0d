// EDGE: what every contender written in TypeScript does with its files at the end.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What every contender writes. */
export const outputs: readonly string[] = ["readings.csv", "readings.jsonl"];

/** Writes `SHA256SUMS` beside the files, and zips them with Info-ZIP, at its own level, which is 6. */
export function finishOutputs(folder: string, zip: boolean): void {
  const lines = outputs.map((name) => `${sha256Of(join(folder, name))}  ${name}\n`);
  writeFileSync(join(folder, "SHA256SUMS"), lines.join(""));
  if (!zip) return;
  const words = ["-q", "-6", join(folder, "release.zip"), ...outputs, "SHA256SUMS"];
  execFileSync("zip", words, { cwd: folder });
}

export function sha256Of(path: string): string {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, "r");
  for (let bytes = 1; bytes > 0; ) {
    bytes = readSync(file, buffer);
    hash.update(buffer.subarray(0, bytes));
  }
  closeSync(file);
  return hash.digest("hex");
}
