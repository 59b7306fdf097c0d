import type { DescribedFile } from "./parse-descriptor.ts";
import type { ReadRelease } from "./read-release.ts";
import { descriptorPath, signaturePath, sumsPath } from "./release-paths.ts";
import type { ReleaseEntry } from "./release-reader.ts";
import type { VerifyFinding } from "./verify-finding.ts";

/**
 * Finds every file that is changed, missing, surplus or no plain file.
 *
 * `SHA256SUMS` is one witness. `datapackage.json` is a second one while its own hash is right: where
 * the two disagree and the file sides with the descriptor, it is `SHA256SUMS` that was changed.
 */
export function compareFiles(
  entries: readonly ReleaseEntry[],
  release: ReadRelease,
): readonly VerifyFinding[] {
  const { sums, sumsFaults, descriptor, receipts } = release;
  const kinds = new Map(entries.map(({ path, kind }) => [path, kind]));
  if (sums.size === 0) {
    // Without its list there is no release to compare with.
    const kind = kinds.get(sumsPath);
    if (kind === "file") return [inSums("sums-malformed", "lists no file")];
    return judgeFile(sumsPath, kind, noWitnesses, release);
  }
  const findings: VerifyFinding[] = sumsFaults.map(({ line, message }) =>
    inSums("sums-malformed", `line ${line} ${message}`),
  );
  const isWitness = receipts.get(descriptorPath)?.sha256 === sums.get(descriptorPath);
  const described = new Map<string, DescribedFile>();
  if (isWitness && !descriptor) {
    findings.push(finding("descriptor-malformed", descriptorPath, "describes no resources"));
  }
  for (const file of (isWitness && descriptor?.files) || []) {
    if (described.has(file.path)) {
      const message = `describes ${file.path} twice`;
      findings.push(finding("descriptor-disagrees", descriptorPath, message));
    }
    described.set(file.path, file);
  }

  const expected = new Set([sumsPath, descriptorPath, ...sums.keys(), ...described.keys()]);
  for (const path of [...expected].toSorted()) {
    const witnesses = { listed: sums.get(path), described: described.get(path), isWitness };
    findings.push(...judgeFile(path, kinds.get(path), witnesses, release));
  }
  const signature = kinds.get(signaturePath);
  if (signature !== undefined) expected.add(signaturePath);
  if (signature !== undefined && signature !== "file") {
    findings.push(finding("file-replaced", signaturePath, `is a ${signature}, not a file`));
  }
  return [...findings, ...findExtra(entries, expected)];
}

interface Witnesses {
  /** The hash in `SHA256SUMS`. */
  readonly listed: string | undefined;
  readonly described: DescribedFile | undefined;
  readonly isWitness: boolean;
}

const noWitnesses: Witnesses = { listed: undefined, described: undefined, isWitness: false };

function judgeFile(
  path: string,
  kind: ReleaseEntry["kind"] | undefined,
  { listed, described, isWitness }: Witnesses,
  { receipts, damaged }: ReadRelease,
): readonly VerifyFinding[] {
  // Neither of the two lists can speak of itself.
  const isDescribable = isWitness && path !== sumsPath && path !== descriptorPath;
  if (kind === undefined) {
    return isDescribable && !described
      ? [inSums("file-changed", `lists ${path}, of which nothing else knows`)]
      : [finding("file-missing", path, "is missing")];
  }
  if (kind !== "file") return [finding("file-replaced", path, `is a ${kind}, not a file`)];
  const receipt = receipts.get(path);
  if (!receipt) return [finding("file-changed", path, damaged.get(path) ?? "cannot be read")];
  if (path === sumsPath) return [];

  const { sha256, bytes } = receipt;
  if (sha256 !== listed) {
    return sha256 === described?.sha256
      ? [inSums("file-changed", `does not have the hash of ${path} that ${descriptorPath} has`)]
      : [finding("file-changed", path, `is not the file that ${sumsPath} lists`)];
  }
  if (!isDescribable) return [];
  if (!described) return [finding("descriptor-disagrees", path, `is not in ${descriptorPath}`)];
  return sha256 === described.sha256 && bytes === described.bytes
    ? []
    : [finding("descriptor-disagrees", path, `is another file in ${descriptorPath}`)];
}

/** What belongs to no release: files that no list names, and folders in which no named file stands. */
function findExtra(
  entries: readonly ReleaseEntry[],
  expected: ReadonlySet<string>,
): readonly VerifyFinding[] {
  const folders = new Set([...expected].flatMap(foldersAbove));
  return entries
    .filter(({ path, kind }) => !expected.has(path) && !(kind === "folder" && folders.has(path)))
    .map(({ path, kind }) => finding("file-extra", path, `is a ${kind} that was not released`));
}

function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

const finding = (code: VerifyFinding["code"], path: string, message: string): VerifyFinding => ({
  code,
  path,
  message,
});

const inSums = (code: VerifyFinding["code"], message: string): VerifyFinding =>
  finding(code, sumsPath, message);
