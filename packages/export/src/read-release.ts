import { createHash } from "node:crypto";
import { type DescriptorFacts, parseDescriptor } from "./parse-descriptor.ts";
import { descriptorPath, signaturePath, sumsPath } from "./release-paths.ts";
import type { Receipt } from "./release-plan.ts";
import { DamagedFile, type ReleaseReader } from "./release-reader.ts";
import { parseSums, type SumsFault } from "./sha256-sums.ts";

/** A release as it was read: what its two lists say, and what is really there. */
export interface ReadRelease {
  /** By path, from `SHA256SUMS`. */
  readonly sums: ReadonlyMap<string, string>;
  readonly sumsFaults: readonly SumsFault[];
  /** The bytes that those lines, and a signature, were read from. */
  readonly sumsBytes: Uint8Array;
  /** Absent when there is no signature. */
  readonly signature?: string;
  /** Absent when there is no `datapackage.json`, or none that can be used. */
  readonly descriptor?: DescriptorFacts;
  /** Of the files that one of the lists names, and of `SHA256SUMS` itself. */
  readonly receipts: ReadonlyMap<string, Receipt>;
  /** Why a file that is there could not be read. */
  readonly damaged: ReadonlyMap<string, string>;
}

/** Reads every file that a release says it has, each once. */
export async function readRelease(reader: ReleaseReader): Promise<ReadRelease> {
  const files = new Set(reader.entries.flatMap((e) => (e.kind === "file" ? [e.path] : [])));
  const receipts = new Map<string, Receipt>();
  const damaged = new Map<string, string>();

  const read = async (path: string, keptBytes: number): Promise<Buffer | undefined> => {
    if (!files.has(path) || receipts.has(path) || damaged.has(path)) return undefined;
    try {
      const { kept, ...facts } = await consume(
        reader.read(path, { inPassing: keptBytes === 0 }),
        keptBytes,
      );
      receipts.set(path, { path, ...facts });
      return kept;
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      damaged.set(path, error.message);
      return undefined;
    }
  };

  const sumsBytes = (await read(sumsPath, mostListBytes)) ?? Buffer.alloc(0);
  const { sums, faults } = parseSums(sumsBytes.toString());
  const signature = (await read(signaturePath, mostSignatureBytes))?.toString();
  const descriptor = parseDescriptor(String((await read(descriptorPath, mostListBytes)) ?? ""));
  for (const path of sums.keys()) await read(path, 0);
  for (const { path } of descriptor?.files ?? []) await read(path, 0);
  return {
    sums,
    sumsFaults: faults,
    sumsBytes,
    ...(signature !== undefined && { signature }),
    ...(descriptor && { descriptor }),
    receipts,
    damaged,
  };
}

// Of SHA256SUMS and datapackage.json; ours have some kilobytes a table.
const mostListBytes = 1 << 26;
const mostSignatureBytes = 1 << 16;

/** @param keptBytes the most that is kept and may be there, or 0 to keep nothing */
async function consume(
  blocks: AsyncIterable<Uint8Array>,
  keptBytes: number,
): Promise<Omit<Receipt, "path"> & { readonly kept: Buffer }> {
  const hash = createHash("sha256");
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const block of blocks) {
    hash.update(block);
    bytes += block.length;
    if (keptBytes === 0) continue;
    if (bytes > keptBytes) throw new DamagedFile("is far too large");
    parts.push(block);
  }
  return { bytes, sha256: hash.digest("hex"), kept: Buffer.concat(parts) };
}
