import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changesetVersion } from "./support/changeset-version.ts";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const stations = join(import.meta.dirname, "golden/stations/project");

/** A project of three stations, released as 0.2.0, with changesets beside it. */
async function released() {
  const folder = join(await tempFolder(), "project");
  const releases = join(folder, "releases");
  await cp(stations, folder, { recursive: true });
  await mkdir(join(folder, ".changeset"));
  await writeFile(
    join(folder, ".changeset/config.json"),
    JSON.stringify({
      changelog: "@changesets/cli/changelog",
      format: false,
      privatePackages: { version: true, tag: false },
    }),
  );
  const run = async (name: string, ...words: string[]) => {
    const { stdout, stderr, code } = await runCli(name, folder, "--releases", releases, ...words);
    const [out, err] = [stdout, stderr].map((text) => text.replaceAll(folder, "stations"));
    return { code, stdout: out ?? "", stderr: err ?? "" };
  };
  expect(await run("cut")).toMatchObject({ code: 0 });
  const edit = async (file: string, from: string, to: string): Promise<void> => {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
  };
  const changesets = async () =>
    (await readdir(join(folder, ".changeset"))).filter((name) => name.endsWith(".md"));
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  return { folder, releases, run, edit, changesets, write };
}

const lastLine = ({ stdout }: { stdout: string }) => stdout.trimEnd().split("\n").at(-1);

test("change writes what changed, once, and the version follows", async () => {
  const { folder, run, edit, changesets } = await released();
  expect(await run("change")).toEqual({
    code: 0,
    stdout: "Nothing that changed since stations 0.2.0 asks for a changeset\n",
    stderr: "",
  });

  await edit("data/stations.csv", "market,Märket,2010-01-01\n", "");
  await edit("data/observations-hill.csv", "value\r\n", "value\r\nhill,2024-05-03,1\r\n");
  expect(await run("check")).toMatchObject({ code: 1 });
  expect(lastLine(await run("status"))).toBe("Next: sourcebook change stations");

  const shown = await run("change", "--stdout");
  expect(await changesets()).toEqual([]);
  const written = await run("change");
  const [file = ""] = await changesets();
  expect(file).toMatch(/^stations-[0-9a-f]{8}\.md$/);
  expect(written.stdout).toContain(
    `.changeset/${file}: minor, which raises stations 0.2.0 to 0.3.0\n`,
  );
  const text = await readFile(join(folder, ".changeset", file), "utf8");
  expect(shown.stdout).toBe(text);
  expect(text).toMatchInlineSnapshot(`
    "---
    "stations": minor
    ---

    Breaks what was built on 0.2.0:

    - 1 row of stations disappeared without a trace: \`market\`. Look for ids that you kept and that are gone. (SV026)

    Other changes:

    - 1 row was added to observations: \`hill/2024-05-03\`. Nothing breaks; totals and counts grow. (SV022)
    "
  `);

  expect(await run("change")).toMatchObject({
    code: 0,
    stdout: `The pending changesets raise stations 0.2.0 to 0.3.0, which is high enough: .changeset/${file}\n`,
  });
  expect(await changesets()).toEqual([file]);
  expect(await run("check")).toEqual({ code: 0, stdout: "No issues\n", stderr: "" });
  const { stdout } = await run("status");
  expect(stdout.slice(stdout.indexOf("Pending"))).toBe(
    `Pending changesets for stations: 0.2.0 to 0.3.0
  minor  .changeset/${file}
The planned version 0.3.0 is high enough
Next: changeset version, then sourcebook cut stations
`,
  );

  await changesetVersion(folder);
  expect(await run("check")).toMatchObject({ code: 0 });
  expect(lastLine(await run("status"))).toBe("Next: sourcebook cut stations");
  expect(await run("change")).toMatchObject({
    stdout: "The version 0.3.0 is high enough for what changed since 0.2.0\n",
  });
  expect(await run("cut")).toMatchObject({ code: 0 });
  expect(lastLine(await run("status"))).toBe("There is nothing to release");

  // In a clone, whose releases lie elsewhere.
  await rm(join(folder, "releases"), { recursive: true });
  await edit("package.json", "0.3.0", "0.4.0");
  expect((await run("status")).stdout).toBe(`stations 0.4.0 would be the first release here
The changelog tells of 0.3.0: if it was released, fetch that release first

Pending changesets: none
Next: sourcebook cut stations
`);
});

test("a second change tells only what the first did not", async () => {
  const { folder, run, edit, changesets } = await released();
  await edit("data/observations-hill.csv", "value\r\n", "value\r\nhill,2024-05-03,1\r\n");
  expect((await run("change")).stdout).toContain("patch, which raises stations 0.2.0 to 0.2.1");
  await edit("data/stations.csv", "market,Märket,2010-01-01\n", "");
  const [first = ""] = await changesets();
  const tooLow = await run("check");
  expect(tooLow).toMatchObject({ code: 1, stderr: "" });
  expect(tooLow.stdout).toBe(
    `.changeset/${first}:2:2: error [version-too-low] The pending changesets raise the version to 0.2.1, and what changed since 0.2.0 asks for 0.3.0 or higher: 1 row of stations disappeared without a trace. (SV026)
  2 | "stations": patch
       ^
  Run \`sourcebook change\`, raise the bump here, or decide otherwise on a line \`Override: SV024 patch - why\`.

1 error
`,
  );
  const { written, file, ...rest } = JSON.parse((await run("change", "--json")).stdout);
  expect({ written, ...rest }).toEqual({
    written: true,
    bump: "minor",
    planned: "0.3.0",
    text: expect.stringContaining("1 row of stations disappeared"),
  });
  expect(rest.text).not.toContain("was added");
  expect(await readFile(join(folder, ".changeset", file.split("/").at(-1)), "utf8")).toBe(
    rest.text,
  );
  expect(await run("check")).toMatchObject({ code: 0 });
});

test("an override lowers the bump for the record, and stays in force through the changelog", async () => {
  const { folder, run, edit, changesets } = await released();
  await edit("data/stations.csv", "market,Märket,2010-01-01\n", "");
  const override = "SV026 stations patch - It was never a station";
  expect((await run("change", "--override", override)).stdout).toContain(
    "patch, which raises stations 0.2.0 to 0.2.1",
  );
  expect(await changesets()).toHaveLength(1);
  expect((await run("status")).stdout).toContain(
    "                decided, major otherwise: It was never a station\n",
  );
  expect(await run("check")).toMatchObject({ code: 0 });
  await changesetVersion(folder);
  expect(await readFile(join(folder, "CHANGELOG.md"), "utf8")).toContain(
    `  - Override: ${override}\n`,
  );
  expect(await changesets()).toEqual([]);
  expect(await run("check")).toMatchObject({ code: 0 });
  // Without the line nobody could read why 0.2.1 is high enough, and it is not.
  await edit("CHANGELOG.md", "Override:", "Overriden:");
  expect(await run("check")).toMatchObject({ code: 1 });
  await edit("CHANGELOG.md", "Overriden:", "Override:");
  expect(await run("cut")).toMatchObject({ code: 0 });
});

test("what cannot be written is refused in a sentence", async () => {
  const { folder, run, edit, write } = await released();
  await edit("data/observations-hill.csv", "value\r\n", "value\r\nhill,2024-05-03,1\r\n");
  await edit("data/stations.csv", "market,Märket,2010-01-01\n", "");
  const refused = async (...words: string[]) => {
    const { code, stdout, stderr } = await run("change", ...words);
    expect(stdout).toBe("");
    return [code, stderr.split("\n")[0]];
  };
  expect(await refused("--bump", "patch")).toEqual([
    2,
    "What changed asks for minor, and --bump patch is lower",
  ]);
  expect(await refused("--bump", "huge")).toEqual([2, 'There is no bump "huge"']);
  expect(await refused("--override", "SV024 patch")).toEqual([
    2,
    "--override cannot be read: an override reads `Override: SV024 patch - why`",
  ]);
  expect(await refused("--override", "SV002 patch - why")).toEqual([
    2,
    "Nothing that changed falls under SV002",
  ]);
  expect(await refused("--override", "SV022 stations patch - why")).toEqual([
    2,
    "Nothing that changed falls under SV022 in stations",
  ]);

  const { text } = JSON.parse((await run("change", "--bump", "major", "--json")).stdout);
  expect(text).toMatch(/^---\n"stations": major\n---\n/);
  const [name = ""] = (await readdir(join(folder, ".changeset"))).filter((each) =>
    each.endsWith(".md"),
  );
  // The same text has the same name, and a file that was edited is not written over.
  await write(`.changeset/${name}`, '---\n"stations": none\n---\n');
  expect(await refused("--bump", "major")).toEqual([
    3,
    "There is a file already, and nothing is ever written over",
  ]);
  expect(await readFile(join(folder, ".changeset", name), "utf8")).toBe(
    '---\n"stations": none\n---\n',
  );

  await write(".changeset/broken.md", "Not a changeset\n");
  const broken = await run("change");
  expect(broken).toMatchObject({
    code: 1,
    stderr: "No changeset was written: mend the errors first\n",
  });
  expect(broken.stdout).toContain(".changeset/broken.md:1:1: error [changeset-invalid]");

  await rm(join(folder, ".changeset"), { recursive: true });
  expect(await refused()).toEqual([
    2,
    "There is no .changeset folder in the project, nor above it in its repository",
  ]);
});

test("check tells everything about versions at once, on request in the words of GitHub", async () => {
  const { run, edit, write } = await released();
  await edit("data/stations.csv", "market,Märket,2010-01-01\n", "");
  await write(".changeset/a.md", "---\n");
  await write(
    ".changeset/b.md",
    '---\n"stations": patch\n---\n\nOverride: SV26 patch - why\n\nOverride: SV024 patch - why\n',
  );
  await write("CHANGELOG.md", "# stations\n\n## 0.2.1\n\nOverride: SV026\n");
  const { code, stdout } = await run("check", "--json");
  expect(code).toBe(1);
  const told = JSON.parse(stdout).issues.map(
    ({ code: name, severity, file, line }: Record<string, unknown>) =>
      `${file}:${line} ${severity} ${name}`,
  );
  expect(told).toEqual([
    "undefined:undefined warning override-unused",
    ".changeset/a.md:1 error changeset-invalid",
    ".changeset/b.md:2 error version-too-low",
    ".changeset/b.md:5 error override-invalid",
    "CHANGELOG.md:5 error override-invalid",
  ]);
  expect((await run("check", "--format", "github")).stdout).toContain(
    "::error file=stations/.changeset/b.md,line=5,col=1,title=override-invalid::",
  );
  expect(lastLine(await run("status"))).toBe("Next: mend what is listed above");
  // While the data is still on the move.
  expect(await run("check", "--data-only")).toEqual({ code: 0, stdout: "No issues\n", stderr: "" });
});

test("a version is judged without changesets as well, and where no release is, that is said", async () => {
  const { folder, run, edit } = await released();
  const nowhere = await runCli("check", folder, "--releases", join(folder, "none"));
  expect(nowhere).toEqual({
    code: 0,
    stdout: "No issues\n",
    stderr: `The version was not judged: there is no release of stations in ${join(folder, "none")}\n`,
  });
  await edit("data/stations.csv", "market,Märket,2010-01-01\n", "");
  await rm(join(folder, ".changeset"), { recursive: true });
  expect((await run("check")).stdout).toBe(
    `package.json:3:3: error [changeset-missing] No changeset tells of it, and what changed since 0.2.0 asks for 0.3.0 or higher: 1 row of stations disappeared without a trace. (SV026)
  3 |   "version": "0.2.0",
        ^
  Raise the version in package.json to 0.3.0.

1 error
`,
  );
  expect(lastLine(await run("status"))).toBe("Next: raise the version in package.json to 0.3.0");
  await edit("package.json", "0.2.0", "0.2.1");
  expect((await run("check")).stdout).toContain("[version-too-low] The version is 0.2.1, and what");
  await edit("package.json", "0.2.1", "0.3.0");
  expect(await run("check")).toMatchObject({ code: 0 });
});

test("too many changes at once are refused until they are confirmed", async () => {
  const { run, write } = await released();
  const rows = (value: number) =>
    Array.from(
      { length: 28 },
      (_, at) => `hill,2024-05-${String(at + 1).padStart(2, "0")},${value}`,
    );
  const observe = (value: number) =>
    write("data/observations-hill.csv", ["stn,day,value", ...rows(value), ""].join("\n"));
  await observe(1);
  await write("package.json", '{ "name": "stations", "version": "0.2.1" }\n');
  expect(await run("cut")).toMatchObject({ code: 0 });
  await observe(2);

  const written = await run("change");
  expect(written).toMatchObject({ code: 0 });
  expect(written.stderr).toContain("[release-refused]");
  expect((await run("check")).stdout).toMatchInlineSnapshot(`
    "error [release-refused] 28 of 30 rows of observations (93 %) changed or went. (SV035)
      Look at the diff; if it is meant, confirm it in the changeset: \`Override: SV035 none - why\`.

    1 error
    "
  `);
  expect(lastLine(await run("status"))).toBe("Next: mend what is listed above");
  const confirm = ["--override", "SV035 none - All were measured anew"];
  expect(await run("change", ...confirm)).toMatchObject({ code: 0, stderr: "" });
  expect(await run("check")).toMatchObject({ code: 0 });
});
