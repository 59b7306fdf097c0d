import { createHash } from "node:crypto";
import type { Receipt } from "../../src/release-plan.ts";
import type { ReleaseReader } from "../../src/release-reader.ts";
import type { ReleaseWriter } from "../../src/write-release.ts";

/** A release that is written to memory, and can be read from there. */
export function memoryWriter(): ReleaseWriter & { readonly reader: () => ReleaseReader } {
  const files = new Map<string, Buffer>();
  return {
    async write(path, content): Promise<Receipt> {
      const chunks: Buffer[] = [];
      let step = await content.next();
      for (; !step.done; step = await content.next()) chunks.push(Buffer.from(step.value));
      const bytes = Buffer.concat(chunks);
      files.set(path, bytes);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const rows = step.value;
      return { path, bytes: bytes.length, sha256, ...(rows !== undefined && { rows }) };
    },
    async commit() {},
    async discard() {
      files.clear();
    },
    reader: () => memoryReader(files),
  };
}

export function memoryReader(files: ReadonlyMap<string, Uint8Array>): ReleaseReader {
  return {
    entries: [...files].map(([path, { length }]) => ({ path, kind: "file", bytes: length })),
    async *read(path) {
      yield files.get(path) ?? new Uint8Array();
    },
  };
}
