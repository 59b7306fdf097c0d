import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type SiteFile, writeSite } from "../src/index.ts";
import { textFile } from "../src/site-file.ts";

let root: string;
let place: string;

afterEach(() => rm(root, { recursive: true }));
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "sourcebook-write-"));
  place = join(root, "site");
});

async function* each(...files: readonly SiteFile[]): AsyncGenerator<SiteFile> {
  yield* files;
}

const page = (text: string): SiteFile => textFile("a/index.html", () => text);
const broken: SiteFile = {
  path: "b.html",
  async *content() {
    yield "half";
    throw new Error("no more");
  },
};

test("a site is written whole, and the next one takes its place", async () => {
  expect(
    await writeSite(
      each(
        page("one"),
        textFile("old.html", () => ""),
      ),
      place,
    ),
  ).toEqual({
    folder: place,
    files: 3,
    bytes: 76,
  });
  await writeSite(each(page("two")), place);
  expect((await readdir(place, { recursive: true })).toSorted()).toEqual([
    ".sourcebook-site",
    "a",
    "a/index.html",
  ]);
  expect(await readFile(join(place, "a/index.html"), "utf8")).toBe("two");
  expect(await readdir(root)).toEqual(["site"]);
});

test("when a page fails the old site stands as it was, and nothing is left beside it", async () => {
  await writeSite(each(page("one")), place);
  await expect(writeSite(each(page("two"), broken), place)).rejects.toThrow("no more");
  expect(await readFile(join(place, "a/index.html"), "utf8")).toBe("one");
  expect(await readdir(root)).toEqual(["site"]);
});

test("stopping it is the same as failing", async () => {
  const stop = AbortSignal.abort();
  await expect(writeSite(each(page("one")), place, stop)).rejects.toThrow("aborted");
  expect(await readdir(root)).toEqual([]);
});

test.each([
  ["a folder of somebody else's", () => mkdir(place)],
  [
    "a folder with a mark that is not ours",
    async () => {
      await mkdir(place);
      await writeFile(join(place, ".sourcebook-site"), "mine\n");
    },
  ],
  ["a file", () => writeFile(place, "x")],
])("%s is never replaced", async (_, make) => {
  await make();
  const before = await readdir(root, { recursive: true });
  await expect(writeSite(each(page("one")), place)).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await readdir(root, { recursive: true })).toEqual(before);
});

test("two files at one place are a fault of ours, and end it", async () => {
  await expect(writeSite(each(page("one"), page("two")), place)).rejects.toThrow("Two files");
  expect(await readdir(root)).toEqual([]);
});
