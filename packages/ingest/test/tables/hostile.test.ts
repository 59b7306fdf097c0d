import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BOUNDED_TIMEOUT, BOUNDS, runBounded } from "../support/bounded-run.ts";
import { hostileFiles } from "./hostile-files.ts";

const script = fileURLToPath(new URL("hostile-run.ts", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tables-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(Object.keys(hostileFiles))(
  `2 MB of %s end with an issue, within ${BOUNDS}`,
  async (name) => {
    await writeFile(join(folder, name), hostileFiles[name]?.() ?? "");
    const first = await runBounded(script, join(folder, name));
    expect(first).toMatchObject({ file: name, severity: "error" });
  },
  BOUNDED_TIMEOUT,
);
