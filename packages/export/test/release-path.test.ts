import { expect, test } from "vitest";
import { releasePath } from "../src/index.ts";

test("a release stands in the folder of its dataset", () => {
  expect(releasePath("iran-1988", "0.1.0")).toBe("iran-1988/0.1.0");
});
