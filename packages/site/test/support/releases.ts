import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cutRelease, openPublished } from "@sourcebook/export";
import { checkProject } from "@sourcebook/ingest";
import type { Dataset } from "@sourcebook/schema";
import { afterAll } from "vitest";
import type { SiteDataset } from "../../src/index.ts";

const golden = join(import.meta.dirname, "../../../cli/test/golden");

/** The checked dataset of a project: one of the golden ones by its name, or any folder. */
export async function readProject(nameOrFolder: string): Promise<Dataset> {
  const folder = nameOrFolder.includes("/") ? nameOrFolder : join(golden, nameOrFolder, "project");
  const { dataset, issues } = await checkProject(folder);
  if (!dataset) throw new Error(JSON.stringify(issues.slice(0, 3)));
  return dataset;
}

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** A folder for releases, which is removed when the tests of the file are done. */
export async function releasesFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sourcebook-site-"));
  folders.push(folder);
  return folder;
}

/** Cuts datasets one after the other into a folder of their own, and opens what was cut. */
export async function cutAll(...datasets: readonly Dataset[]): Promise<readonly SiteDataset[]> {
  const folder = await releasesFolder();
  for (const [index, dataset] of datasets.entries()) {
    const created = `2026-01-0${index + 1}T00:00:00Z`;
    await cutRelease(dataset, { releasesFolder: folder, toolVersion: "0.0.0", created });
  }
  return await openSite(folder);
}

export async function openSite(folder: string): Promise<readonly SiteDataset[]> {
  return (await openPublished(folder)).map(({ name, releases }) => ({
    name,
    releases: releases.map((release) => ({ release })),
  }));
}
