import fc from "fast-check";
import { expect, test } from "vitest";
import { checkFiles, createRecordMemory } from "../../src/index.ts";
import { fixtureFiles, sourceText } from "../support/project.ts";

const states: readonly (readonly [path: string, text: string])[] = [
  ["sources/lind-1921.yaml", sourceText],
  ["sources/lind-1921.yaml", sourceText.replace("language: en", "langage: en")],
  ["sources/lind-1921.yaml", sourceText.replace("fire broke out", "fire broke  on")],
  ["sources/lind-1921.yaml", "source: ["],
  ["sources/lind-1921.yaml", "\u0000"],
  ["registry/all.yaml", "entities:\n  - { id: ada-lind, type: person, label: Ada Lind }\n"],
  ["registry/all.yaml", "entities: [{ id: ada-lind, id: ada-lind }]\n"],
  ["dataset.yaml", "name: other\n"],
];

test("a check that remembers the one before finds what one without a memory finds", async () => {
  const start = await fixtureFiles("faultless");
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...states), { maxLength: 8 }), (edits) => {
      const memory = createRecordMemory();
      let files = start;
      for (const [path, text] of edits) {
        checkFiles(files, [], memory);
        files = new Map([...files, [path, new TextEncoder().encode(text)]]);
        expect(checkFiles(files, [], memory).issues).toEqual(checkFiles(files).issues);
      }
    }),
    { numRuns: 25 },
  );
});
