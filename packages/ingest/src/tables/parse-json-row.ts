import { faultOfText } from "../text-faults.ts";
import type { FileFault, RawCell } from "./raw-table.ts";

/** A fault and its UTF-16 offset in the text. */
export type JsonFault = Pick<FileFault, "code" | "severity" | "message" | "fix"> & {
  readonly offset: number;
};

/** An object as a row: parallel lists of its keys, their values, and the offsets of both. */
export interface JsonRow {
  readonly keys: readonly string[];
  readonly cells: readonly RawCell[];
  readonly keyOffsets: readonly number[];
  readonly cellOffsets: readonly number[];
  readonly faults: readonly JsonFault[];
  /** False when the text is no object, or breaks off: then there are no cells. */
  readonly isWhole: boolean;
}

/**
 * Reads one JSON object as a row, by RFC 8259 and nothing more.
 *
 * Numbers keep their digits. A key given twice, a half of a surrogate pair and a control character, written
 * out or escaped, are faults.
 */
export function parseJsonRow(text: string): JsonRow {
  return new Parser(text).parseRow();
}

const MAX_DEPTH = 64;
// Of one row; more of them tell nothing more.
const MAX_FAULTS = 100;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Ends the reading of a row: what follows a syntax error cannot be told. */
class SyntaxFault {
  readonly offset: number;
  readonly message: string;

  constructor(offset: number, message: string) {
    this.offset = offset;
    this.message = message;
  }
}

class Parser {
  private readonly text: string;
  private at = 0;
  private readonly faults: JsonFault[] = [];

  constructor(text: string) {
    this.text = text;
  }

  parseRow(): JsonRow {
    const keys: string[] = [];
    const cells: RawCell[] = [];
    const keyOffsets: number[] = [];
    const cellOffsets: number[] = [];
    const row = (isWhole: boolean): JsonRow => ({
      keys,
      cells,
      keyOffsets,
      cellOffsets,
      faults: this.faults,
      isWhole,
    });
    try {
      this.skipSpace();
      if (this.text[this.at] !== "{") {
        const value = this.parseValue(1);
        this.expectEnd();
        this.faults.push(notAnObject(value));
        return row(false);
      }
      this.parseMembers((key, keyOffset) => {
        keys.push(key);
        keyOffsets.push(keyOffset);
        cellOffsets.push(this.at);
        cells.push(this.parseCell());
      });
      this.expectEnd();
      return row(true);
    } catch (fault) {
      if (!(fault instanceof SyntaxFault)) throw fault;
      this.faults.push({
        code: "json-syntax",
        severity: "error",
        message: fault.message,
        fix: "Write the file with a program that writes JSON, or correct it here.",
        offset: fault.offset,
      });
      return row(false);
    }
  }

  private parseCell(): RawCell {
    const start = this.at;
    const value = this.parseValue(1);
    this.checkText(value, start);
    return value;
  }

  /** One fault for a cell: it says which character, and the cell is shown. */
  private checkText(value: RawCell, offset: number): void {
    if (this.faults.length >= MAX_FAULTS) return;
    if (Array.isArray(value)) for (const item of value) this.checkText(item, offset);
    if (typeof value !== "string") return;
    const fault = faultOfText(value);
    if (fault !== undefined) this.faults.push({ ...fault, offset });
  }

  private parseValue(depth: number): RawCell {
    if (depth > MAX_DEPTH) throw this.fault(`The values nest more than ${MAX_DEPTH} deep.`);
    this.skipSpace();
    const first = this.text[this.at];
    if (first === '"') return this.parseString();
    if (first === "{") {
      this.parseMembers(() => this.parseValue(depth + 1));
      return { odd: "an object" };
    }
    if (first === "[") return this.parseItems(depth + 1);
    const literal = this.match(LITERAL);
    if (literal !== undefined) return literal === "null" ? null : literal === "true";
    const number = this.match(NUMBER);
    if (number !== undefined && number !== "") return { number };
    throw this.fault(
      first === undefined ? "The text ends where a value belongs." : "There is no value here.",
    );
  }

  private parseItems(depth: number): RawCell {
    const items: RawCell[] = [];
    this.at += 1;
    this.skipSpace();
    if (this.take("]")) return items;
    for (;;) {
      const item = this.parseValue(depth);
      items.push(Array.isArray(item) ? { odd: "a list in a list" } : item);
      this.skipSpace();
      if (this.take("]")) return items;
      if (!this.take(",")) throw this.fault("A comma or `]` belongs here.");
    }
  }

  private parseMembers(parse: (key: string, offset: number) => void): void {
    const seen = new Set<string>();
    this.at += 1;
    this.skipSpace();
    if (this.take("}")) return;
    for (;;) {
      this.skipSpace();
      const offset = this.at;
      if (this.text[offset] !== '"') throw this.fault("A key in quotation marks belongs here.");
      const key = this.parseString();
      this.checkText(key, offset);
      this.skipSpace();
      if (!this.take(":")) throw this.fault("A colon belongs here.");
      this.skipSpace();
      if (seen.has(key)) {
        if (this.faults.length < MAX_FAULTS)
          this.faults.push({
            code: "duplicate-key",
            severity: "error",
            message: "The object names this key twice.",
            fix: "Keep one of the two.",
            offset,
          });
        this.parseValue(2);
      } else {
        seen.add(key);
        parse(key, offset);
      }
      this.skipSpace();
      if (this.take("}")) return;
      if (!this.take(",")) throw this.fault("A comma or `}` belongs here.");
    }
  }

  private parseString(): string {
    const start = this.at;
    this.at += 1;
    let value = this.takePlain();
    for (;;) {
      if (this.take('"')) return value;
      if (!this.take("\\")) {
        if (this.at >= this.text.length) {
          this.at = start;
          throw this.fault("A text begins here and is never closed.");
        }
        throw this.fault("A control character stands in a text and is not escaped.");
      }
      const mark = this.text[this.at] ?? "";
      if (mark === "u") {
        const digits = this.text.slice(this.at + 1, this.at + 5);
        if (!/^[0-9a-fA-F]{4}$/.test(digits))
          throw this.fault("Four hexadecimal digits belong here.");
        value += String.fromCharCode(Number.parseInt(digits, 16));
        this.at += 5;
      } else {
        if (!Object.hasOwn(ESCAPES, mark)) throw this.fault("JSON has no such escape.");
        value += ESCAPES[mark];
        this.at += 1;
      }
      value += this.takePlain();
    }
  }

  /** Text up to what needs a second look: a quotation mark, an escape, or a character that JSON forbids. */
  private takePlain(): string {
    const { text, at: start } = this;
    let at = start;
    for (; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === 0x22 || unit === 0x5c || unit < 0x20) break;
    }
    this.at = at;
    return text.slice(start, at);
  }

  private expectEnd(): void {
    this.skipSpace();
    if (this.at < this.text.length) throw this.fault("More text follows the value.");
  }

  private skipSpace(): void {
    const { text } = this;
    for (;;) {
      const unit = text.charCodeAt(this.at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
      this.at += 1;
    }
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private fault(message: string): SyntaxFault {
    return new SyntaxFault(this.at, message);
  }
}

const notAnObject = (value: RawCell): JsonFault => ({
  code: "json-shape",
  severity: "error",
  message: `The row is ${Array.isArray(value) ? "a list" : "a single value"}, not an object.`,
  fix: 'Write each row as an object with a key for each field: `{"id": "a"}`.',
  offset: 0,
});
