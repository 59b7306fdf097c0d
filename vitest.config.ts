import type { ViteUserConfig } from "vitest/config";

/** Each package re-exports this; paths are relative to the package. */
const config: ViteUserConfig = {
  test: {
    include: ["**/test/**/*.test.ts"],
    restoreMocks: true,
    // Far from UTC, so that local time cannot hide.
    env: { TZ: "Pacific/Auckland" },
    // Slow machines run them, too: it ends only what has come to a stop.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    reporters: ["default", ["json", { outputFile: ".vitest/report.json" }]],
  },
};

export default config;
