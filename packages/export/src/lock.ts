// EDGE: disk. One cut at a time in a folder, also when the one before was killed.
import { join } from "node:path";
import { SourcebookError } from "@sourcebook/schema";
import { createFile, type Disk, isErrno, readTextIfAny } from "./disk.ts";
import { describeSelf, isGone, type Owner } from "./process-identity.ts";
import { textContent } from "./release-plan.ts";

export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes the lock of a folder, or says who holds it; it does not wait.
 *
 * The lock is a chain of files made by exclusive links: `.lock` names its owner, and
 * `.after-<id>` the one who came after an owner that is gone. Whoever stands at the end holds the
 * lock. Only an owner that is gone can be followed, and only the holder removes `.lock`, so two can
 * never hold it at once.
 *
 * @throws SourcebookError `CONFLICT` when another process holds it
 * @see docs/decisions/0003-how-a-release-appears.md
 */
export async function takeLock(disk: Disk, folder: string): Promise<Lock> {
  const self = describeSelf();
  const claim = join(folder, `.claim-${self.id}`);
  held.add(self.id);
  try {
    await takeWith(disk, folder, self, claim);
  } catch (error) {
    held.delete(self.id);
    await disk.rm(claim, { force: true });
    throw error;
  }
  return {
    async release() {
      try {
        await disk.unlink(join(folder, firstPlace));
      } finally {
        // Not before: whoever took us for gone would have the lock that we remove.
        held.delete(self.id);
      }
    },
  };
}

const firstPlace = ".lock";
const placeAfter = (owner: Owner): string => `.after-${owner.id}`;

// On the global object, so that a second copy of this package knows the locks of the first.
const registry = globalThis as { [key: symbol]: Set<string> | undefined };
const registryKey = Symbol.for("sourcebook.held-locks");
registry[registryKey] ??= new Set();
const held: Set<string> = registry[registryKey];

async function takeWith(disk: Disk, folder: string, self: Owner, claim: string): Promise<void> {
  for (;;) {
    const last = (await readChain(disk, folder)).at(-1);
    if (last !== undefined && !isGone(last, held)) throw heldBy(last, folder);
    const place = last === undefined ? firstPlace : placeAfter(last);
    if (!(await linkClaim(disk, claim, join(folder, place), self))) continue;
    if ((await readChain(disk, folder)).at(-1)?.id === self.id) {
      await settle(disk, folder, claim, place);
      return;
    }
    // The chain we joined was given up meanwhile, and perhaps another has begun.
    await disk.rm(join(folder, place), { force: true });
  }
}

/** Puts our claim in a place, whole from its first moment; false when the place was taken. */
async function linkClaim(disk: Disk, claim: string, place: string, self: Owner): Promise<boolean> {
  await disk.rm(claim, { force: true });
  await createFile(disk, claim, textContent(`${JSON.stringify(self)}\n`));
  try {
    await disk.link(claim, place);
    return true;
  } catch (error) {
    // ENOENT: the holder of the lock cleared our claim away as one that was left behind.
    if (isErrno(error, "EEXIST") || isErrno(error, "ENOENT")) return false;
    throw error;
  }
}

/** Makes our claim the first of the chain and removes what those before us left. */
async function settle(disk: Disk, folder: string, claim: string, place: string): Promise<void> {
  if (place === firstPlace) await disk.unlink(claim);
  else await disk.rename(claim, join(folder, firstPlace));
  for (const name of await disk.readdir(folder)) {
    if (/^\.(?:claim|after)-/.test(name)) await disk.rm(join(folder, name), { force: true });
  }
}

async function readChain(disk: Disk, folder: string): Promise<readonly Owner[]> {
  const chain: Owner[] = [];
  let place = firstPlace;
  for (;;) {
    const text = await readTextIfAny(disk, join(folder, place));
    if (text === undefined) return chain;
    const owner = parseOwner(text, join(folder, place));
    chain.push(owner);
    place = placeAfter(owner);
  }
}

function parseOwner(text: string, path: string): Owner {
  try {
    const owner: Owner = JSON.parse(text);
    if (typeof owner.id === "string" && typeof owner.pid === "number") return owner;
  } catch (error) {
    throw unreadable(path, error);
  }
  throw unreadable(path, undefined);
}

const unreadable = (path: string, cause: unknown): SourcebookError =>
  new SourcebookError("CONFLICT", {
    what: "A lock file does not say who holds the lock",
    where: { path },
    fix: "if no other cut is running, delete that file and cut again",
    cause,
  });

const heldBy = ({ pid, host }: Owner, folder: string): SourcebookError =>
  new SourcebookError("CONFLICT", {
    what: `Another cut is under way: process ${pid} on ${host}`,
    where: { path: join(folder, firstPlace) },
    fix: "wait until it is done; if no such process exists, delete that file and cut again",
  });
