import type { Dataset, InputFile, WorkOptions } from "@sourcebook/schema";
import { judgeChanges } from "./changes/release-changes.ts";
import { ownFacts, type Provenance } from "./data-package.ts";
import type { Comparable } from "./diff/release-diff.ts";
import { hashingWriter } from "./hashing-writer.ts";
import type { DescriptorFacts } from "./parse-descriptor.ts";
import { planRelease } from "./plan-release.ts";
import { recordedHistory } from "./recorded-history.ts";
import { descriptorPath, sumsPath } from "./release-paths.ts";
import type { PreviousRelease } from "./release-plan.ts";
import { publicDataset } from "./rights/public-dataset.ts";
import type { Override } from "./verdict/finding.ts";
import type { JudgeOptions } from "./verdict/judge-releases.ts";
import type { VerifyFinding } from "./verify-finding.ts";
import { writeRelease } from "./write-release.ts";

/** What a release is said to be made of, and how its changes were judged. */
export interface Rebuild extends Pick<JudgeOptions, "policy" | "records"> {
  readonly dataset: Dataset;
  /** The one that runs now. */
  readonly toolVersion: string;
  /** The overrides for versions after one: after which, the release says. Default: none. */
  readonly overridesSince?: (version: string) => readonly Override[];
}

interface RebuildContext {
  /** The hashes of the files of the release, by path. */
  readonly sums: ReadonlyMap<string, string>;
  /** Opens the release with which this one says that it is compared. */
  readonly openEarlier: (release: PreviousRelease) => Promise<Comparable>;
  readonly work: WorkOptions;
}

/**
 * Makes a release once more, to nowhere, and compares: first what it was made from, then each file.
 *
 * @param facts what the release says of itself
 */
export async function verifyRebuild(
  rebuild: Rebuild,
  facts: DescriptorFacts,
  { sums, openEarlier, work }: RebuildContext,
): Promise<readonly VerifyFinding[]> {
  const { dataset } = await publicDataset(rebuild.dataset);
  const { sourcebook: recorded = {}, created } = facts;
  const history = recordedHistory(recorded);
  const provenance: Provenance = {
    toolVersion: rebuild.toolVersion,
    ...(created !== undefined && { created }),
    ...history,
  };
  const inputs = compareInputs(recorded.inputs, dataset.inputs);
  const making = compareMaking(facts, { ...ownFacts(dataset, provenance) }, dataset);
  // Made of other things it is another release: to name them is all that helps.
  if (inputs.length + making.length > 0) return [...inputs, ...making];

  const { comparedWith, yanked } = history;
  const changes =
    comparedWith &&
    (await judgeChanges(
      await openEarlier(comparedWith),
      rebuild.dataset,
      { ...rebuild, ...work, overrides: rebuild.overridesSince?.(comparedWith.version) ?? [] },
      { comparedWith, yanked },
    ));
  const plan = await planRelease(dataset, provenance, { changes });
  const receipts = await writeRelease(plan, hashingWriter(), work);
  return compareHashes(sums, new Map(receipts.map(({ path, sha256 }) => [path, sha256])));
}

function compareInputs(recorded: unknown, present: readonly InputFile[]): readonly VerifyFinding[] {
  const then = new Map<unknown, unknown>(
    (Array.isArray(recorded) ? recorded : []).map((input) => [input?.path, input?.sha256]),
  );
  const now = new Map<unknown, unknown>(present.map(({ path, sha256 }) => [path, sha256]));
  return compareMaps(then, now, {
    code: "input-changed",
    gone: "was read for the release and is not there",
    added: "was not read for the release",
    changed: "is not the file that was read for the release",
  });
}

function compareHashes(
  then: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): readonly VerifyFinding[] {
  const others = new Map([...now].filter(([path]) => path !== sumsPath));
  return compareMaps(then, others, {
    code: "rebuild-differs",
    gone: "is not made again",
    added: "is made now and was not then",
    changed: "is made again with other bytes",
  });
}

interface Words {
  readonly code: VerifyFinding["code"];
  readonly gone: string;
  readonly added: string;
  readonly changed: string;
}

function compareMaps(
  then: ReadonlyMap<unknown, unknown>,
  now: ReadonlyMap<unknown, unknown>,
  { code, gone, added, changed }: Words,
): readonly VerifyFinding[] {
  const paths = [...new Set([...then.keys(), ...now.keys()])].map(String).toSorted();
  return paths.flatMap((path) => {
    if (then.get(path) === now.get(path)) return [];
    const message = !now.has(path) ? gone : then.has(path) ? changed : added;
    return [{ code, path, message }];
  });
}

/** The name, the version, the model and the tool: each that is another now than it was then. */
function compareMaking(
  { name, version, sourcebook: then = {} }: DescriptorFacts,
  now: Readonly<Record<string, unknown>>,
  dataset: Dataset,
): readonly VerifyFinding[] {
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["name", name, dataset.name],
    ["version", version, dataset.version],
    ...["model", "schemaVersion", "toolVersion"].map((key) => [key, then[key], now[key]] as const),
  ];
  return pairs
    .filter(([, before, after]) => before !== after)
    .map(([key, before, after]) => ({
      code: "rebuild-differs",
      path: descriptorPath,
      message: `has the ${key} ${before}, which now is ${after}`,
    }));
}
