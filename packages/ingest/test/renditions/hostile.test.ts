import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BOUNDED_TIMEOUT, BOUNDS, runBounded } from "../support/bounded-run.ts";
import { hostileDocuments } from "./hostile-documents.ts";

const script = fileURLToPath(new URL("hostile-run.ts", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "renditions-"));
});
afterAll(() => rm(folder, { recursive: true }));

test.each(Object.keys(hostileDocuments))(
  `%s ends with its words or an issue, within ${BOUNDS}`,
  async (name) => {
    await writeFile(join(folder, name), hostileDocuments[name]?.() ?? "");
    const answer = await runBounded(script, join(folder, name));
    const issue = { code: "rendition-failed", file: `documents/${name}` };
    expect([{ ok: true }, { ok: false, issues: [expect.objectContaining(issue)] }]).toContainEqual(
      answer,
    );
  },
  BOUNDED_TIMEOUT,
);
