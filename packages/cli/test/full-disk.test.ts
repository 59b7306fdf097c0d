import { execFile, spawnSync } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { readTree } from "./support/read-tree.ts";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const run = promisify(execFile);
const bin = join(import.meta.dirname, "../bin/sourcebook.js");
const stations = join(import.meta.dirname, "fixtures/frozen/0.1.0/projects/stations");

/** A name space of its own, where even an ordinary user may mount. */
const unshare = ["--user", "--map-root-user", "--mount"];
const mount = 'mount -t tmpfs -o size=2m tmpfs "$DISK"';
const canMount =
  spawnSync("unshare", [...unshare, "sh", "-c", mount], { env: { ...process.env, DISK: "/mnt" } })
    .status === 0;

/** Cuts what fits, what does not, and what fits again; then takes what is there to where it can be seen. */
const script = `
${mount} || exit 9
cut() { "$NODE" "$BIN" cut "$1" --releases "$DISK/out" >"$1.log" 2>&1; echo "cut: $?"; }
cut "$SMALL"
cut "$LARGE"
ls -A "$DISK/out/stations"
"$NODE" "$BIN" verify "$DISK/out/stations/0.2.0" >/dev/null; echo "verify: $?"
cut "$NEXT"
cp -r "$DISK/out" "$LEFT"
`;

test.skipIf(!canMount)(
  "a disk of two megabytes that fills up: exit 5, no half release, and the next cut succeeds",
  async () => {
    const parent = await tempFolder();
    const DISK = join(parent, "disk");
    await mkdir(DISK);
    const SMALL = await project(parent, "0.2.0", 0);
    const LARGE = await project(parent, "2.0.0", 40_000);
    const NEXT = await project(parent, "2.0.0", 1);
    const LEFT = join(parent, "left");
    const places = { DISK, SMALL, LARGE, NEXT, LEFT, NODE: process.execPath, BIN: bin };
    const { stdout } = await run("unshare", [...unshare, "sh", "-c", script], {
      env: { ...process.env, ...places },
    });
    const only = ["0.2.0", "stations-0.2.0.zip", "versions.json"];
    expect(stdout.split("\n")).toEqual(["cut: 0", "cut: 5", ...only, "verify: 0", "cut: 0", ""]);
    const said = (await readFile(`${LARGE}.log`, "utf8")).replace(/^ {2}path: .*\n/m, "");
    expect(said).toMatchInlineSnapshot(`
      "The system refused write: no space left on device (ENOSPC)
        see to the disk and its permissions, then try again
      "
    `);

    const roomy = join(parent, "roomy");
    for (const folder of [SMALL, NEXT]) {
      expect(await runCli("cut", folder, "--releases", roomy)).toMatchObject({ code: 0 });
    }
    expect(await readTree(LEFT)).toEqual(await readTree(roomy));
  },
);

/** The stations, with as many more days of observations as are asked for. */
async function project(parent: string, version: string, days: number): Promise<string> {
  const folder = join(parent, `project-${version}-${days}`);
  await cp(stations, folder, { recursive: true });
  const path = join(folder, "package.json");
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace('"0.2.0"', JSON.stringify(version)));
  if (days === 0) return folder;
  const rows = Array.from({ length: days }, (_, at) => {
    const day = new Date(Date.UTC(1900, 0, 1 + at)).toISOString().slice(0, 10);
    return `hill,${day},${at % 50}\n`;
  });
  const many = join(folder, "data/observations-many.csv");
  await writeFile(many, `stn,day,value\n${rows.join("")}`);
  return folder;
}
