import type { Place } from "../line-table.ts";
import { MAX_TEXT, MAX_TOKENS } from "./compose-yaml.ts";
import type { ListNode, MapEntry, MapNode, RecordNode, TextNode } from "./record-node.ts";

/**
 * Reads the part of YAML that `sourcebook fmt` writes, and most of what is written by hand, in one pass: the library
 * takes ten times as long, which was a third of a whole check.
 *
 * That part is maps and lists by their indentation, or in brackets on one line; keys of letters, digits and hyphens;
 * texts on one line, plain or quoted, and `>-` blocks of one paragraph; comments.
 *
 * @returns the same as the library would give; nothing for all else, be it other YAML or none, for the library to tell
 */
export function readPlainYaml(
  text: string,
  placeAt: (offset: number) => Place,
): RecordNode | undefined {
  if (!text.endsWith("\n") || STRANGE.test(text)) return undefined;
  return new PlainReader(text, placeAt).read();
}

// Tabs, carriage returns, controls, byte order marks and halves of surrogate pairs.
const STRANGE = /[^\n -~\u{a0}-\u{d7ff}\u{e000}-\u{fefe}\u{ff00}-\u{10ffff}]/u;
// What may stand between a value and the end of its line.
const LINE_END = /(?: +#[^\n]*| *)\n/y;
const DASH = /- +(?=[^ #\n])/y;
const KEY = /[A-Za-z0-9_][A-Za-z0-9_-]{0,200}(?=:[ \n])/y;
const FOLDED = />-\n/y;
const DOUBLE_QUOTED = /"[^"\\\n]*(?:\\["\\][^"\\\n]*)*"/y;
const SINGLE_QUOTED = /'[^'\n]*(?:''[^'\n]*)*'/y;
const WORDS = /[^\n]+/y;
const WORDS_IN_FLOW = /[^,[\]{}\n]+/y;
const OPENING = /[[{] */y;
const COMMA = / *, */y;
const END_OF_LIST = / *\]/y;
const END_OF_MAP = / *\}/y;
// What begins with one of these is no plain text, or not always.
const INDICATOR = /^[-?:,[\]{}#&*!|>'"%@` ]/;

const MAX_DEPTH = 32;

/** Each of its readers begins at the first character of a value, and gives nothing where it meets what is not plain. */
class PlainReader {
  private readonly text: string;
  private readonly placeAt: (offset: number) => Place;
  private at = 0;
  /** Of the line that is read; -1 behind the last one. */
  private indent = 0;
  /** No fewer than the library would count: what it refuses for having too many is left to it. */
  private tokens = 0;

  constructor(text: string, placeAt: (offset: number) => Place) {
    this.text = text;
    this.placeAt = placeAt;
  }

  read(): RecordNode | undefined {
    this.goToNextWords();
    const root = this.indent === 0 ? this.readMap(0, 0) : undefined;
    return this.indent === -1 && !this.isTooMuch(0) ? root : undefined;
  }

  private readMap(indent: number, depth: number): MapNode | undefined {
    const at = this.placeAt(this.at);
    const entries: MapEntry[] = [];
    const keys = new Set<string>();
    do {
      const key = this.readKey(keys);
      if (key === undefined) return undefined;
      const value = this.readValueOfKey(indent, depth + 1);
      if (value === undefined) return undefined;
      entries.push({ ...key, value });
    } while (this.indent === indent);
    return this.indent < indent ? { kind: "map", at, entries } : undefined;
  }

  private readList(indent: number, depth: number): ListNode | undefined {
    const at = this.placeAt(this.at);
    const items: RecordNode[] = [];
    // A list may be indented like the map that it stands in, whose next key then ends it.
    while (this.indent === indent && this.sees(DASH)) {
      const dash = this.take(DASH, 2) ?? "";
      const item = this.sees(KEY)
        ? this.readMap(indent + dash.length, depth + 1)
        : this.readInLine(indent, depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return this.indent <= indent ? { kind: "list", at, items } : undefined;
  }

  private readKey(earlier: Set<string>): { key: string; keyAt: Place } | undefined {
    const keyAt = this.placeAt(this.at);
    const key = this.take(KEY, 4);
    if (key === undefined || earlier.has(key)) return undefined;
    earlier.add(key);
    this.at += ":".length;
    return { key, keyAt };
  }

  private readValueOfKey(indent: number, depth: number): RecordNode | undefined {
    if (this.isTooMuch(depth)) return undefined;
    if (!this.endLine()) {
      this.skipSpaces();
      return this.readInLine(indent, depth);
    }
    if (this.indent >= indent && this.sees(DASH)) return this.readList(this.indent, depth);
    return this.indent > indent ? this.readMap(this.indent, depth) : undefined;
  }

  /** @param indent of what it stands in */
  private readInLine(indent: number, depth: number): RecordNode | undefined {
    if (this.sees(FOLDED)) return this.readFolded(indent);
    const value = this.readFlow(WORDS, depth);
    return value !== undefined && this.endLine() ? value : undefined;
  }

  /** @param words how far a plain text may reach */
  private readFlow(words: RegExp, depth: number): RecordNode | undefined {
    if (this.isTooMuch(depth)) return undefined;
    switch (this.text[this.at]) {
      case "[":
        return this.readFlowList(depth);
      case "{":
        return this.readFlowMap(depth);
      case '"':
        return this.readQuoted(DOUBLE_QUOTED, /\\(["\\])/g, "$1");
      case "'":
        return this.readQuoted(SINGLE_QUOTED, /''/g, "'");
      default:
        return this.readPlain(words);
    }
  }

  private readFlowList(depth: number): ListNode | undefined {
    const at = this.placeAt(this.at);
    const items: RecordNode[] = [];
    for (let sign = this.take(OPENING, 2); sign !== undefined; sign = this.take(COMMA, 3)) {
      const item = this.readFlow(WORDS_IN_FLOW, depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return this.take(END_OF_LIST, 2) === undefined ? undefined : { kind: "list", at, items };
  }

  private readFlowMap(depth: number): MapNode | undefined {
    const at = this.placeAt(this.at);
    const entries: MapEntry[] = [];
    const keys = new Set<string>();
    for (let sign = this.take(OPENING, 2); sign !== undefined; sign = this.take(COMMA, 3)) {
      const key = this.readKey(keys);
      if (key === undefined) return undefined;
      this.skipSpaces();
      const value = this.readFlow(WORDS_IN_FLOW, depth + 1);
      if (value === undefined) return undefined;
      entries.push({ ...key, value });
    }
    return this.take(END_OF_MAP, 2) === undefined ? undefined : { kind: "map", at, entries };
  }

  private readQuoted(pattern: RegExp, escaped: RegExp, plain: string): TextNode | undefined {
    const start = this.at;
    const quoted = this.take(pattern, 2);
    if (quoted === undefined) return undefined;
    return this.textFrom(start, start, quoted.slice(1, -1).replaceAll(escaped, plain));
  }

  private readPlain(pattern: RegExp): TextNode | undefined {
    const start = this.at;
    const words = this.take(pattern, 2) ?? "";
    const comment = words.indexOf(" #");
    let length = comment === -1 ? words.length : comment;
    while (words[length - 1] === " ") length -= 1;
    const value = words.slice(0, length);
    const isPlain = value !== "" && !INDICATOR.test(value) && !/: |:$/.test(value);
    this.at = start + length;
    return isPlain ? this.textFrom(start, start, value, comment !== -1) : undefined;
  }

  /** Reads a block of one paragraph, and goes on behind the empty lines that follow it. */
  private readFolded(indent: number): TextNode | undefined {
    const start = this.at;
    this.take(FOLDED, 4);
    const width = this.spacesAhead();
    if (width <= indent) return undefined;
    const first = this.at + width;
    const lines: string[] = [];
    while (this.spacesAhead() === width && this.text[this.at + width] !== "\n") {
      const end = this.text.indexOf("\n", this.at);
      lines.push(this.text.slice(this.at + width, end));
      this.at = end + 1;
    }
    const value = this.textFrom(start, first, lines.join(" "));
    const firstEmpty = this.at;
    while (this.text[this.at] === "\n") this.at += 1;
    this.tokens += this.at - firstEmpty;
    // Further paragraphs, lines with an indentation of their own, and white space at an end.
    const after = this.spacesAhead();
    const isMore = after >= width || this.text[this.at + after] === "\n";
    if (isMore || lines.some((line) => line !== line.trim())) return undefined;
    this.goToNextWords();
    return value;
  }

  /** @param first where its first word stands */
  private textFrom(
    start: number,
    first: number,
    value: string,
    cutByComment = false,
  ): TextNode | undefined {
    if (this.at - start > MAX_TEXT) return undefined;
    return { kind: "text", at: this.placeAt(first), value, cutByComment };
  }

  private isTooMuch(depth: number): boolean {
    return depth > MAX_DEPTH || this.tokens > MAX_TOKENS;
  }

  /** Goes over what may stand behind a value, and on to the next line that holds words. */
  private endLine(): boolean {
    const end = this.take(LINE_END, 1);
    if (end === undefined) return false;
    if (end !== "\n") this.tokens += 2;
    this.goToNextWords();
    return true;
  }

  /** From the start of a line. */
  private goToNextWords(): void {
    for (;;) {
      const spaces = this.spacesAhead();
      const sign = this.text[this.at + spaces];
      this.at += spaces;
      if (spaces > 0) this.tokens += 1;
      this.indent = sign === undefined ? -1 : spaces;
      if (sign !== "\n" && sign !== "#") return;
      this.at = this.text.indexOf("\n", this.at) + 1;
      this.tokens += sign === "#" ? 2 : 1;
    }
  }

  private spacesAhead(): number {
    let end = this.at;
    while (this.text[end] === " ") end += 1;
    return end - this.at;
  }

  private skipSpaces(): void {
    this.at += this.spacesAhead();
  }

  private sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  /** @param tokens how many of the library's it may be at most */
  private take(pattern: RegExp, tokens: number): string | undefined {
    if (!this.sees(pattern)) return undefined;
    const start = this.at;
    this.at = pattern.lastIndex;
    this.tokens += tokens;
    return this.text.slice(start, this.at);
  }
}
