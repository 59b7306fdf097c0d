import { createHash } from "node:crypto";
import { sumsPath } from "./release-paths.ts";
import { DamagedFile, type ReadOptions, type ReleaseReader } from "./release-reader.ts";
import { parseSums } from "./sha256-sums.ts";

/**
 * A release of which every byte that is read is held against its hash, from the identity of the release on.
 *
 * A file is known to be right when it was read to its end: what was made of it before must not outlive an error.
 *
 * @param sha256 the identity: the hash of its `SHA256SUMS`
 * @throws DamagedFile when the release is another one, or lacks a file; from `read`, when a file is another one
 */
export async function pinRelease(reader: ReleaseReader, sha256: string): Promise<ReleaseReader> {
  const files = new Map(
    reader.entries.flatMap((entry) => (entry.kind === "file" ? [[entry.path, entry]] : [])),
  );
  if (!files.has(sumsPath)) throw new DamagedFile(`has no ${sumsPath}`);
  const blocks: Uint8Array[] = [];
  for await (const block of hashed(reader, sumsPath, sha256)) blocks.push(block);
  const { sums } = parseSums(Buffer.concat(blocks).toString());
  const missing = [...sums.keys()].find((path) => !files.has(path));
  if (missing !== undefined) throw new DamagedFile(`has no ${missing}`);
  return {
    entries: reader.entries.filter(({ path }) => sums.has(path)),
    read: (path, options) => hashed(reader, path, sums.get(path), options),
  };
}

async function* hashed(
  reader: ReleaseReader,
  path: string,
  sha256: string | undefined,
  options?: ReadOptions,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const block of reader.read(path, options)) {
    hash.update(block);
    yield block;
  }
  if (hash.digest("hex") !== sha256) throw new DamagedFile("is not the file that was released");
}
