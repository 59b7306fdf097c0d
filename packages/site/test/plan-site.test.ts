import { posix } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { SiteDataset } from "../src/index.ts";
import { collectSite } from "./support/collect-site.ts";
import { cutAll, readProject } from "./support/releases.ts";

let datasets: readonly SiteDataset[];
let site: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  datasets = await cutAll(await readProject("harbour"), await readProject("stations"));
  site = await collectSite(datasets);
});

test("the same releases give the same bytes", async () => {
  const again = await collectSite(datasets);
  expect([...again.keys()]).toEqual([...site.keys()]);
  for (const [path, bytes] of again)
    expect(bytes.equals(site.get(path) ?? Buffer.alloc(0))).toBe(true);
});

test("every address on every page is relative, and leads to a file of the site", () => {
  const wrong: string[] = [];
  for (const [path, text] of pages(site)) {
    for (const [, address = ""] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
      if (/^(?:https?:|data:)/.test(address)) continue;
      const [file = "", fragment] = address.split("#").map(decodeURIComponent);
      const target = file === "" ? path : posix.join(posix.dirname(path), file);
      const there = site.get(target);
      if (there === undefined) wrong.push(`${path}: ${address}`);
      else if (fragment !== undefined && !fragment.includes("=") && target.endsWith(".html")) {
        // With `=` it names no place, but what to look at in the explorer there.
        if (!there.includes(`id="${fragment}"`)) wrong.push(`${path}: ${address} (no such place)`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test("no page has a style attribute, a handler or a script of its own beyond the one that is hashed", () => {
  for (const [path, text] of pages(site)) {
    const scripts = [...text.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(([, words]) => words);
    expect(
      scripts.filter((words) => !words?.includes("ld+json")),
      path,
    ).toHaveLength(1);
    expect(/\s(?:style|on[a-z]+)="/.exec(text), path).toBeNull();
  }
});

test("a release is in the site as it was cut", async () => {
  for (const { name, releases } of datasets) {
    for (const { release } of releases) {
      for (const file of [...release.files, ...release.lists]) {
        const blocks: Buffer[] = [];
        for await (const block of file.read()) blocks.push(Buffer.from(block));
        expect(site.get(`${name}/${release.version}/files/${file.path}`)).toEqual(
          Buffer.concat(blocks),
        );
      }
    }
  }
});

function* pages(files: ReadonlyMap<string, Buffer>): Generator<[string, string]> {
  for (const [path, bytes] of files) {
    if (path.endsWith(".html")) yield [path, bytes.toString("utf8")];
  }
}
