import { isAlias, isMap, isScalar, isSeq, Lexer, type Node, type Pair, parseDocument } from "yaml";
import type { IssueList } from "./issue-list.ts";
import { createLineTable, type Place } from "./line-table.ts";
import type { MapEntry, RecordNode } from "./record-node.ts";

/**
 * Parses one record file: YAML 1.2 without its ways to say one thing twice or to guess a type.
 *
 * Aliases, anchors, tags, merge keys, directives, several documents, keys that are no text and keys
 * given twice are issues; so is whatever nests too deep or is too large to be a record file.
 *
 * @returns the value with a place for every node, or nothing when the file does not parse or is empty
 */
export function parseYaml(file: string, text: string, issues: IssueList): RecordNode | undefined {
  const lines = createLineTable(text);
  const placeAt = (offset: number): Place => ({ file, ...lines.lineAndColumnAt(offset) });

  const excess = findExcess(text);
  if (excess !== undefined) {
    issues.add("yaml-too-large", placeAt(excess.offset), excess);
    return undefined;
  }

  const document = parseDocument(text, {
    version: "1.2",
    // All scalars stay text, as written: `1988`, `007`, `no` and `1.10` included.
    schema: "failsafe",
    merge: false,
    stringKeys: true,
    // The library compares each key with each other one; `convert` asks a set.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
    keepSourceTokens: false,
  });

  let isWhole = true;
  for (const { code, pos, message } of document.errors.slice(0, MAX_SYNTAX_ERRORS)) {
    isWhole = false;
    if (code === "MULTIPLE_DOCS") refuse(issues, placeAt(pos[0]), "A second document");
    else if (code === "NON_STRING_KEY") refuse(issues, placeAt(pos[0]), "A key that is no text");
    else if (code !== "TAG_RESOLVE_FAILED") {
      issues.add("yaml-syntax", placeAt(pos[0]), describeSyntaxError(code, message));
    }
  }
  if (document.directives?.yaml.explicit || /^%/m.test(text.split("\n---", 1)[0] ?? "")) {
    refuse(issues, placeAt(0), "A directive");
  }

  const seenAnchors = new Set<string>();
  const convert = (node: Node | null, fallback: number): RecordNode => {
    const offset = node?.range?.[0] ?? fallback;
    const at = placeAt(offset);
    if (node === null) return { kind: "text", at, value: "", cutByComment: false };
    if (isAlias(node)) {
      refuse(issues, at, `The alias *${node.source}`);
      return { kind: "text", at, value: "", cutByComment: false };
    }
    if (node.tag !== undefined) refuse(issues, at, `The tag ${node.tag}`);
    if ("anchor" in node && node.anchor !== undefined && !seenAnchors.has(node.anchor)) {
      seenAnchors.add(node.anchor);
      refuse(issues, at, `The anchor &${node.anchor}`);
    }
    if (isSeq<Node>(node)) {
      return { kind: "list", at, items: node.items.map((item) => convert(item, offset)) };
    }
    if (isMap<Node, Node | null>(node))
      return { kind: "map", at, entries: convertEntries(node.items) };
    if (!isScalar(node)) return { kind: "text", at, value: "", cutByComment: false };
    const value = String(node.value ?? "");
    const isBlock = node.type === "BLOCK_FOLDED" || node.type === "BLOCK_LITERAL";
    if (/\p{Surrogate}/u.test(value)) {
      issues.add("yaml-syntax", at, {
        message: "The text holds half of a surrogate pair, which stands for no character.",
        fix: "Write the character itself instead of the \\u escape.",
      });
    }
    return {
      kind: "text",
      at: isBlock ? placeAt(firstWord(text, offset)) : at,
      value: value.replaceAll(/\p{Surrogate}/gu, "\ufffd"),
      cutByComment: node.type === "PLAIN" && isFollowedByComment(text, node.range?.[1] ?? 0),
    };
  };
  const convertEntries = (pairs: readonly Pair<Node, Node | null>[]): MapEntry[] => {
    const entries: MapEntry[] = [];
    const places = new Map<string, Place>();
    for (const { key, value } of pairs) {
      if (!isScalar(key)) continue; // reported as a key that is no text
      const name = String(key.value ?? "");
      const keyAt = placeAt(key.range?.[0] ?? 0);
      const first = places.get(name);
      if (name === "<<") {
        refuse(issues, keyAt, "The merge key <<");
      } else if (first !== undefined) {
        issues.add("duplicate-key", keyAt, {
          message: `The key \`${name}\` was given in line ${first.line} already.`,
          fix: "Keep one of the two.",
          field: name,
        });
      } else {
        places.set(name, keyAt);
        entries.push({ key: name, keyAt, value: convert(value, key.range?.[1] ?? 0) });
      }
    }
    return entries;
  };

  const root = document.contents === null ? undefined : convert(document.contents, 0);
  if (root === undefined && isWhole) {
    issues.add("empty-value", placeAt(0), {
      message: "The file holds nothing.",
      fix: "Write its records, or remove the file.",
    });
  }
  return isWhole ? root : undefined;
}

// Errors that follow the first few are mostly its echoes.
const MAX_SYNTAX_ERRORS = 10;
// Some 4,000 claims. The parser needs about a kilobyte for each token.
const MAX_TOKENS = 500_000;
const MAX_DEPTH = 64;

// The start of a document, the end of a flow collection, a scalar to come: none stands in the text.
const LEXER_MARKS: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f"]);

/** Reads the tokens alone, before anything is built from them: that costs next to no memory. */
function findExcess(text: string): { offset: number; message: string; fix: string } | undefined {
  let tokens = 0;
  let offset = 0;
  let flowDepth = 0;
  let depthInLine = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (tokens > MAX_TOKENS) {
      return {
        offset,
        message: `The file has more than ${MAX_TOKENS} YAML tokens.`,
        fix: "Split it into several files.",
      };
    }
    if (token === "[" || token === "{") flowDepth += 1;
    else if (token === "]" || token === "}") flowDepth -= 1;
    else if (token === "-" || token === "?" || token === ":") depthInLine += 1;
    else if (token === "\n" || token === "\r\n") depthInLine = 0;
    if (flowDepth > MAX_DEPTH || (flowDepth === 0 && depthInLine > MAX_DEPTH)) {
      return {
        offset,
        message: `The values nest more than ${MAX_DEPTH} deep.`,
        fix: "No record needs more than five levels: look for brackets that are not closed.",
      };
    }
    if (!LEXER_MARKS.has(token)) offset += token.length;
  }
  return undefined;
}

function refuse(issues: IssueList, at: Place, what: string): void {
  issues.add("yaml-feature", at, {
    message: `${what} is not allowed in record files.`,
    fix: "Write every value out where it belongs, as plain YAML 1.2 keys, lists and texts.",
  });
}

const SYNTAX_FIXES: Readonly<Record<string, string>> = {
  BAD_INDENT: "Indent with two spaces for each level, as the lines above do.",
  BLOCK_AS_IMPLICIT_KEY: 'Quote the text, or put it in a ">-" block: ": " inside starts a new key.',
  BAD_SCALAR_START: 'Quote the text: it starts with a character that YAML reserves ("`" or "@").',
  MISSING_CHAR: "Close the quotation mark, bracket or brace, or put the key on a line of its own.",
  TAB_AS_INDENT: "Indent with spaces: YAML does not allow tabs.",
  UNEXPECTED_TOKEN: 'Quote the text, or put it in a ">-" block.',
};

function describeSyntaxError(code: string, message: string): { message: string; fix: string } {
  const [sentence = ""] = message.split("\n", 1);
  return {
    message: `This is not YAML: ${sentence.replace(/[.:]$/, "")}.`,
    fix: SYNTAX_FIXES[code] ?? "Look at this line and the one above it.",
  };
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
