import { createHash } from "node:crypto";
import type { ArchiveFault } from "./archive-faults.ts";
import { descriptorPath, sumsPath } from "./release-paths.ts";
import type { Receipt } from "./release-plan.ts";
import { DamagedFile, type ReleaseReader } from "./release-reader.ts";
import { parseSums } from "./sha256-sums.ts";

/** One way in which a release is not as it was cut. */
export interface VerifyFinding {
  readonly code:
    | "file-missing"
    | "file-extra"
    | "file-changed"
    | "file-replaced"
    | "sums-malformed"
    | "descriptor-malformed"
    | "descriptor-disagrees"
    | ArchiveFault["code"];
  /** In the release; absent when the whole of it is meant. */
  readonly path?: string;
  readonly message: string;
}

/** What a release holds, and what is wrong with it. */
export interface FilesReport {
  readonly findings: readonly VerifyFinding[];
  /** What was read of each file that is there, `SHA256SUMS` included. */
  readonly receipts: ReadonlyMap<string, Receipt>;
  /** The identity of the release: the hash of its `SHA256SUMS`. */
  readonly sumsSha256?: string;
  /** The text of `datapackage.json`. */
  readonly descriptor?: string;
}

/** Compares every file with `SHA256SUMS`: what is changed, missing, surplus or no plain file. */
export async function verifyFiles(reader: ReleaseReader): Promise<FilesReport> {
  const findings: VerifyFinding[] = [];
  const kinds = new Map(reader.entries.map(({ path, kind }) => [path, kind]));
  const receipts = new Map<string, Receipt>();

  const readFile = async (path: string, keep: boolean): Promise<ReadFile | undefined> => {
    const kind = kinds.get(path);
    if (kind === undefined) {
      findings.push({ code: "file-missing", path, message: "is missing" });
    } else if (kind !== "file") {
      findings.push({ code: "file-replaced", path, message: `is a ${kind}, not a file` });
    } else {
      try {
        const { text, ...facts } = await consume(reader.read(path), keep);
        receipts.set(path, { path, ...facts });
        return { ...facts, ...(text !== undefined && { text }) };
      } catch (error) {
        if (!(error instanceof DamagedFile)) throw error;
        findings.push({ code: "file-changed", path, message: error.message });
      }
    }
    return undefined;
  };

  const sumsFile = await readFile(sumsPath, true);
  const { sums, faults } = parseSums(sumsFile?.text ?? "");
  if (sumsFile) {
    for (const { line, message } of faults) {
      findings.push({ code: "sums-malformed", path: sumsPath, message: `line ${line} ${message}` });
    }
  }
  let descriptor: string | undefined;
  for (const [path, sha256] of sums) {
    const file = await readFile(path, path === descriptorPath);
    if (file && file.sha256 !== sha256) {
      findings.push({ code: "file-changed", path, message: "is not the file that was released" });
    }
    if (path === descriptorPath) descriptor = file?.text;
  }
  if (sumsFile) findings.push(...findExtra(reader, sums));
  return {
    findings,
    receipts,
    ...(sumsFile && { sumsSha256: sumsFile.sha256 }),
    ...(descriptor !== undefined && { descriptor }),
  };
}

/** Files that `SHA256SUMS` does not list, and folders that hold none that it lists. */
function findExtra(reader: ReleaseReader, sums: ReadonlyMap<string, string>): VerifyFinding[] {
  const expected = new Set([...sums.keys(), sumsPath]);
  return reader.entries
    .filter(({ path, kind }) =>
      kind === "folder"
        ? ![...expected].some((file) => file === path || file.startsWith(`${path}/`))
        : !expected.has(path),
    )
    .map(({ path, kind }) => ({
      code: "file-extra",
      path,
      message:
        kind === "folder" ? "is a folder that no release has" : "does not belong to the release",
    }));
}

interface ReadFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly text?: string;
}

async function consume(blocks: AsyncIterable<Uint8Array>, keep: boolean): Promise<ReadFile> {
  const hash = createHash("sha256");
  const kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const block of blocks) {
    hash.update(block);
    bytes += block.length;
    if (keep && bytes > mostKeptBytes) throw new DamagedFile("is far too large");
    if (keep) kept.push(block);
  }
  const sha256 = hash.digest("hex");
  return { bytes, sha256, ...(keep && { text: Buffer.concat(kept).toString("utf8") }) };
}

// Of a descriptor or a list of hashes; ours have some kilobytes a table.
const mostKeptBytes = 1 << 26;
