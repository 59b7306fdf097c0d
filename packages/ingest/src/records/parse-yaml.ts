import { showValue } from "@sourcebook/schema";
import type { Node, Pair, Scalar } from "yaml";
import type { IssueList } from "../issue-list.ts";
import { createLineTable, type Place } from "../line-table.ts";
import { composeYaml, type YamlFault } from "./compose-yaml.ts";
import { readPlainYaml } from "./read-plain-yaml.ts";
import type { MapEntry, RecordNode, TextNode } from "./record-node.ts";
import { yamlLibrary } from "./yaml-library.ts";

/**
 * Parses one record file: YAML 1.2 without its ways to say one thing twice or to guess a type.
 *
 * Aliases, anchors, tags, merge keys, directives, further documents, keys that are no text and keys
 * given twice are issues; so is whatever nests too deep or is too large to be a record file.
 *
 * @returns the value with a place for every node, or nothing when the file does not parse or is empty
 */
export function parseYaml(file: string, text: string, issues: IssueList): RecordNode | undefined {
  const lines = createLineTable(text);
  const placeAt = (offset: number): Place => {
    const { line, column } = lines.lineAndColumnAt(offset);
    return { file, line, column };
  };
  return readPlainYaml(text, placeAt) ?? readAnyYaml(text, placeAt, issues);
}

/** Reads it with the library, which knows all of YAML and tells what is wrong. */
export function readAnyYaml(
  text: string,
  placeAt: (offset: number) => Place,
  issues: IssueList,
): RecordNode | undefined {
  const composed = composeYaml(text);
  if (composed.kind === "too-large") {
    issues.add("yaml-too-large", placeAt(composed.offset), {
      message: composed.message,
      fix: "Split the file, or look for brackets and quotation marks that are not closed: no record nests deeper than six levels.",
    });
    return undefined;
  }
  const { document, faults } = composed;
  for (const [index, fault] of faults.entries()) {
    // At one place, the first fault says what is wrong, and the others what follows from it.
    if (faults.findIndex(({ offset }) => offset === fault.offset) < index) continue;
    reportFault(fault, placeAt(fault.offset), issues);
  }
  const contents = document?.contents ?? null;
  const root =
    contents === null ? undefined : new Converter(text, placeAt, issues).convert(contents);
  if (root === undefined && faults.length === 0) {
    issues.add("empty-value", placeAt(0), {
      message: "The file holds nothing.",
      fix: "Write its records, or remove the file.",
    });
  }
  return faults.length === 0 ? root : undefined;
}

function reportFault({ code, message }: YamlFault, at: Place, issues: IssueList): void {
  if (code === "MULTIPLE_DOCS") refuse(issues, at, "A second document");
  else if (code === "DIRECTIVE") refuse(issues, at, "A directive");
  else if (code === "NON_STRING_KEY") refuse(issues, at, "A key that is no text");
  else issues.add("yaml-syntax", at, describeSyntaxError(code, message));
}

function refuse(issues: IssueList, at: Place, what: string): void {
  issues.add("yaml-feature", at, {
    message: `${what} is not allowed in record files.`,
    fix: "Write every value out where it belongs, as plain YAML 1.2 keys, lists and texts.",
  });
}

/** Turns the library's nodes into ours, and reports what our records do without. */
class Converter {
  private readonly text: string;
  private readonly placeAt: (offset: number) => Place;
  private readonly issues: IssueList;

  constructor(text: string, placeAt: (offset: number) => Place, issues: IssueList) {
    this.text = text;
    this.placeAt = placeAt;
    this.issues = issues;
  }

  /** @param fallback the offset of a node that is empty and has none */
  convert(node: Node | null, fallback = 0): RecordNode {
    const { isAlias, isMap, isScalar, isSeq } = yamlLibrary();
    const offset = node?.range?.[0] ?? fallback;
    const at = this.placeAt(offset);
    const empty: TextNode = { kind: "text", at, value: "", cutByComment: false };
    if (node === null) return empty;
    if (isAlias(node)) {
      refuse(this.issues, at, `The alias *${node.source}`);
      return empty;
    }
    if (node.tag !== undefined) refuse(this.issues, at, `The tag ${node.tag}`);
    if ("anchor" in node && node.anchor !== undefined) {
      refuse(this.issues, at, `The anchor &${node.anchor}`);
    }
    if (isSeq<Node>(node)) {
      return { kind: "list", at, items: node.items.map((item) => this.convert(item, offset)) };
    }
    if (isMap<Node, Node | null>(node)) {
      return { kind: "map", at, entries: this.convertEntries(node.items) };
    }
    return isScalar(node) ? this.convertScalar(node, offset) : empty;
  }

  private convertScalar(node: Scalar, offset: number): TextNode {
    const isBlock = node.type === "BLOCK_FOLDED" || node.type === "BLOCK_LITERAL";
    const at = this.placeAt(isBlock ? firstWord(this.text, offset) : offset);
    const value = String(node.value ?? "");
    if (/\p{Surrogate}/u.test(value)) {
      this.issues.add("lone-surrogate", at, {
        message: "The text holds half of a surrogate pair, which stands for no character.",
        fix: "Write the character itself instead of the \\u escape.",
      });
    }
    return {
      kind: "text",
      at,
      value: value.replaceAll(/\p{Surrogate}/gu, "\ufffd"),
      cutByComment: node.type === "PLAIN" && isFollowedByComment(this.text, node.range?.[1] ?? 0),
    };
  }

  private convertEntries(pairs: readonly Pair<Node, Node | null>[]): MapEntry[] {
    const entries: MapEntry[] = [];
    const places = new Map<string, Place>();
    for (const { key, value } of pairs) {
      if (!yamlLibrary().isScalar(key)) continue; // reported as a key that is no text
      const name = String(key.value ?? "");
      const keyAt = this.placeAt(key.range?.[0] ?? 0);
      const first = places.get(name);
      if (name === "<<") {
        refuse(this.issues, keyAt, "The merge key <<");
      } else if (first !== undefined) {
        this.issues.add("duplicate-key", keyAt, {
          message: `The key \`${name}\` was given in line ${first.line} already.`,
          fix: "Keep one of the two.",
          field: name,
        });
      } else {
        places.set(name, keyAt);
        entries.push({ key: name, keyAt, value: this.convert(value, key.range?.[1] ?? 0) });
      }
    }
    return entries;
  }
}

const SYNTAX_FIXES: Readonly<Record<string, string>> = {
  BAD_INDENT: "Indent with two spaces for each level, as the lines above do.",
  BLOCK_AS_IMPLICIT_KEY: 'Quote the text, or put it in a ">-" block: ": " inside starts a new key.',
  BAD_SCALAR_START: "Quote the text: it starts with a character that means something to YAML.",
  MISSING_CHAR: "Close the quotation mark, bracket or brace, or put the key on a line of its own.",
  TAB_AS_INDENT: "Indent with spaces: YAML does not allow tabs.",
  UNEXPECTED_TOKEN: 'Quote the text, or put it in a ">-" block.',
};

/** What the library says in terms of YAML, in words for those who write records. */
const PLAIN_WORDS: readonly (readonly [RegExp, message: string, fix?: string])[] = [
  [
    /^Flow (?:sequence|map) in block collection .* end with a (?<mark>.)/,
    "a bracket that opens above is not closed: `$<mark>` is missing",
    "Close it with `$<mark>`; what stands in it is indented further than its key.",
  ],
  [
    /^Implicit keys need to be on a single line/,
    "a key, a colon, a space and a value belong here",
    "Put a space behind the colon and behind a dash, and see how this line and the one above are indented.",
  ],
  [
    /^Nested mappings are not allowed/,
    'a ": " stands where no key can begin',
    'If it belongs to a text, quote the text or put it in a ">-" block; if it ends a key, indent the line like its neighbours, with a space behind a dash.',
  ],
  [/^All mapping items must start at the same column/, "a key stands under none of the others"],
  [
    /^Missing closing .quote/,
    "a quotation mark opens here and is never closed",
    'Close it, or put the text in a ">-" block, where nothing needs quoting.',
  ],
];

function describeSyntaxError(code: string, message: string): { message: string; fix: string } {
  const [sentence = ""] = message.split(/:? at line|\n/, 1);
  const fix = SYNTAX_FIXES[code] ?? "Look at this line and the one above it.";
  for (const [pattern, words, ownFix = fix] of PLAIN_WORDS) {
    const mark = pattern.exec(sentence)?.groups?.mark ?? "";
    if (!pattern.test(sentence)) continue;
    const filled = (text: string) => text.replaceAll("$<mark>", mark);
    return { message: `This is not YAML: ${filled(words)}.`, fix: filled(ownFix) };
  }
  const short = showValue(sentence).replace(/[.:]$/, "");
  return { message: `This is not YAML: ${short}.`, fix };
}

/** Where the first word of a block scalar stands, whose header is at `offset`. */
function firstWord(text: string, offset: number): number {
  const headerEnd = text.indexOf("\n", offset);
  if (headerEnd === -1) return offset;
  const word = /\S/g;
  word.lastIndex = headerEnd;
  return word.exec(text)?.index ?? offset;
}

function isFollowedByComment(text: string, end: number): boolean {
  let at = end;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return text[at] === "#";
}
