import type { Composer, Document, ParsedNode } from "yaml";
import { yamlLibrary } from "./yaml-library.ts";

/** A YAML text composed into nodes, or what makes it too large for that. */
export type ComposedYaml =
  | {
      readonly kind: "document";
      readonly document: Document.Parsed<ParsedNode> | undefined;
      readonly faults: readonly YamlFault[];
    }
  | ({ readonly kind: "too-large" } & YamlFault);

/** What is wrong at a UTF-16 offset. */
export interface YamlFault {
  readonly offset: number;
  /** Of the yaml library, or `DIRECTIVE`, `MULTIPLE_DOCS`, `TOO_LARGE`. */
  readonly code: string;
  readonly message: string;
}

/**
 * Composes the first document of a YAML text, and stops where there is too much of it: counting
 * tokens and brackets as they are read costs nothing, building nodes from all of them would.
 */
export function composeYaml(text: string): ComposedYaml {
  const { Composer, Lexer, Parser } = yamlLibrary();
  const parser = new Parser();
  const composer = new Composer(OPTIONS);
  const faults: YamlFault[] = [];
  let document: Document.Parsed<ParsedNode> | undefined;
  let hasDocument = false;
  const guard = createGuard();

  // The parser hands over what is at the top level: documents, directives and what it cannot place.
  const take = (token: TopLevelToken): void => {
    if (token.type === "directive") {
      faults.push({ offset: token.offset, code: "DIRECTIVE", message: "" });
    } else if (token.type === "document" && hasDocument) {
      faults.push({ offset: token.offset, code: "MULTIPLE_DOCS", message: "" });
    } else if (token.type === "error") {
      const offset = token.offset === -1 ? guard.offset() : token.offset;
      faults.push({ offset, code: "UNEXPECTED_TOKEN", message: token.message });
    } else {
      hasDocument ||= token.type === "document";
      // A document is handed over with the token that follows it.
      for (const composed of composer.next(token)) document ??= composed;
    }
  };

  for (const lexeme of new Lexer().lex(text)) {
    const excess = guard.take(lexeme);
    if (excess !== undefined) {
      return { kind: "too-large", offset: guard.offset(), code: "TOO_LARGE", message: excess };
    }
    for (const token of parser.next(lexeme)) take(token);
    // What follows the first few faults is mostly their echo.
    if (faults.length >= MAX_FAULTS) return { kind: "document", document: undefined, faults };
  }
  for (const token of parser.end()) take(token);
  for (const composed of composer.end()) document ??= composed;
  for (const { pos, code, message } of document?.errors.slice(0, MAX_FAULTS) ?? []) {
    if (code === "RESOURCE_EXHAUSTION") {
      return { kind: "too-large", offset: pos[0], code: "TOO_LARGE", message: TOO_DEEP };
    }
    const offset = code === "MISSING_CHAR" ? openingOf(document, pos[0]) : pos[0];
    if (code !== "TAG_RESOLVE_FAILED") faults.push({ offset, code, message });
  }
  return { kind: "document", document, faults: faults.slice(0, MAX_FAULTS) };
}

/** Where the quoted text opens that runs to an offset; the offset itself when none does. */
function openingOf(document: Document | undefined, offset: number): number {
  let opening = offset;
  yamlLibrary().visit(document?.contents ?? null, {
    Scalar(_, { range, type }) {
      const isQuoted = type === "QUOTE_DOUBLE" || type === "QUOTE_SINGLE";
      if (isQuoted && range && range[0] < offset && range[1] >= offset) opening = range[0];
    },
  });
  return opening;
}

type TopLevelToken = Parameters<Composer["next"]>[0];

const OPTIONS = {
  version: "1.2",
  // All scalars stay text, as written: `1988`, `007`, `no` and `1.10` included.
  schema: "failsafe",
  merge: false,
  stringKeys: true,
  // The library compares each key with each other one; who converts the nodes can ask a set.
  uniqueKeys: false,
  logLevel: "silent",
  keepSourceTokens: false,
} as const;

const MAX_FAULTS = 10;
// Some 1,600 claims. The library needs about half a kilobyte for each token.
export const MAX_TOKENS = 200_000;
const MAX_DEPTH = 64;
// More words than a novel; remarks and white space may be longer.
export const MAX_TEXT = 500_000;

const TOO_LONG = `The file has more than ${MAX_TOKENS} YAML tokens.`;
const TOO_WORDY = `A text has more than ${MAX_TEXT} characters.`;
const TOO_DEEP = `The values nest more than ${MAX_DEPTH} deep.`;

// The start of a document, the end of a flow collection, a scalar to come: none stands in the text.
const LEXER_MARKS: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f"]);

function createGuard(): { take(lexeme: string): string | undefined; offset(): number } {
  let tokens = 0;
  let next = 0;
  let offset = 0;
  let flowDepth = 0;
  let depthInLine = 0;
  return {
    offset: () => offset,
    take(lexeme) {
      tokens += 1;
      offset = next;
      if (!LEXER_MARKS.has(lexeme)) next += lexeme.length;
      if (lexeme === "[" || lexeme === "{") flowDepth += 1;
      else if (lexeme === "]" || lexeme === "}") flowDepth -= 1;
      else if (lexeme === "-" || lexeme === "?" || lexeme === ":") depthInLine += 1;
      else if (lexeme === "\n" || lexeme === "\r\n") depthInLine = 0;
      if (tokens > MAX_TOKENS) return TOO_LONG;
      if (lexeme.length > MAX_TEXT && !/^(?:#|\s*$)/.test(lexeme)) return TOO_WORDY;
      const depth = flowDepth > 0 ? flowDepth : depthInLine;
      return depth > MAX_DEPTH ? TOO_DEEP : undefined;
    },
  };
}
