import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { firstBlockBytes } from "../src/block-deflate.ts";
import { createFile, nodeDisk } from "../src/disk.ts";
import { textContent } from "../src/release-plan.ts";
import { ZipStage } from "../src/zip-stage.ts";
import { formatZip } from "../src/zip-writer.ts";
import { temporaryFolder } from "./support/folders.ts";
import { type MadeUpFile, madeUpFile, madeUpFiles, madeUpText } from "./support/made-up-files.ts";
import { watchedDisk } from "./support/watched-disk.ts";

test("files that are deflated while others are made give the zip that they give at its end", async () => {
  const root = temporaryFolder();
  const files = madeUpFiles(1 << 18);
  const receipts = await Promise.all(files.map((file) => write(root, file)));
  const opened: string[] = [];
  const disk = watchedDisk({
    call(name, path) {
      if (name === "open") opened.push(path.slice(root.length + 1));
    },
  });
  const zip = join(root, "files.zip");
  const stage = new ZipStage(disk, { root, zip }, {});
  for (const receipt of receipts) stage.add(receipt);
  // Nothing asks for the zip yet.
  const small = files.filter(
    ({ content }) => content.length > 0 && content.length <= firstBlockBytes,
  );
  await expect.poll(() => opened.toSorted()).toEqual(small.map(({ path }) => path).toSorted());
  await stage.finish(receipts);
  expect((await readFile(zip)).equals(await buffer(formatZip(files)))).toBe(true);
  // Each file was read once.
  expect(opened.filter((path) => path.startsWith("data/")).toSorted()).toEqual(
    files.map(({ path }) => path).toSorted(),
  );
});

test("a file that is another by the time it is read is found out", async () => {
  const root = temporaryFolder();
  const receipt = await write(root, madeUpFile("a.csv", madeUpText(1000), 1 << 18));
  for (const content of [madeUpText(1000, 7), madeUpText(999), madeUpText(1001)]) {
    writeFileSync(join(root, "a.csv"), content);
    const stage = new ZipStage(nodeDisk, { root, zip: join(root, "files.zip") }, {});
    stage.add(receipt);
    await expect(stage.finish([receipt])).rejects.toMatchObject({
      code: "IO",
      what: expect.stringContaining("does not read back"),
      where: { path: "a.csv" },
    });
  }
});

test("a stage that is closed reads no further files", async () => {
  const root = temporaryFolder();
  const files = Array.from({ length: 50 }, (_, at) =>
    madeUpFile(`${at}.csv`, madeUpText(1000), 1000),
  );
  const receipts = await Promise.all(files.map((file) => write(root, file)));
  let opened = 0;
  const disk = watchedDisk({
    call(name) {
      if (name === "open") opened += 1;
    },
  });
  const stage = new ZipStage(disk, { root, zip: join(root, "files.zip") }, {});
  for (const receipt of receipts) stage.add(receipt);
  await stage.close();
  const atEnd = opened;
  expect(atEnd).toBeLessThan(5);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(opened).toBe(atEnd);
});

async function write(root: string, { path, content }: MadeUpFile) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  return { path, ...(await createFile(nodeDisk, join(root, path), textContent(String(content)))) };
}
