// EDGE: disk. Reads the client bundles that were built into this package.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { compareText } from "@sourcebook/schema";
import type { Asset, Assets } from "./shell/assets.ts";

// From `src` and from `dist` alike.
const folder = new URL("../dist/browser/", import.meta.url);

export async function readAssets(): Promise<Assets> {
  const assets = new Map<string, Asset>();
  for (const name of (await readdir(folder)).toSorted(compareText)) {
    const text = await readFile(new URL(name, folder), "utf8");
    // The font is a style sheet only; its script is what the bundler leaves of it.
    if (text === "") continue;
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 12);
    assets.set(name, { path: `assets/${name.replace(/(?=\.[a-z]+$)/, `-${hash}`)}`, text });
  }
  return assets;
}
