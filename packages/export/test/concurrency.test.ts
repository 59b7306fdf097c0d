import { join } from "node:path";
import { expect, test } from "vitest";
import { cutRelease, verifyRelease } from "../src/index.ts";
import { readTree, temporaryFolder } from "./support/folders.ts";
import { isHeavy } from "./support/heavy.ts";
import { cutSmall, run } from "./support/processes.ts";
import { smallDataset } from "./support/tiny-dataset.ts";

const processes = 8;

test("of eight processes that cut one version, one wins and the others say why not", async () => {
  const reference = temporaryFolder();
  await cutRelease(smallDataset(), { releasesFolder: reference, toolVersion: "0.0.0" });
  for (let round = 0; round < (isHeavy ? 25 : 1); round += 1) {
    const releasesFolder = temporaryFolder();
    const ended = await Promise.all(
      Array.from({ length: processes }, () => run(...cutSmall(releasesFolder, "1.0.0"))),
    );
    expect(ended.filter(({ stdout }) => stdout === "CUT")).toHaveLength(1);
    const losers = ended.filter(({ stdout }) => ["CONFLICT", "RELEASE_EXISTS"].includes(stdout));
    expect(losers).toHaveLength(processes - 1);
    expect(readTree(releasesFolder)).toEqual(readTree(reference));
  }
}, 3_600_000);

test("of eight processes that take over from a killed one, one wins", async () => {
  const reference = temporaryFolder();
  await cutRelease(smallDataset(), { releasesFolder: reference, toolVersion: "0.0.0" });
  for (let round = 0; round < (isHeavy ? 25 : 1); round += 1) {
    const releasesFolder = temporaryFolder();
    const [command, args] = cutSmall(releasesFolder, "1.0.0");
    // Dies as it syncs its first file in staging, with the lock in its hands.
    await run(
      "strace",
      [
        "-f",
        "-qq",
        "-e",
        "trace=mkdir",
        "-e",
        "inject=mkdir:signal=SIGKILL:when=4",
        command,
        ...args,
      ],
      {
        env: { ...process.env, UV_THREADPOOL_SIZE: "1" },
      },
    );
    expect(Object.keys(readTree(join(releasesFolder, "small")))).toContain(".lock");
    const ended = await Promise.all(Array.from({ length: processes }, () => run(command, args)));
    expect(ended.filter(({ stdout }) => stdout === "CUT")).toHaveLength(1);
    expect(readTree(releasesFolder)).toEqual(readTree(reference));
  }
}, 3_600_000);

test("cuts of different versions at one time leave a list that holds what was cut", async () => {
  const releasesFolder = temporaryFolder();
  const versions = ["1.0.0", "1.1.0", "1.2.0", "2.0.0"];
  const ended = await Promise.all(
    versions.map((version) => run(...cutSmall(releasesFolder, version))),
  );
  const won = versions.filter((_, index) => ended[index]?.stdout === "CUT");
  expect(won.length).toBeGreaterThan(0);
  for (const version of won) {
    const { findings } = await verifyRelease(join(releasesFolder, "small", version));
    expect(findings).toEqual([]);
  }
  const list = JSON.parse(readTree(releasesFolder)["small/versions.json"] ?? "");
  expect(list.versions.map((entry: { version: string }) => entry.version).toSorted()).toEqual(won);
});
