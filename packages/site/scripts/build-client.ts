// EDGE: disk. Builds what runs in the browser, one classic script per entry: modules do not load from disk.
import { copyFileSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("../", import.meta.url));
const entries = {
  site: "src/client/site.ts",
  font: "src/client/font.ts",
  live: "src/client/live.ts",
  "lead-on": "src/client/lead-on.ts",
  explorer: "src/explorer/client.tsx",
  charts: "src/charts/client.ts",
};

for (const [name, entry] of Object.entries(entries)) {
  if (!existsSync(`${root}${entry}`)) continue;
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir: "dist/browser",
      emptyOutDir: false,
      target: ["es2022", "chrome115", "firefox115", "safari16.4"],
      // The font comes with the style sheet: browsers do not load one from disk.
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      lib: {
        entry,
        name: "sourcebook",
        formats: ["iife"],
        fileName: () => `${name}.js`,
        cssFileName: name,
      },
    },
  });
}

// Whoever passes the font on passes its licence on.
copyFileSync(
  `${root}node_modules/@fontsource-variable/source-serif-4/LICENSE`,
  `${root}dist/browser/font-licence.txt`,
);
