import { planSite, readAssets, type Shell, type SiteDataset } from "../../src/index.ts";

/** Every file of a site by its path, as bytes. */
export async function collectSite(
  datasets: readonly SiteDataset[],
  options: Omit<Shell, "assets"> = {},
): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for await (const file of planSite(datasets, { assets: await readAssets(), ...options })) {
    if (files.has(file.path)) throw new Error(`${file.path} stands there twice`);
    const blocks: Buffer[] = [];
    for await (const block of file.content()) blocks.push(Buffer.from(block));
    files.set(file.path, Buffer.concat(blocks));
  }
  return files;
}
