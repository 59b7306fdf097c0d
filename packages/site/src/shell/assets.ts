/** A part that every site holds, as it was built. */
export interface Asset {
  /** In a site, relative to its folder: the name holds the hash of the text. */
  readonly path: string;
  readonly text: string;
}

/** All of them, by the name that they were built under: `site.js`, `site.css`. */
export type Assets = ReadonlyMap<string, Asset>;

/** @throws Error when the package was built without it */
export const assetPath = (assets: Assets, name: string): string => findAsset(assets, name).path;

/** @throws Error when the package was built without it */
export const assetText = (assets: Assets, name: string): string => findAsset(assets, name).text;

function findAsset(assets: Assets, name: string): Asset {
  const asset = assets.get(name);
  if (asset === undefined) throw new Error(`The package was built without ${name}`);
  return asset;
}
