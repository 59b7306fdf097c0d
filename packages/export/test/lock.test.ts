import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nodeDisk } from "../src/disk.ts";
import { takeLock } from "../src/lock.ts";
import { describeSelf, type Owner } from "../src/process-identity.ts";
import { temporaryFolder } from "./support/folders.ts";
import { isHeavy } from "./support/heavy.ts";
import { scheduledDisk } from "./support/scheduled-disk.ts";

/** An owner that is gone: this machine has been started again since. */
const gone = (id: string): Owner => ({ ...describeSelf(), id, boot: "before" });

test(
  "two never hold a lock at once, in whatever order their calls to the disk come",
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 4 }),
        fc.integer({ min: 0, max: 2 }),
        async (scheduler, takers, dead) => {
          const folder = temporaryFolder();
          leaveChain(folder, dead);
          let holders = 0;
          let taken = 0;
          const take = async (taker: number): Promise<void> => {
            const disk = scheduledDisk((call) =>
              scheduler.schedule(Promise.resolve(), `${taker}: ${call.replace(folder, "")}`),
            );
            try {
              const lock = await takeLock(disk, folder);
              holders += 1;
              taken += 1;
              expect(holders).toBe(1);
              await scheduler.schedule(Promise.resolve(), `${taker}: works`);
              holders -= 1;
              await lock.release();
            } catch (error) {
              expect(error).toMatchObject({ code: "CONFLICT" });
            }
          };
          await scheduler.waitFor(Promise.all(Array.from({ length: takers }, (_, i) => take(i))));
          expect(taken).toBeGreaterThan(0);
          expect(readdirSync(folder)).toEqual([]);
        },
      ),
      { numRuns: isHeavy ? 50_000 : 1500 },
    ),
  600_000,
);

test("a lock whose owner lives is not taken, and it is said who that is", async () => {
  const folder = temporaryFolder();
  const lock = await takeLock(nodeDisk, folder);
  await expect(takeLock(nodeDisk, folder)).rejects.toMatchObject({
    code: "CONFLICT",
    what: expect.stringContaining(`process ${process.pid}`),
    where: { path: join(folder, ".lock") },
  });
  expect(readdirSync(folder)).toEqual([".lock"]);
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

test.each<[string, Partial<Owner>, boolean]>([
  ["that ran before the machine was started again", { boot: "before" }, true],
  ["whose process id nobody has", { pid: 2 ** 22 + 1 }, true],
  ["whose process id another process has now", { pid: process.ppid, started: "1" }, true],
  ["of this thread that gave the lock up", {}, true],
  ["in another thread of this process", { thread: 99 }, false],
  ["in another container", { namespace: "pid:[1]", pid: 2 ** 22 + 1 }, false],
  ["on another machine", { host: "elsewhere", boot: "other", pid: 2 ** 22 + 1 }, false],
  ["that is this process's parent", parent(), false],
])("an owner %s: gone is %j", async (_, differences, isGone) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, ".lock"), JSON.stringify({ ...describeSelf(), ...differences }));
  const taking = takeLock(nodeDisk, folder);
  if (isGone) await (await taking).release();
  else await expect(taking).rejects.toMatchObject({ code: "CONFLICT" });
});

test.each(["", "{", "[]", "null", '{"id":7}'])(
  "a lock file that says %j is not taken",
  async (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, ".lock"), text);
    await expect(takeLock(nodeDisk, folder)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(readdirSync(folder)).toEqual([".lock"]);
  },
);

/** What killed processes leave: a lock, those who came after its owner, and claims to it. */
function leaveChain(folder: string, length: number): void {
  const owners = ["a", "b", "c"].slice(0, length).map(gone);
  for (const [index, owner] of owners.entries()) {
    const before = owners[index - 1];
    const place = before ? `.after-${before.id}` : ".lock";
    writeFileSync(join(folder, place), JSON.stringify(owner));
    writeFileSync(join(folder, `.claim-${owner.id}`), "");
  }
}

function parent(): Partial<Owner> {
  const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
  const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  return { pid: process.ppid, started };
}
