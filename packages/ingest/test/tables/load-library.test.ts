import { expect, test } from "vitest";
import { loadLibrary } from "../../src/tables/load-library.ts";

test("a library that is not installed is named, with the way to install it", async () => {
  const name = "sourcebook-has-no-such-library";
  expect(await loadLibrary(name, "PDF", () => import(name))).toEqual({
    fault: {
      code: "library-missing",
      severity: "error",
      message: `Reading PDF needs the package ${name}, which is not installed.`,
      fix: `Install it: npm install ${name}`,
    },
  });
});

test("a fault of a library itself is none of the kind", async () => {
  const broken = async () => {
    throw new TypeError("broken");
  };
  await expect(loadLibrary("x", "PDF", broken)).rejects.toThrow("broken");
});
