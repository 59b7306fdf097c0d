// EDGE: disk. Everything between a checked dataset and a release that others can see.
import { join } from "node:path";
import { type Bump, type Dataset, SourcebookError } from "@sourcebook/schema";
import { judgeChanges, type ReleaseChanges } from "./changes/release-changes.ts";
import { ownFacts, type Provenance } from "./data-package.ts";
import { type DirectoryOptions, openDirectoryWriter, releaseExists } from "./directory-writer.ts";
import { type Disk, nodeDisk, readTextIfAny } from "./disk.ts";
import { type FinishedRelease, finishReleases } from "./finish-releases.ts";
import { takeLock } from "./lock.ts";
import { assertAfterLast, assertMayFollow, historyOf } from "./next-release.ts";
import { openPrevious } from "./open-previous.ts";
import { planRelease } from "./plan-release.ts";
import { isCanonicalPath, sumsPath } from "./release-paths.ts";
import type { Receipt, ReleasePlan } from "./release-plan.ts";
import {
  makeReleasesFolder,
  type ReleasePlaces,
  releasePlaces,
  removeStaging,
} from "./releases-folder.ts";
import { publicDataset } from "./rights/public-dataset.ts";
import { parsePrivateKey } from "./ssh-private-key.ts";
import { fingerprintOf, formatPublicKey, type SigningKey } from "./ssh-signature.ts";
import { asSourcebookError } from "./system-error.ts";
import type { JudgeOptions } from "./verdict/judge-releases.ts";
import { writeRelease } from "./write-release.ts";

/**
 * How a release is cut, and how the changes since the one before are judged. The signal stops the cut, until the
 * release appears, and leaves nothing behind.
 */
export interface CutOptions extends JudgeOptions, DirectoryOptions {
  /** The folder of all releases; that of the dataset is made in it. */
  readonly releasesFolder: string;
  /** RFC 3339; left out of the release when it is not given. */
  readonly created?: string;
  readonly toolVersion: string;
  /** The path of a private key of OpenSSH, Ed25519 and without a passphrase, to sign with. */
  readonly signingKey?: string;
}

/** A release that was cut. */
export interface CutRelease {
  readonly folder: string;
  readonly zip?: string;
  readonly files: number;
  /** Of all tables, each row counted once whatever forms it is written in. */
  readonly rows: number;
  readonly bytes: number;
  /** The identity of the release: the hash of its `SHA256SUMS`. */
  readonly sumsSha256: string;
  /** Rows that were left out because they must not be published; absent when there were none. */
  readonly withheld?: number;
  /** What changed, and the least version that it asks for; absent for the first release. */
  readonly changes?: { readonly since: string; readonly bump: Bump; readonly required: string };
  /** An earlier cut of the same inputs was killed just before its end; this one ended it. */
  readonly finished?: true;
}

/**
 * Cuts a release: it appears whole, or not at all, and never in the place of another.
 *
 * @throws SourcebookError `RELEASE_EXISTS` for a version that is cut already, `VERSION_TOO_LOW` for one that is
 *   lower than the last or than the changes ask for, `NOTHING_TO_RELEASE` without changes,
 *   `CHANGES_UNCONFIRMED` when one of them has to be confirmed or mended, `CONFLICT` when another cut is
 *   under way or the folder is not as cuts leave it, `USAGE` for a dataset that can have no release,
 *   `VERIFY_FAILED` when the release before is damaged, `IO` when it is gone or the disk fails
 */
export function cutRelease(dataset: Dataset, options: CutOptions): Promise<CutRelease> {
  return cutReleaseOn(nodeDisk, dataset, options);
}

/** The same on any disk. */
export async function cutReleaseOn(
  disk: Disk,
  given: Dataset,
  options: CutOptions,
): Promise<CutRelease> {
  const { dataset, withheld } = await publicDataset(given);
  const { toolVersion, created } = options;
  const provenance: Provenance = { toolVersion, ...(created !== undefined && { created }) };
  await planRelease(dataset, provenance); // Refuses what can have no release before anything is touched.
  const folder = join(options.releasesFolder, dataset.name);
  const places = releasePlaces(folder, dataset.name, dataset.version);
  try {
    const key = await readSigningKey(disk, options.signingKey);
    await makeReleasesFolder(disk, folder);
    const lock = await takeLock(disk, folder);
    try {
      const cut = { given, dataset, provenance, places, key, options };
      const done = await cutLocked(disk, cut);
      const left = sum([...withheld.values()]);
      return left === 0 ? done : { ...done, withheld: left };
    } finally {
      await lock.release();
    }
  } catch (error) {
    throw asSourcebookError(error);
  }
}

interface Cut {
  /** With what must not be published, of which the changes must not tell either. */
  readonly given: Dataset;
  readonly dataset: Dataset;
  readonly provenance: Provenance;
  readonly places: ReleasePlaces;
  readonly key: SigningKey | undefined;
  readonly options: CutOptions;
}

async function cutLocked(disk: Disk, cut: Cut): Promise<CutRelease> {
  const { dataset, provenance, places, key, options } = cut;
  const { name, version } = dataset;
  const { versions, finished } = await finishReleases(disk, places, name);
  await removeStaging(disk, places);

  const position = versions.findIndex((entry) => entry.version === version);
  const earlier = position === -1 ? versions : versions.slice(0, position);
  const history: Provenance = { ...provenance, ...historyOf(earlier) };

  const ended = finished.find(({ facts }) => facts.version === version);
  if (ended && isSameMaking(ended, dataset, history, key)) return describeFinished(places, ended);
  if (position !== -1) throw releaseExists(version, places.release);

  assertAfterLast(version, versions);
  const changes = await readChanges(disk, cut, history);
  if (changes) assertMayFollow(version, changes.judgement, versions);
  const plan = await planRelease(dataset, history, { signingKey: key, changes });
  const writer = await openDirectoryWriter(disk, places, plan, versions, options);
  const receipts = await writeRelease(plan, writer, options);
  return { ...describeCut(places, plan, receipts), ...(changes && describeChanges(changes)) };
}

/** Compares with an earlier release, unless there is none. */
async function readChanges(
  disk: Disk,
  { given, places, options }: Cut,
  { comparedWith, yanked = [] }: Provenance,
): Promise<ReleaseChanges | undefined> {
  if (!comparedWith) return undefined;
  const before = await openPrevious(disk, places.folder, given.name, comparedWith);
  return judgeChanges(before, given, options, { comparedWith, yanked });
}

/** Whether a release that was finished is the one that this cut would have made. */
function isSameMaking(
  { facts, verification }: FinishedRelease,
  dataset: Dataset,
  provenance: Provenance,
  key: SigningKey | undefined,
): boolean {
  return (
    verification.signature?.fingerprint ===
      (key && fingerprintOf(formatPublicKey(key.publicKey))) &&
    facts.created === provenance.created &&
    JSON.stringify(facts.sourcebook) === JSON.stringify(ownFacts(dataset, provenance))
  );
}

async function readSigningKey(
  disk: Disk,
  path: string | undefined,
): Promise<SigningKey | undefined> {
  if (path === undefined) return undefined;
  const text = await readTextIfAny(disk, path);
  if (text !== undefined) return parsePrivateKey(text, path);
  throw new SourcebookError("IO", {
    what: "There is no key to sign with",
    where: { path },
    fix: "give the path of one, or cut without signing",
  });
}

function describeCut(
  { release, zip }: ReleasePlaces,
  plan: ReleasePlan,
  receipts: readonly Receipt[],
): CutRelease {
  return {
    folder: release,
    ...(plan.zip && { zip }),
    files: receipts.length,
    rows: sum(receipts.map(({ path, rows = 0 }) => (isCanonicalPath(path) ? rows : 0))),
    bytes: sum(receipts.map(({ bytes }) => bytes)),
    sumsSha256: receipts.find(({ path }) => path === sumsPath)?.sha256 ?? "",
  };
}

function describeFinished(
  { release, zip }: ReleasePlaces,
  { verification, hasZip }: FinishedRelease,
): CutRelease {
  const { files, rows, bytes, sumsSha256 = "" } = verification;
  return {
    folder: release,
    ...(hasZip && { zip }),
    files,
    rows,
    bytes,
    sumsSha256,
    finished: true,
  };
}

const describeChanges = ({ judgement }: ReleaseChanges): Pick<CutRelease, "changes"> => {
  const { bump, version } = judgement.verdict;
  return { changes: { since: version.before, bump, required: version.required } };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
