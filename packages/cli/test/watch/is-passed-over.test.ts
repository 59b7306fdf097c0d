import { expect, test } from "vitest";
import { isPassedOver } from "../../src/watch/is-passed-over.ts";

test.each([
  ".git/index",
  ".dataset.yaml.swp",
  "sources/.#lind.yaml",
  "sources/#lind.yaml#",
  "sources/lind.yaml~",
  "sources/lind.yaml.4711.tmp",
  "sources/4913",
  "node_modules/x/package.json",
  "releases/varholm/1.0.0/README.md",
])("%s is none of the project's files", (path) => {
  expect(isPassedOver(path)).toBe(true);
});

test.each(["", "dataset.yaml", "sources/lind-1921.yaml", "data/tmp/2020.csv", "data/4913.csv"])(
  "%s is",
  (path) => {
    expect(isPassedOver(path)).toBe(false);
  },
);
