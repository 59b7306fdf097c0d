import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const root = join(import.meta.dirname, "../../..");
const scripts = join(root, ".ci/dataset");

/** A repository with a dataset, its remote, and a GitHub that remembers. */
async function openRepository() {
  const folder = await tempFolder();
  const [checkout, remote, state, bin] = ["checkout", "remote.git", "github", "bin"].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  for (const made of [state, bin]) mkdirSync(made);
  const fake = join(import.meta.dirname, "support/fake-gh.js");
  writeFileSync(join(bin, "gh"), `#!/bin/sh\nexec "${process.execPath}" "${fake}" "$@"\n`);
  chmodSync(join(bin, "gh"), 0o755);
  expect(await runCli("init", checkout, "--name", "towns")).toMatchObject({ code: 0 });

  const env = {
    PATH: `${bin}:${process.env.PATH}`,
    GH_STATE: state,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "A",
    GIT_AUTHOR_EMAIL: "a@example.org",
    GIT_COMMITTER_NAME: "A",
    GIT_COMMITTER_EMAIL: "a@example.org",
    TMPDIR: folder,
  };
  const run = (program: string, args: readonly string[], more: Record<string, string> = {}) =>
    execFileSync(program, args, {
      cwd: checkout,
      env: { ...env, ...more },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  const git = (...args: readonly string[]) => run("git", args);
  const script = (name: string, args: readonly string[] = ["."], more = {}) =>
    run(process.execPath, [join(scripts, name), ...args], more);
  git("init", "--quiet", "--initial-branch=main");
  git("init", "--quiet", "--bare", remote);
  git("remote", "add", "origin", remote);

  return {
    checkout,
    git,
    script,
    commit(message: string) {
      git("add", "--all");
      git("commit", "--quiet", "--message", message);
      git("push", "--quiet", "origin", "HEAD:main");
    },
    /** What a run on a new machine has: the branch, and no releases. */
    clean(ref: string) {
      rmSync(join(checkout, "releases"), { recursive: true, force: true });
      git("switch", "--quiet", "--force-create", "main", ref);
    },
    asked: (name: string) => JSON.parse(readFileSync(join(state, name), "utf8")),
  };
}

test("from a pull request to a version pull request to a release, and the next follows it", async () => {
  const { checkout, git, script, commit, clean, asked } = await openRepository();
  commit("A dataset");

  // The first release.
  expect(script("fetch-release.js")).toBe("There is no release of towns yet\n");
  expect(script("propose-version.js", ["main"])).toBe("No changesets are pending\n");
  expect(script("release.js")).toContain("Cut towns 0.1.0\n");
  expect(asked("releases.json")).toMatchObject([
    { tag: "towns@0.1.0", title: "towns 0.1.0", target: git("rev-parse", "HEAD").trim() },
  ]);
  expect(script("release.js")).toBe("towns 0.1.0 is released, and nothing changed since\n");

  // A pull request without a changeset, and with one.
  clean("main");
  expect(script("fetch-release.js")).toContain("towns 0.1.0");
  appendFileSync(join(checkout, "data/places.csv"), "weir,Weir,mill,1850\n");
  const summary = join(checkout, "../summary.md");
  script("comment.js", ["."], { GITHUB_STEP_SUMMARY: summary, PULL_REQUEST: "7" });
  const { number, body } = asked("comment.json");
  expect(number).toBe("7");
  expect(body).toContain("> The version 0.1.0 is too low: 0.1.1 or higher is required\\\n");
  expect(body).toContain("| minor | SV022 | 1 row was added to places. | `weir` |");
  expect(readFileSync(summary, "utf8")).toBe(body);
  const releases = ["--releases", join(checkout, "releases")];
  expect(await runCli("check", checkout, ...releases)).toMatchObject({ code: 1 });
  expect(await runCli("change", checkout, ...releases)).toMatchObject({ code: 0 });
  expect(await runCli("check", checkout, ...releases)).toMatchObject({ code: 0 });
  script("comment.js", ["."], { PULL_REQUEST: "7" });
  expect(asked("comment.json").body).toContain("> The planned version 0.1.1 is high enough\\\n");

  // Merged: the version pull request comes, is kept up to date, and nothing is released yet.
  commit("Add a weir");
  clean("main");
  script("fetch-release.js");
  for (const _ of ["once", "again"]) {
    script("propose-version.js", ["main"]);
    expect(asked("pulls.json")).toEqual([
      { number: 1, head: "changeset-release/main", base: "main", title: "Version" },
    ]);
    expect(script("release.js")).toBe("towns waits for the pull request that moves its version\n");
    git("switch", "--quiet", "main");
  }

  // That merged as well: the release follows the first.
  clean("changeset-release/main");
  git("push", "--quiet", "origin", "main");
  script("fetch-release.js");
  expect(script("propose-version.js", ["main"])).toBe("No changesets are pending\n");
  expect(script("release.js")).toContain("Cut towns 0.1.1\n");
  const [newest, first] = asked("releases.json");
  expect([newest.tag, first.tag]).toEqual(["towns@0.1.1", "towns@0.1.0"]);
  expect(newest.notes).toContain("1 row was added to places");
  const history = readFileSync(join(checkout, "CHANGELOG.md"), "utf8");
  expect(history).toMatch(
    /^# towns\n\n## 0\.1\.1\n\n### Patch Changes\n\n- [0-9a-f]{7}: Changes since 0\.1\.0:\n/,
  );

  // A third run knows both, though it fetches the last alone.
  clean("main");
  script("fetch-release.js");
  const { versions } = JSON.parse(
    readFileSync(join(checkout, "releases/towns/versions.json"), "utf8"),
  );
  expect(versions).toMatchObject([
    { version: "0.1.0" },
    { version: "0.1.1", previous: versions[0].sha256 },
  ]);
  expect(await runCli("check", checkout, ...releases)).toEqual({
    code: 0,
    stdout: "No issues\n",
    stderr: "",
  });

  // Data that reached the branch without a changeset stops the run.
  appendFileSync(join(checkout, "data/places.csv"), "lock,Lock,mill,1851\n");
  expect(() => script("release.js")).toThrow("No changeset tells of it");
}, 180_000);

test("the workflow runs these scripts, and its actions are pinned by commit", () => {
  const text = readFileSync(join(root, ".github/workflows/dataset.yml"), "utf8");
  const { jobs } = parse(text);
  const steps: { run?: string; uses?: string }[] = [...jobs.judge.steps, ...jobs.release.steps];
  const uses = steps.flatMap((step) => step.uses ?? []);
  expect(uses.filter((each) => !/^actions\/checkout@[0-9a-f]{40}$/.test(each))).toEqual([]);
  const called = steps.flatMap(({ run = "" }) => [...run.matchAll(/\.ci\/dataset\/(\S+) (\S+)/g)]);
  expect(called.map(([, name, word]) => `${name} ${word}`)).toEqual([
    "fetch-release.js seeds",
    "comment.js seeds",
    "fetch-release.js seeds",
    "propose-version.js main",
    "release.js seeds",
  ]);
});
