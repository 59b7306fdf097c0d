// EDGE: measures how long after a save `sourcebook check --watch` reports, and prints. Run: npx --yes pnpm@12 --filter bench watch
import { spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SAVES = 30;

const repository = fileURLToPath(new URL("..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "sourcebook-watch-"));
const report: Record<string, unknown> = {};
try {
  for (const part of [
    "dataset.yaml",
    "package.json",
    "sources",
    "registry",
    "judgements",
    "documents",
  ]) {
    await cp(join(repository, "seeds", part), join(folder, part), { recursive: true });
  }
  const bin = join(repository, "packages/cli/bin/sourcebook.js");
  const watch = spawn(process.execPath, [bin, "check", folder, "--watch", "--json"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines = createInterface({ input: watch.stdout })[Symbol.asyncIterator]();
  await lines.next();
  for (const file of await smallestAndLargest(join(folder, "sources"))) {
    const path = join(folder, "sources", file);
    const text = await readFile(path, "utf8");
    const took: number[] = [];
    for (let save = 0; save < SAVES; save += 1) {
      // Longer than a check waits for further changes, so that each save is one of its own.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const start = performance.now();
      await writeFile(path, `${text}# ${save}\n`);
      await lines.next();
      took.push(performance.now() - start);
    }
    report[`${file}, ${text.length} characters: save to report (ms)`] = summary(took);
  }
  watch.kill("SIGINT");
} finally {
  await rm(folder, { recursive: true });
}
process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);

/** The names of the smallest and the largest file of a folder. */
async function smallestAndLargest(sources: string): Promise<readonly string[]> {
  const names = (await readdir(sources)).toSorted();
  const sized = await Promise.all(
    names.map(async (name) => ({ name, size: (await stat(join(sources, name))).size })),
  );
  const [first, ...others] = sized.toSorted((a, b) => a.size - b.size);
  return [first, others.at(-1)].flatMap((each) => (each === undefined ? [] : [each.name]));
}

function summary(numbers: readonly number[]): Record<string, number> {
  const sorted = numbers.toSorted((a, b) => a - b).map(Math.round);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { first: Math.round(numbers[0] ?? 0), best: at(0), median: at(0.5), worst: at(1) };
}
