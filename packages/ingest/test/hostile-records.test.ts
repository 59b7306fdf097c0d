import fc from "fast-check";
import { expect, test } from "vitest";
import { checkFiles } from "../src/index.ts";
import { filesAbout, fixtureFiles } from "./support/project.ts";

const files = await fixtureFiles("faultless");
const decoder = new TextDecoder();

test("however a record file is damaged, there is a dataset or an error inside a file", () => {
  const path = fc.constantFrom(...files.keys());
  const damage = fc.string({
    unit: fc.constantFrom(..."ab 1:-[]{}\n\"'#&*!|>%@`?,é\0", "\r\n", "  ", "- ", "😀", "\ud800"),
    maxLength: 6,
  });
  fc.assert(
    fc.property(path, fc.nat(), fc.nat(12), damage, (path, at, length, damage) => {
      const text = decoder.decode(files.get(path));
      const start = at % text.length;
      const damaged = text.slice(0, start) + damage + text.slice(start + length);
      const bytes = new TextEncoder().encode(damaged);
      const { issues, dataset } = checkFiles(new Map([...files, [path, bytes]]));
      expect(dataset === undefined).toBe(issues.some(({ severity }) => severity === "error"));
      for (const { file = "", line, column } of issues) {
        if (line === undefined || column === undefined) continue;
        const lines = (file === path ? damaged : decoder.decode(files.get(file))).split("\n");
        expect(line).toBeLessThanOrEqual(lines.length);
        expect(column).toBeLessThanOrEqual(Array.from(lines[line - 1] ?? "").length + 2);
      }
    }),
    { numRuns: 300 },
  );
});

test("bytes that are no text are an issue in whatever file they stand", () => {
  for (const path of files.keys()) {
    const { issues, dataset } = checkFiles(
      new Map([...files, [path, Uint8Array.of(0x61, 0x0a, 0xff, 0xfe, 0x00)]]),
    );
    expect(dataset).toBe(undefined);
    expect(issues.some(({ code, file }) => code === "encoding-invalid" && file === path)).toBe(
      true,
    );
  }
});

test("a document made of one letter, with a thousand quotes from it, is refused at once", async () => {
  const claims = Array.from(
    { length: 1000 },
    (_, at) =>
      `  - { id: c${at}, subject: harbour-fire, predicate: began, quote: ${"a".repeat(60)}b }\n`,
  );
  const document = "a".repeat(1_000_000);
  const { issues } = checkFiles(await filesAbout(document, `claims:\n${claims.join("")}`));
  expect(issues.map(({ code }) => code)).toContain("document-repetitive");
});
