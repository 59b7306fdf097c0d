import { appendFile, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const golden = join(import.meta.dirname, "golden");
/** A folder with the releases of a golden project in it. */
async function cut(name: string): Promise<string> {
  const releases = join(await tempFolder(), "releases");
  await runCli("cut", join(golden, name, "project"), "--releases", releases);
  return releases;
}

test("the releases become a site, which holds them to the byte", async () => {
  const releases = await cut("harbour");
  const out = join(releases, "../site");
  const { code, stdout, stderr } = await runCli("site", releases, "--out", out);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.replaceAll(join(releases, ".."), "…").replace(/[\d,]{2,}/g, "N")).toBe(
    "Wrote the site to …/site\n\n  files  N\n  bytes  N\n\nOpen …/site/index.html\n",
  );
  const sums = "harbour/1.0.0/files/SHA256SUMS";
  expect(await readFile(join(out, sums))).toEqual(
    await readFile(join(releases, "harbour/1.0.0/SHA256SUMS")),
  );
  expect(await readdir(out)).toEqual([".sourcebook-site", "assets", "harbour", "index.html"]);
});

test("a release that is not as it was cut is not shown", async () => {
  const damaged = await cut("stations");
  await appendFile(join(damaged, "stations/0.2.0/data/stations.csv"), "x\n");
  const { code, stderr } = await runCli("site", damaged, "--out", join(damaged, "site"));
  expect(code).toBe(4);
  expect(stderr).toContain("stations 0.2.0 is not as it was cut: data/stations.csv: ");
  expect(await readdir(damaged)).toEqual(["stations"]);
});

test("a folder without releases, and an address that is none, are told", async () => {
  expect(await runCli("site", await tempFolder())).toMatchObject({ code: 5, stdout: "" });
  expect(await runCli("site", await cut("stations"), "--url", "example.org")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('"example.org" is no web address of a folder'),
  });
});
