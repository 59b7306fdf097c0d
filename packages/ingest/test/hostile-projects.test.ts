import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { hostileProjects } from "./hostile-projects.ts";
import { BOUNDED_TIMEOUT, BOUNDS, runBounded } from "./support/bounded-run.ts";

async function write(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hostile-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, content] of Object.entries(hostileProjects[name]?.() ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

const script = fileURLToPath(new URL("hostile-project-run.ts", import.meta.url));

test.each(Object.keys(hostileProjects))(
  `%s: an error with its place, within ${BOUNDS}`,
  async (name) => {
    const place = { severity: "error", file: expect.stringMatching(/./) };
    expect(await runBounded(script, await write(name))).toMatchObject({
      first: place,
      hasDataset: false,
    });
  },
  BOUNDED_TIMEOUT,
);
