import { isReleasePath, sumsPath } from "./release-paths.ts";
import type { Receipt } from "./release-plan.ts";

/** One line for each file in the format of `sha256sum`, by path in code-unit order. */
export function formatSums(receipts: readonly Pick<Receipt, "path" | "sha256">[]): string {
  return receipts
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`)
    .join("");
}

/** A line of `SHA256SUMS` that is not as we write it; lines count from 1. */
export interface SumsFault {
  readonly line: number;
  readonly message: string;
}

/** Reads `SHA256SUMS`; anything but what `formatSums` writes is a fault. */
export function parseSums(text: string): {
  readonly sums: ReadonlyMap<string, string>;
  readonly faults: readonly SumsFault[];
} {
  const sums = new Map<string, string>();
  const faults: SumsFault[] = [];
  const lines = text.split("\n");
  if (lines.pop() !== "")
    faults.push({ line: lines.length + 1, message: "ends without a line end" });

  let before = "";
  for (const [index, content] of lines.entries()) {
    const fault = (message: string) => faults.push({ line: index + 1, message });
    const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(content) ?? [];
    if (sha256 === undefined || path === undefined) fault("is not a hash, two spaces and a path");
    else if (!isReleasePath(path)) fault(`names ${JSON.stringify(path)}, no path of a release`);
    else if (path === sumsPath) fault("lists SHA256SUMS itself");
    else if (sums.has(path)) fault(`lists ${path} a second time`);
    else {
      if (path < before) fault(`lists ${path} out of order`);
      sums.set(path, sha256);
      before = path;
    }
  }
  return { sums, faults };
}
