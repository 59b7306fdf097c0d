import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./support/folders.ts";
import { cutSmall, run } from "./support/processes.ts";

test.skipIf(!existsSync("/usr/bin/strace"))(
  "a cut changes nothing outside its folder, and asks nothing of the network",
  async () => {
    const folder = temporaryFolder();
    const log = join(temporaryFolder(), "calls");
    const releasesFolder = join(folder, "releases");
    const calls =
      "openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,chmod,fchmodat,truncate,connect,bind";
    const [command, args] = cutSmall(releasesFolder, "1.0.0");
    const traced = ["-f", "-qq", "-s", "4096", "-o", log, "-e", `trace=${calls}`, command, ...args];
    expect((await run("strace", traced)).stdout).toBe("CUT");

    const lines = readFileSync(log, "utf8").split("\n");
    const changing = lines.filter(
      (line) => /O_(?:WRONLY|RDWR|CREAT|TRUNC)/.test(line) || !/ (?:openat|open)\(/.test(line),
    );
    const paths = changing.flatMap((line) =>
      [...line.matchAll(/"([^"]*)"/g)].map(([, path]) => path),
    );
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((path) => !path?.startsWith(folder) && path !== "/dev/null")).toEqual([]);
    expect(lines.filter((line) => / (?:connect|bind)\(/.test(line))).toEqual([]);
  },
);
