import { expect, test } from "vitest";
import { isSourcebookError, SourcebookError } from "../src/index.ts";

test("an error says what, where and how to mend it, and keeps its cause", () => {
  const cause = new Error("EACCES");
  const error = new SourcebookError("IO", {
    what: "The document cannot be read",
    where: { path: "documents/a.txt", row: 3 },
    fix: "Give yourself the right to read it",
    cause,
  });
  expect(error.message).toMatchInlineSnapshot(`
    "The document cannot be read
      path: documents/a.txt
      row: 3
      Give yourself the right to read it"
  `);
  expect([error.code, error.name, error.cause]).toEqual(["IO", "SourcebookError", cause]);
});

test("an error of a second copy of the package is known by its name", () => {
  const twin = Object.assign(new Error("x"), { name: "SourcebookError", code: "USAGE" });
  const other = Object.assign(new Error("x"), { code: "USAGE" });
  expect([twin, other, { name: "SourcebookError", code: "IO" }].map(isSourcebookError)).toEqual([
    true,
    false,
    false,
  ]);
});
