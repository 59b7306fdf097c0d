import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { cutRelease, verifyRelease } from "../src/index.ts";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { isHeavy } from "./support/heavy.ts";
import { cutSmall, type Ended, run } from "./support/processes.ts";
import { smallDataset } from "./support/tiny-dataset.ts";

const toolVersion = "0.0.0";
const template = temporaryFolder();
let reference: Record<string, string>;
let wholeCutMs: number;

beforeAll(async () => {
  await cutRelease(smallDataset({ version: "0.9.0" }), { releasesFolder: template, toolVersion });
  const releasesFolder = copyOfTemplate();
  const started = performance.now();
  expect(await run(...cutSmall(releasesFolder, "1.0.0"))).toMatchObject({ stdout: "CUT" });
  wholeCutMs = performance.now() - started;
  reference = readTree(releasesFolder);
});

test("a process killed at any moment leaves no release or a whole one, and the next cut succeeds", async () => {
  const rounds = isHeavy ? 400 : 8;
  let killed = 0;
  for (let round = 0; round < rounds; round += 1) {
    // From early on: the first cut, which was timed, may have been far slower than these.
    const killAfterMs = wholeCutMs * (0.1 + (0.9 * round) / rounds);
    const ended = await cutKilled((command) => run(...command, { killAfterMs }));
    if (ended.signal === "SIGKILL") killed += 1;
  }
  expect(killed).toBeGreaterThan(0);
}, 3_600_000);

test.skipIf(!existsSync("/usr/bin/strace"))(
  "a process killed at each call that changes the disk leaves no release or a whole one",
  async () => {
    let call = 1;
    while (true) {
      const inject = `inject=${changingCalls}:signal=SIGKILL:when=${call}`;
      const options = [
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        `trace=${changingCalls}`,
        "-e",
        inject,
      ];
      const { stdout } = await cutKilled(([command, args]) =>
        // One thread for the disk, so that its calls are counted in one row.
        run("strace", [...options, command, ...args], {
          env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
        }),
      );
      if (stdout === "CUT") break;
      call += isHeavy ? 1 : 53;
    }
    expect(call).toBeGreaterThan(100);
  },
  3_600_000,
);

const changingCalls =
  "mkdir,mkdirat,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,chmod,fchmod,fchmodat,fsync,write,pwrite64,ftruncate";

/** Lets a cut be killed, and checks what it left and what the next cut makes of it. */
async function cutKilled(
  runKilled: (command: ReturnType<typeof cutSmall>) => Promise<Ended>,
): Promise<Ended> {
  const releasesFolder = copyOfTemplate();
  const release = join(releasesFolder, "small", "1.0.0");
  const ended = await runKilled(cutSmall(releasesFolder, "1.0.0"));
  const isThere = existsSync(release);
  if (isThere) expect((await verifyRelease(release)).findings).toEqual([]);

  const { stdout } = await run(...cutSmall(releasesFolder, "1.0.0"));
  expect(isThere ? ["FINISHED", "RELEASE_EXISTS"] : ["CUT"]).toContain(stdout);
  expect(readTree(releasesFolder)).toEqual(reference);
  return ended;
}

function copyOfTemplate(): string {
  const folder = temporaryFolder();
  cpSync(template, folder, { recursive: true });
  return folder;
}
