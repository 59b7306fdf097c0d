import { posix } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { recordPage, safeName, wayTo } from "../src/addresses.ts";

const hostile = fc.string({ unit: fc.constantFrom(..."aZ.~/\\%-_é con\u202e\n1") });

test("a name in an address is plain on every system, and no two texts share one", () => {
  fc.assert(
    fc.property(hostile, hostile, (one, other) => {
      expect(safeName(one)).toMatch(/^[a-z0-9_~-](?:[a-z0-9_.~-]*[a-z0-9_~-])?$/);
      expect(safeName(one) === safeName(other)).toBe(one === other);
    }),
  );
});

test("names that systems keep for themselves are written otherwise", () => {
  expect(["con", "nul.txt", "..", "", "a.b", "A", "ä"].map(safeName)).toEqual([
    "~con",
    "~nul.txt",
    "~2e~2e",
    "~",
    "a.b",
    "~41",
    "~c3~a4",
  ]);
});

test("a key of several parts is several folders", () => {
  expect(recordPage("harbour", "evidence", ["gazette.fire", 0])).toBe(
    "harbour/record/evidence/gazette.fire/0/index.html",
  );
});

test("the way from a page to a file leads there", () => {
  const path = fc
    .array(fc.constantFrom("a", "b", "c ü"), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join("/"));
  fc.assert(
    fc.property(path, path, (from, to) => {
      const way = decodeURIComponent(wayTo(from, to));
      expect(posix.join(posix.dirname(from), way)).toBe(to);
    }),
  );
});
