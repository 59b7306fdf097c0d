import type { Document, YAMLError } from "yaml";
import { lateLibrary } from "../late-library.ts";
import type { ExpectationsFault } from "./expectations.ts";

const library = lateLibrary<typeof import("yaml")>("yaml");

/** A step into a YAML value: a key of a map, or an index of a list. */
export type Step = string | number;

/** A parsed YAML text, every scalar as text, and the places of its parts. */
export interface PlacedYaml {
  /** Maps are `Map`s, so that no key is special. */
  readonly value: unknown;
  readonly faults: readonly ExpectationsFault[];
  /** A fault at the value under `path`, or at its key when the value says nothing. */
  faultAt(path: readonly Step[], message: string, fix: string): ExpectationsFault;
  /** A fault at the last key of `path`. */
  faultAtKey(path: readonly Step[], message: string, fix: string): ExpectationsFault;
}

/** Parses YAML 1.2, or JSON, which is part of it, without guessing types: `1988` and `no` stay text. */
export function parsePlacedYaml(text: string): PlacedYaml {
  const { LineCounter, parseDocument, visit } = library();
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    schema: "failsafe",
    merge: false,
    stringKeys: true,
    uniqueKeys: true,
    logLevel: "silent",
    prettyErrors: false,
    lineCounter: lines,
  });
  const placeAt = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line, column: [...text.slice(offset - col + 1, offset)].length + 1 };
  };
  const faults = worthTelling([...document.errors, ...document.warnings]).map(
    ({ pos, code, message }) => ({
      ...placeAt(pos[0]),
      message: code === tooDeep ? "The values nest too deep" : message,
      fix: "Mend the YAML; a missing quote or wrong indentation is the usual cause.",
    }),
  );
  // A few lines of aliases can stand for millions of values.
  visit(document, {
    Alias(_, { range, source }) {
      const message = `*${source} repeats what stands elsewhere`;
      faults.push({ ...placeAt(range?.[0] ?? 0), message, fix: "Write it out here." });
    },
  });
  return {
    value: faults.length > 0 ? undefined : document.toJS({ mapAsMap: true }),
    faults,
    faultAt: (path, message, fix) => ({ ...placeAt(offsetOf(document, path)), message, fix }),
    faultAtKey: (path, message, fix) => ({ ...placeAt(offsetOfKey(document, path)), message, fix }),
  };
}

const tooDeep = "RESOURCE_EXHAUSTION";

/** What follows the first few faults is mostly their echo. */
const worthTelling = (errors: readonly YAMLError[]): readonly YAMLError[] => {
  const depth = errors.find(({ code }) => code === tooDeep);
  return depth ? [depth] : errors.slice(0, 10);
};

function offsetOf(document: Document.Parsed, path: readonly Step[]): number {
  const { isNode } = library();
  const node = document.getIn(path, true);
  const saysSomething = isNode(node) && node.range && node.range[1] > node.range[0];
  return saysSomething ? (node.range?.[0] ?? 0) : offsetOfKey(document, path);
}

function offsetOfKey(document: Document.Parsed, path: readonly Step[]): number {
  const { isMap, isNode } = library();
  const parent = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => isNode(key) && String(key) === path.at(-1))
    : undefined;
  return (isNode(pair?.key) ? pair.key.range?.[0] : undefined) ?? 0;
}
