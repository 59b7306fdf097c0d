import { parseChangesetFile } from "@changesets/parse";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPlainChangeset } from "../../src/changesets/read-plain-changeset.ts";

test("a plain changeset is read without the library", () => {
  expect(
    readPlainChangeset('---\n"bridges": minor\n"@example/roads": none\n---\n\nA bridge.\n'),
  ).toEqual({
    releases: [
      { name: "bridges", type: "minor" },
      { name: "@example/roads", type: "none" },
    ],
    summary: "A bridge.",
  });
});

test("whatever is read without it is what the library gives", () => {
  const pieces = [
    "---\n",
    '"a": minor\n',
    '"@b/c-1": none\n',
    '"__proto__": patch\n',
    "a: patch\n",
  ];
  const hostile = [...pieces, '"": patch\n', '"1": huge\n', "\n", "\r\n", " ", "\t", "#", "Words."];
  const text = fc
    .array(fc.constantFrom(...hostile), { maxLength: 8 })
    .map((parts) => `---\n${parts.join("")}---\n`);
  let plain = 0;
  fc.assert(
    fc.property(text, (text) => {
      const read = readPlainChangeset(text);
      if (read === undefined) return;
      plain += 1;
      expect(read).toEqual(parseChangesetFile(text));
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(0);
});
