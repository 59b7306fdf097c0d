import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const project = join(import.meta.dirname, "golden/stations/project");

test("a yanked release verifies to the byte, and exits otherwise than one that stands", async () => {
  const releases = join(await tempFolder(), "releases");
  const release = join(releases, "stations/0.2.0");
  expect(await runCli("cut", project, "--releases", releases)).toMatchObject({ code: 0 });
  expect(await runCli("verify", release)).toMatchObject({ code: 0 });

  const reason = ["--reason", "Station 3 stood indoors", "--date", "2026-11-29"];
  expect(await runCli("yank", release, ...reason)).toEqual({
    code: 0,
    stderr: "",
    stdout:
      "stations 0.2.0 is yanked since 2026-11-29: Station 3 stood indoors\nPublish versions.json again: it is what tells those who have the release\n",
  });
  expect((await runCli("yank", release, ...reason)).stdout).toBe(
    "stations 0.2.0 was yanked already, since the same day and for the same reason\n",
  );
  const verified = await runCli("verify", release);
  expect([verified.code, ...verified.stdout.split("\n").slice(0, 2)]).toEqual([
    1,
    "stations 0.2.0 is to the byte as it was cut",
    "stations 0.2.0 is yanked since 2026-11-29: Station 3 stood indoors",
  ]);
  expect(JSON.parse((await runCli("verify", release, "--json")).stdout)).toMatchObject({
    findings: [],
    yanked: { since: "2026-11-29", reason: "Station 3 stood indoors" },
  });
  const status = await runCli("status", project, "--releases", releases);
  expect(status.stdout.split("\n").slice(0, 2)).toEqual([
    `Last release: stations 0.2.0, in ${release}`,
    "0.2.0 is yanked since 2026-11-29: Station 3 stood indoors",
  ]);
});

test.each([
  [[], 2, "Which release?"],
  [
    ["releases/x/1.0.0", "--reason", "Wrong"],
    2,
    "A release is yanked with a --reason, and with the --date it counts from",
  ],
  [
    ["releases/x", "--reason", "Wrong", "--date", "2026-11-29"],
    2,
    "This is not where a release was cut",
  ],
  [
    ["nowhere/x/1.0.0", "--reason", "Wrong", "--date", "2026-11-29"],
    5,
    "versions.json does not list 1.0.0",
  ],
])("yank %j exits %i", async (words, code, message) => {
  const outcome = await runCli("yank", ...words);
  expect([outcome.code, outcome.stdout, outcome.stderr.split("\n")[0]]).toEqual([
    code,
    "",
    message,
  ]);
});
