// EDGE: disk. A release, in a folder or an archive, against its own hashes.
import { SourcebookError } from "@sourcebook/schema";
import { type Disk, lstatIfAny, nodeDisk } from "./disk.ts";
import { openFolder } from "./folder-reader.ts";
import type { ReleaseReader } from "./release-reader.ts";
import { type DescriptorFacts, verifyDescriptor } from "./verify-descriptor.ts";
import { type VerifyFinding, verifyFiles } from "./verify-files.ts";
import { openArchive } from "./zip-reader.ts";

/** A release as it was found. It is as it was cut when there are no findings. */
export interface Verification {
  readonly path: string;
  readonly kind: "folder" | "archive";
  readonly name?: string;
  readonly version?: string;
  readonly files: number;
  /** Of all tables, as the descriptor counts them. */
  readonly rows: number;
  readonly bytes: number;
  /** The identity of the release: the hash of its `SHA256SUMS`. */
  readonly sumsSha256?: string;
  readonly findings: readonly VerifyFinding[];
}

/**
 * Reads a whole release, a folder or a zip, and finds everything that is not as it was cut.
 *
 * @throws SourcebookError `IO` when there is no release to read at the path
 */
export async function verifyRelease(path: string): Promise<Verification> {
  return (await verifyOn(nodeDisk, path)).verification;
}

/** The same on any disk, with what the release says of its own making. */
export async function verifyOn(
  disk: Disk,
  path: string,
): Promise<{ readonly verification: Verification; readonly facts: DescriptorFacts }> {
  const stats = await lstatIfAny(disk, path);
  if (stats?.isDirectory()) return verifyReader(path, "folder", await openFolder(disk, path));
  if (!stats?.isFile()) {
    throw new SourcebookError("IO", {
      what: stats === undefined ? "There is nothing to verify" : "This is no folder and no file",
      where: { path },
      fix: "give the path of a release folder or of its zip",
    });
  }
  const { reader, faults } = await openArchive(disk, path);
  if (reader !== undefined) return verifyReader(path, "archive", reader);
  return {
    verification: { path, kind: "archive", files: 0, rows: 0, bytes: 0, findings: faults },
    facts: { rows: 0 },
  };
}

async function verifyReader(path: string, kind: Verification["kind"], reader: ReleaseReader) {
  const { findings, receipts, sumsSha256, descriptor } = await verifyFiles(reader);
  const { facts, findings: disagreements } =
    descriptor === undefined
      ? { facts: { rows: 0 }, findings: [] }
      : verifyDescriptor(descriptor, receipts);
  const { name, version, rows } = facts;
  const verification: Verification = {
    path,
    kind,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    files: receipts.size,
    rows,
    bytes: [...receipts.values()].reduce((sum, receipt) => sum + receipt.bytes, 0),
    ...(sumsSha256 !== undefined && { sumsSha256 }),
    findings: [...findings, ...disagreements],
  };
  return { verification, facts };
}
