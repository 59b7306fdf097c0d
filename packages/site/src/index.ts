export { planSite } from "./plan-site.ts";
export { type Preview, planPreview } from "./preview/plan-preview.ts";
export { type PreviewServer, servePreview } from "./preview/serve-preview.ts";
export { readAssets } from "./read-assets.ts";
export type { Asset, Assets } from "./shell/assets.ts";
export type { Shell } from "./shell/render-page.tsx";
export type { SiteDataset, SiteRelease } from "./site-dataset.ts";
export type { SiteFile } from "./site-file.ts";
export { type WrittenSite, writeSite } from "./write-site.ts";
