import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readTree } from "./support/read-tree.ts";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const frozen = join(import.meta.dirname, "fixtures/frozen");
const first = join(frozen, "0.1.0");

/** Everything that was released, by the version of the toolkit that did it. */
const releases = [
  "stations/0.2.0",
  "stations/stations-0.2.0.zip",
  "harbour/harbour-1.0.0.zip",
] as const;

test.each(releases)("verify still finds %s as it was cut", async (path) => {
  expect(await runCli("verify", join(first, path))).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("is to the byte as it was cut"),
    stderr: "",
  });
});

test("verify still finds what is not as it was cut", async () => {
  const folder = join(await tempFolder(), "stations");
  await cp(join(first, "stations"), folder, { recursive: true });
  const path = join(folder, "0.2.0/data/stations.csv");
  await writeFile(path, (await readFile(path, "utf8")).replace("Harbour", "Harbor"));
  const { code, stdout } = await runCli("verify", join(folder, "0.2.0"));
  expect(code).toBe(4);
  expect(stdout).toContain("data/stations.csv: is not the file that SHA256SUMS lists");
});

test("diff reads old releases, as folder and as zip, against each other and against what they became", async () => {
  const [folder, zip, harbour] = releases.map((path) => join(first, path)) as [
    string,
    string,
    string,
  ];
  expect(await runCli("diff", folder, zip)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Nothing changed since stations 0.2.0."),
  });
  const { code, stdout } = await runCli("diff", folder, await changedProject(), "--format", "csv");
  expect(code).toBe(0);
  const cells = stdout.split("\n").filter((line) => /^(?:cell|row_)/.test(line));
  expect(cells).toEqual([
    expect.stringMatching(/^cell,stations,harbour,,name,Harbour,Old harbour,?$/),
  ]);
  const project = join(import.meta.dirname, "golden/harbour/project");
  expect(await runCli("diff", harbour, project)).toMatchObject({ code: 0, stderr: "" });
});

test("the next version of an old dataset follows its last release in the chain", async () => {
  const releasesFolder = await tempFolder();
  const stations = join(releasesFolder, "stations");
  await cp(join(first, "stations"), stations, { recursive: true });
  const old = await readTree(stations);
  const cut = await runCli("cut", await changedProject(), "--releases", releasesFolder);
  expect(cut).toMatchObject({ code: 0, stderr: "" });
  for (const version of ["0.2.0", "2.0.0"]) {
    expect(await runCli("verify", join(stations, version))).toMatchObject({ code: 0 });
  }
  const tree = await readTree(stations);
  const { versions } = JSON.parse(tree["versions.json"] ?? "");
  const { versions: before } = JSON.parse(old["versions.json"] ?? "");
  expect(versions).toMatchObject([...before, { version: "2.0.0", previous: before[0].sha256 }]);
  for (const path of Object.keys(old)) {
    if (path !== "versions.json") expect([path, tree[path]]).toEqual([path, old[path]]);
  }
});

test("every version of the toolkit that froze releases is tested", async () => {
  expect(await readdir(frozen)).toEqual(["0.1.0"]);
});

/** The project that the stations were cut from, one name changed, at a version that is high enough. */
async function changedProject(): Promise<string> {
  const folder = join(await tempFolder(), "project");
  await cp(join(first, "projects/stations"), folder, { recursive: true });
  await edit(join(folder, "data/stations.csv"), "Harbour", "Old harbour");
  await edit(join(folder, "package.json"), '"0.2.0"', '"2.0.0"');
  return folder;
}

async function edit(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, "utf8");
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}
