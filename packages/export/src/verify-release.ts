// EDGE: disk, and the clock for keys that expire. A release, in a folder or an archive, against its own hashes.
import { followStage, SourcebookError, type WorkOptions } from "@sourcebook/schema";
import { parseAllowedSigners } from "./allowed-signers.ts";
import { compareFiles } from "./compare-files.ts";
import { type Disk, nodeDisk, readTextIfAny } from "./disk.ts";
import { followReader } from "./follow.ts";
import { openPrevious } from "./open-previous.ts";
import { type OpenedRelease, openRelease } from "./open-release.ts";
import type { DescriptorFacts } from "./parse-descriptor.ts";
import { readRelease } from "./read-release.ts";
import { isCanonicalPath, sumsPath, versionInPlace } from "./release-paths.ts";
import type { PreviousRelease } from "./release-plan.ts";
import { asSourcebookError } from "./system-error.ts";
import type { ContentOptions } from "./verify-content.ts";
import type { VerifyFinding } from "./verify-finding.ts";
import { type Rebuild, verifyRebuild } from "./verify-rebuild.ts";
import { type ReleaseSignature, type Trust, verifySignature } from "./verify-signature.ts";
import { verifyVersions } from "./verify-versions.ts";
import type { Yanked } from "./versions.ts";

/** A release as it was found. It is as it was cut when there are no findings. */
export interface Verification {
  readonly path: string;
  readonly kind: "folder" | "archive" | "url";
  readonly name?: string;
  readonly version?: string;
  readonly files: number;
  /** Of all tables, as the descriptor counts them. */
  readonly rows: number;
  readonly bytes: number;
  /** The identity of the release: the hash of its `SHA256SUMS`. */
  readonly sumsSha256?: string;
  /** Absent when nobody signed it, or not rightly. */
  readonly signature?: ReleaseSignature;
  /** Since when and why nobody should use it, by the list of versions beside it; this is no finding. */
  readonly yanked?: Yanked;
  readonly findings: readonly VerifyFinding[];
}

export interface VerifyOptions extends ContentOptions {
  /** A file as `ssh-keygen -Y verify -f` takes it: then one of these must have signed the release. */
  readonly allowedSigners?: string;
  /** The dataset that the release is said to be made of: then it is made once more and compared. */
  readonly rebuild?: Rebuild;
}

/**
 * Reads a whole release and finds everything that is not as it was cut.
 *
 * Where the list of versions stands beside it, as where it was cut, its place in that is checked too.
 *
 * @param path of a folder or a zip, or the web address of a folder
 * @throws SourcebookError `IO` when there is nothing to read at a path, `USAGE` when the allowed
 *   signers are not understood
 */
export async function verifyRelease(
  path: string,
  options: VerifyOptions = {},
): Promise<Verification> {
  try {
    return await verifyAll(nodeDisk, path, options);
  } catch (error) {
    throw asSourcebookError(error);
  }
}

async function verifyAll(disk: Disk, path: string, options: VerifyOptions): Promise<Verification> {
  const trust = await readTrust(disk, options.allowedSigners);
  const release = await verifyHashes(disk, path, trust, options);
  const { verification, facts, sums } = release;
  const { reader } = release.opened;
  const findings = [...verification.findings];
  // Of files that are not the ones that were released there is no more to say.
  if (reader && findings.length === 0) {
    const { verifyContent } = await import("./verify-content.ts");
    findings.push(...(await verifyContent(reader, facts, sums, options)));
  }
  const place = await verifyPlace(release);
  findings.push(...place.findings);
  if (options.rebuild && findings.length === 0) {
    const { dataset } = options.rebuild;
    const openEarlier = (earlier: PreviousRelease) =>
      openPrevious(disk, release.opened.beside, dataset.name, earlier);
    const context = { sums, openEarlier, work: options };
    findings.push(...(await verifyRebuild(options.rebuild, facts, context)));
  }
  return { ...verification, ...(place.yanked && { yanked: place.yanked }), findings };
}

/** A release with what it says of itself, and a way to read on. */
export interface HashedRelease {
  readonly verification: Verification;
  readonly facts: DescriptorFacts;
  /** The hashes in `SHA256SUMS`, by path. */
  readonly sums: ReadonlyMap<string, string>;
  readonly opened: OpenedRelease;
}

/** Compares every byte with its hash, and the hashes with the descriptor; looks into no table. */
export async function verifyHashes(
  disk: Disk,
  path: string,
  trust?: Trust,
  work: WorkOptions = {},
): Promise<HashedRelease> {
  const opened = await openRelease(disk, path);
  const { kind, reader, faults } = opened;
  if (reader === undefined) {
    return {
      opened,
      verification: { path, kind, files: 0, rows: 0, bytes: 0, findings: faults },
      facts: { files: [] },
      sums: new Map(),
    };
  }
  const total = sum(reader.entries.map(({ bytes }) => bytes));
  const follow = followStage(work, { stage: "hash", unit: "bytes", total });
  const release = await readRelease(followReader(reader, follow));
  const signed = verifySignature(release.signature, release.sumsBytes, trust);
  const { sums, receipts, descriptor: facts = { files: [] } } = release;
  const { name, version, files } = facts;
  const sumsSha256 = receipts.get(sumsPath)?.sha256;
  const verification: Verification = {
    path,
    kind,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    files: receipts.size,
    rows: sum(files.map((file) => (isCanonicalPath(file.path) ? (file.rows ?? 0) : 0))),
    bytes: sum([...receipts.values()].map(({ bytes }) => bytes)),
    ...(sumsSha256 !== undefined && { sumsSha256 }),
    ...(signed.signature && { signature: signed.signature }),
    findings: [...compareFiles(reader.entries, release), ...signed.findings],
  };
  return { opened, verification, facts, sums };
}

/** Finds what is wrong with the list of versions, when the release lies where a cut puts it. */
async function verifyPlace({
  opened,
  verification,
  facts,
}: HashedRelease): Promise<ReturnType<typeof verifyVersions>> {
  const { name, version, sumsSha256 } = verification;
  if (name === undefined) return { findings: [] };
  const place = versionInPlace(opened.placeName, name);
  const versions = place === undefined ? undefined : await opened.readVersions();
  if (versions === undefined) return { findings: [] };
  if (place !== version) {
    const message = `is ${name} ${version}, in the place of ${place}`;
    return { findings: [{ code: "versions-disagree", message }] };
  }
  return verifyVersions(versions.text, facts, sumsSha256, versions.isCutting);
}

async function readTrust(disk: Disk, path: string | undefined): Promise<Trust | undefined> {
  if (path === undefined) return undefined;
  const text = await readTextIfAny(disk, path);
  if (text === undefined) {
    throw new SourcebookError("IO", {
      what: "There is no list of allowed signers",
      where: { path },
      fix: "give the path of one",
    });
  }
  return { signers: parseAllowedSigners(text, path), now: new Date() };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
