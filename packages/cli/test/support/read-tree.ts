import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { compareText } from "@sourcebook/schema";

/** Every file below a folder, by its path from there, in code-unit order; text as text, the rest in hex. */
export async function readTree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted(compareText);
  const contents = await Promise.all(paths.map((path) => readFile(join(folder, path))));
  return Object.fromEntries(
    contents.map((bytes, index) => [paths[index] ?? "", asText(bytes)] as const),
  );
}

function asText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("hex");
  }
}
