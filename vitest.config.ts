import type { ViteUserConfig } from "vitest/config";

/** Each package re-exports this; paths are relative to the package. */
const config: ViteUserConfig = {
  test: {
    include: ["**/test/**/*.test.ts"],
    restoreMocks: true,
    // Far from UTC, so that local time cannot hide.
    env: { TZ: "Pacific/Auckland" },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ["default", ["json", { outputFile: ".vitest/report.json" }]],
  },
};

export default config;
