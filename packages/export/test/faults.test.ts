import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cutReleaseOn } from "../src/cut-release.ts";
import { cutRelease, verifyRelease } from "../src/index.ts";
import { type Fault, faultyDisk } from "./support/faulty-disk.ts";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { isHeavy } from "./support/heavy.ts";
import { smallDataset } from "./support/tiny-dataset.ts";

const older = smallDataset({ version: "0.9.0" });
const newer = smallDataset({ version: "1.0.0" });
const toolVersion = "0.0.0";

// In a plain run each kind takes its turn at other calls, so that together they try one call in three.
test.each<Omit<Fault, "call"> & { readonly first: number }>([
  { code: "ENOSPC", lasting: true, first: 1 },
  { code: "EIO", lasting: false, first: 4 },
  { code: "EROFS", lasting: true, first: 7 },
  { code: "ENOSPC", lasting: false, first: 10 },
  { code: "EIO", lasting: true, first: 13 },
  { code: "EROFS", lasting: false, first: 16 },
])(
  "whichever call fails ($code, lasting: $lasting), no half release shows and the next cut succeeds",
  async ({ first, ...kind }) => {
    const template = temporaryFolder();
    await cutRelease(older, { releasesFolder: template, toolVersion });
    const releasesFolder = temporaryFolder();
    cpSync(template, releasesFolder, { recursive: true });
    await cutRelease(newer, { releasesFolder, toolVersion });
    const reference = readTree(releasesFolder);

    const step = isHeavy ? 1 : 18;
    let call = isHeavy ? 1 : first;
    while (await cutWithFault({ call, ...kind }, template, reference)) call += step;
    expect(call).toBeGreaterThan(100);
  },
  3_600_000,
);

/** Cuts on a disk that fails, then on one that does not; false when there was no such call. */
async function cutWithFault(
  fault: Fault,
  template: string,
  reference: Record<string, string>,
): Promise<boolean> {
  const releasesFolder = temporaryFolder();
  cpSync(template, releasesFolder, { recursive: true });
  const options = { releasesFolder, toolVersion };
  const release = join(releasesFolder, "small", "1.0.0");
  const at = `call ${fault.call}`;

  const { disk, calls } = faultyDisk(fault);
  const error = await cutReleaseOn(disk, newer, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (calls() < fault.call) {
    expect(error).toBeUndefined();
    return false;
  }
  expect(error, at).toMatchObject({
    code: "IO",
    what: expect.stringContaining(fault.code),
    where: { path: expect.stringContaining(releasesFolder) },
  });

  // What can be seen now is no release, or the whole of it.
  const isThere = existsSync(release);
  if (isThere) expect((await verifyRelease(release)).findings, at).toEqual([]);

  const next = await cutRelease(newer, options).then(
    ({ finished = false }) => ({ finished }),
    (reason: { code: string }) => reason.code,
  );
  expect(
    isThere ? [{ finished: true }, "RELEASE_EXISTS"] : [{ finished: false }],
    at,
  ).toContainEqual(next);
  expect(readTree(releasesFolder), at).toEqual(reference);
  return true;
}
