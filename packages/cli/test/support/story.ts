import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ReleasesVerification, raise, verifyReleases } from "@sourcebook/export";
import { expect } from "vitest";
import { changesetVersion } from "./changeset-version.ts";
import { type CliResult, runCli } from "./run-cli.ts";

/** What is expected of one version of a dataset. */
export interface Step {
  /** Changes the data. */
  readonly edit: () => Promise<void>;
  /** Every finding as rule, bump and table. */
  readonly findings: readonly string[];
  /** That of the changeset. */
  readonly bump: "patch" | "minor" | "major";
  readonly version: string;
  /** Further words for `change`. */
  readonly words?: readonly string[];
}

/** A dataset project through its versions. */
export class Story {
  readonly project: string;
  readonly releases: string;
  readonly name: string;

  constructor(project: string, name: string) {
    this.project = project;
    this.releases = join(project, "releases");
    this.name = name;
  }

  run(command: string, ...words: readonly string[]): Promise<CliResult> {
    return runCli(command, this.project, "--releases", this.releases, ...words);
  }

  /** Replaces words in a file, all of them where `from` is a global pattern. */
  async replace(file: string, from: string | RegExp, to: string): Promise<void> {
    const path = join(this.project, file);
    const text = await readFile(path, "utf8");
    expect(text).toMatch(from);
    await writeFile(path, text.replace(from, to));
  }

  async version(): Promise<string> {
    return JSON.parse(await readFile(join(this.project, "package.json"), "utf8")).version;
  }

  release(version: string): string {
    return join(this.releases, this.name, version);
  }

  async status(): Promise<{ next: string; verdict: { findings: Record<string, string>[] } }> {
    const told = await this.run("status", "--json");
    expect(told).toEqual({ code: 0, stdout: expect.any(String), stderr: expect.any(String) });
    return JSON.parse(told.stdout);
  }

  async cutFirst(): Promise<void> {
    expect(await this.run("check")).toMatchObject({ code: 0 });
    expect((await this.status()).next).toBe("cut");
    expect(await this.run("cut")).toMatchObject({ code: 0 });
    expect((await this.status()).next).toBe("nothing");
  }

  /** From an edit to the release of it, with everything that must be refused on the way. */
  async take({ edit, findings, bump, version, words = [] }: Step): Promise<void> {
    await edit();
    const before = await this.status();
    expect({
      next: before.next,
      findings: before.verdict.findings.map(({ rule, bump: each, table }) =>
        [rule, each, table].filter(Boolean).join(" "),
      ),
    }).toEqual({ next: "change", findings });
    const unchanged = await this.run("check", "--json");
    expect(unchanged.code).toBe(1);
    expect(JSON.parse(unchanged.stdout).issues.map(({ code }: { code: string }) => code)).toEqual([
      "changeset-missing",
    ]);
    expect(await this.run("cut")).toMatchObject({ code: 3, stdout: "" });
    if (bump === "major" && words.length === 0) await this.understate();

    const changed = JSON.parse((await this.run("change", "--json", ...words)).stdout);
    expect(changed).toMatchObject({ written: true, bump, planned: version });
    expect(await this.run("check")).toMatchObject({ code: 0, stderr: "" });
    await changesetVersion(this.project);
    expect(await this.version()).toBe(version);

    expect((await this.status()).next).toBe("cut");
    expect(await this.run("cut")).toMatchObject({ code: 0, stderr: "" });
    expect(await runCli("verify", this.release(version))).toMatchObject({ code: 0 });
  }

  /** Tries a version that is higher than the last one and yet too low. */
  private async understate(): Promise<void> {
    const version = await this.version();
    await this.replace("package.json", `"${version}"`, `"${raise(version, "minor")}"`);
    const { code, stderr } = await this.run("cut");
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining("is too low") });
    await this.replace("package.json", `"${raise(version, "minor")}"`, `"${version}"`);
  }

  /** Proves all releases, and that each follows the one before. */
  async verifyAll(): Promise<readonly string[]> {
    const verified: ReleasesVerification = await verifyReleases(join(this.releases, this.name));
    expect(verified).toMatchObject({ findings: [] });
    const list = await readFile(join(this.releases, this.name, "versions.json"), "utf8");
    const versions: { version: string; sha256: string; previous?: string }[] =
      JSON.parse(list).versions;
    expect(versions.map(({ previous }) => previous)).toEqual([
      undefined,
      ...versions.slice(0, -1).map(({ sha256 }) => sha256),
    ]);
    return versions.map(({ version }) => version);
  }

  async changesets(): Promise<readonly string[]> {
    return (await readdir(join(this.project, ".changeset"))).filter((name) => name.endsWith(".md"));
  }
}
