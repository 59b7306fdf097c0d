import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cutRelease } from "../src/cut-release.ts";
import { hashInThread } from "../src/hash-thread.ts";
import { temporaryFolder } from "./support/folders.ts";
import { smallDataset, tableOf } from "./support/tiny-dataset.ts";

const content = Buffer.from("a line of text\n".repeat(5000));
const facts = {
  bytes: content.length,
  sha256: createHash("sha256").update(content).digest("hex"),
};

test("a file is hashed in a thread", async () => {
  const path = join(temporaryFolder(), "lines.txt");
  writeFileSync(path, content);
  let told = 0;
  const tell = (more: number): void => {
    told += more;
  };
  expect(await hashInThread({ path, size: content.length }, tell)).toEqual(facts);
  expect(told).toBe(content.length);
});

test("what a thread cannot read is told as it would be without one", async () => {
  const absent = join(temporaryFolder(), "absent");
  await expect(hashInThread({ path: absent, size: 1 })).rejects.toMatchObject({
    code: "ENOENT",
    path: absent,
  });
});

test("who is told of bytes may stop the work", async () => {
  const path = join(temporaryFolder(), "lines.txt");
  writeFileSync(path, content);
  const stop = (): void => {
    throw new Error("stopped");
  };
  await expect(hashInThread({ path, size: content.length }, stop)).rejects.toThrow("stopped");
});

test.each([
  [["csv"], "read-back"],
  [["csv", "zip"], "read-zip"],
])("a file of %j that is worth a thread is read back whole", async (exports, stage) => {
  const [table] = smallDataset().tables;
  if (table === undefined) throw new Error("There is a table");
  // An archive of files that shrink to less than a thousandth is not opened.
  const long = Array.from({ length: 1 << 17 }, (_, index) => `${index} of many`).join(" ");
  const rows = Array.from({ length: 20 }, (_, index) => ({ id: `${long}${10 + index}` }));
  const shares: number[] = [];
  const { bytes } = await cutRelease(
    smallDataset({ exports, tables: [tableOf(table.definition, rows, 1)] }),
    {
      releasesFolder: temporaryFolder(),
      toolVersion: "0.0.0",
      onProgress: (step) => step.stage === stage && shares.push(step.share ?? 0),
    },
  );
  expect(bytes).toBeGreaterThan(34 << 20);
  expect(shares.at(-1)).toBe(1);
});
