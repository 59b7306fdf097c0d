import type { Issue } from "@sourcebook/schema";
import { countCodePoints } from "./count-code-points.ts";
import { detectEncoding } from "./detect-encoding.ts";
import { findInvalidUtf8 } from "./find-invalid-utf8.ts";
import { lateLibrary } from "./late-library.ts";
import { FAULTY_CHARACTERS, faultyCharacter, invalidBytes, type TextFault } from "./text-faults.ts";

const iconv = lateLibrary<typeof import("iconv-lite")>("iconv-lite");

/** A text, or all that keeps the bytes from being one. */
export type DecodedText =
  | {
      readonly ok: true;
      /** Without a byte order mark; otherwise character for character what the file holds. */
      readonly text: string;
      /** As stated, or as found: `utf-8`, `utf-16le` or `utf-16be`. */
      readonly encoding: string;
      /** Warnings only. */
      readonly issues: readonly Issue[];
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export interface DecodeOptions {
  /** Named in the issues. */
  readonly file?: string;
  /** When not stated, the bytes decide: a byte order mark, the pattern of UTF-16, or else UTF-8. */
  readonly encoding?: string;
}

/**
 * Decodes a text without losing or changing a character.
 *
 * All bytes are looked at, not a sample of them. Whatever is not valid in the encoding, NUL and control
 * characters, and halves of surrogate pairs are issues with their place, and so is U+FFFD, as a warning.
 */
export function decodeText(bytes: Uint8Array, options: DecodeOptions = {}): DecodedText {
  const file = options.file === undefined ? {} : { file: options.file };
  const chosen = chooseEncoding(bytes, options.encoding);
  if ("code" in chosen) return { ok: false, issues: [{ ...chosen, ...file, line: 1, column: 1 }] };
  const decoded = decodeAs(bytes.subarray(chosen.bomLength), chosen.encoding, chosen.bomLength);
  const issues = [...decoded.faults, ...characterFaults(decoded.text)]
    .map((fault) => ({ ...fault, ...file }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
  return issues.some(({ severity }) => severity === "error")
    ? { ok: false, issues }
    : { ok: true, text: decoded.text, encoding: chosen.encoding, issues };
}

/** An encoding to read a text with, and the length of the mark before it. */
export interface ChosenEncoding {
  readonly encoding: string;
  readonly bomLength: number;
}

/**
 * Chooses between what is stated and what the bytes say; they may not contradict each other.
 *
 * @param bytes the whole text, or enough of its start to hold a line
 */
export function chooseEncoding(bytes: Uint8Array, stated?: string): ChosenEncoding | TextFault {
  const found = detectEncoding(bytes);
  if (found.encoding === "utf-32") {
    return {
      code: "encoding-unsupported",
      severity: "error",
      message: "The file is in UTF-32, which is not read.",
      fix: "Save it as UTF-8.",
    };
  }
  if (stated === undefined) return found;
  const encoding = canonicalName(stated);
  if (!unicode.has(encoding) && !(supported.test(encoding) && iconv().encodingExists(encoding))) {
    return {
      code: "encoding-unsupported",
      severity: "error",
      message: `There is no encoding \`${stated}\`.`,
      fix: "State one such as utf-8, utf-16le, windows-1252, iso-8859-1 or shift_jis.",
    };
  }
  const isSame =
    encoding === found.encoding || (encoding === "utf-16" && found.encoding.startsWith(encoding));
  if (found.bomLength > 0 && !isSame) {
    return {
      code: "encoding-contradicted",
      severity: "error",
      message: `The file begins with the byte order mark of ${found.encoding}, but ${stated} is stated.`,
      fix: "Remove the statement, or save the file in the encoding that is stated.",
    };
  }
  // Without a mark, UTF-16 of no stated order is big-endian by the Unicode standard; the bytes know better.
  if (encoding === "utf-16") {
    return found.encoding === "utf-8" ? { encoding: "utf-16be", bomLength: 0 } : found;
  }
  return { encoding, bomLength: found.bomLength };
}

const unicode = new Set(["utf-8", "utf-16", "utf-16le", "utf-16be"]);

// The encodings of the WHATWG standard; iconv-lite would take `base64` and `hex` for encodings, too.
const supported =
  /^(?:us-ascii|ibm866|iso-8859-(?:[1-9]|1[013-6])|koi8-[ru]|macintosh|windows-(?:874|125[0-8])|gbk|gb18030|big5|euc-jp|shift_jis|euc-kr)$/;

const canonicalName = (name: string): string => {
  const lower = name.toLowerCase();
  const others: Readonly<Record<string, string>> = {
    utf8: "utf-8",
    utf16: "utf-16",
    utf16le: "utf-16le",
    utf16be: "utf-16be",
    ascii: "us-ascii",
    latin1: "iso-8859-1",
    cp1252: "windows-1252",
  };
  return Object.hasOwn(others, lower) ? (others[lower] ?? lower) : lower;
};

type PlacedFault = TextFault & { readonly line: number; readonly column: number };

// One damaged file must not give as many issues as it has bytes.
const MAX_OF_A_KIND = 20;

/** Keeps the first faults of each kind and counts the rest. */
class FaultList {
  private readonly kept: PlacedFault[] = [];
  private readonly counts = new Map<string, { count: number; last: PlacedFault }>();

  add(fault: TextFault, place: () => { line: number; column: number }): void {
    const counted = this.counts.get(fault.code);
    if (counted === undefined || counted.count < MAX_OF_A_KIND) {
      const placed = { ...fault, ...place() };
      this.kept.push(placed);
      this.counts.set(fault.code, { count: (counted?.count ?? 0) + 1, last: placed });
    } else {
      counted.count += 1;
    }
  }

  all(): readonly PlacedFault[] {
    const rest = [...this.counts.values()].flatMap(({ count, last }) =>
      count > MAX_OF_A_KIND
        ? { ...last, message: `${count - MAX_OF_A_KIND} more of the kind follow in this file.` }
        : [],
    );
    return [...this.kept, ...rest];
  }
}

interface Decoded {
  readonly text: string;
  readonly faults: readonly PlacedFault[];
}

function decodeAs(bytes: Uint8Array, encoding: string, bomLength: number): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (encoding === "utf-8") {
    const faults = utf8Faults(bytes, bomLength);
    return { text: faults.length === 0 ? buffer.toString("utf8") : "", faults };
  }
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    const whole = buffer.length - (buffer.length % 2);
    const units = Buffer.from(buffer.subarray(0, whole));
    const text = (encoding === "utf-16be" ? units.swap16() : units).toString("utf16le");
    if (whole === buffer.length) return { text, faults: [] };
    const fault = invalidBytes(bytes.subarray(whole), bomLength + whole, encoding);
    return { text, faults: [{ ...fault, ...endOf(text) }] };
  }
  const text = iconv().decode(buffer, encoding, { stripBOM: false });
  return { text: text.replaceAll("\ufffd", ""), faults: legacyFaults(text, encoding) };
}

function utf8Faults(bytes: Uint8Array, bomLength: number): readonly PlacedFault[] {
  const faults = new FaultList();
  const places = new Places(
    (from) => bytes.indexOf(0x0a, from),
    (from, to) => countCodePoints(Buffer.from(bytes.subarray(from, to)).toString("utf8")),
  );
  for (const { offset, length } of findInvalidUtf8(bytes)) {
    const fault = invalidBytes(
      bytes.subarray(offset, offset + length),
      bomLength + offset,
      "UTF-8",
    );
    faults.add(fault, () => places.at(offset));
  }
  return faults.all();
}

/** iconv-lite puts U+FFFD for what it cannot decode. */
function legacyFaults(text: string, encoding: string): readonly PlacedFault[] {
  const faults = new FaultList();
  const places = placesIn(text);
  const fault: TextFault = {
    code: "encoding-invalid",
    severity: "error",
    message: `A byte stands here that has no meaning in ${encoding}.`,
    fix: "State the encoding that the file really has, or save it as UTF-8.",
  };
  for (let at = text.indexOf("\ufffd"); at !== -1; at = text.indexOf("\ufffd", at + 1)) {
    faults.add(fault, () => places.at(at));
  }
  return faults.all();
}

function characterFaults(text: string): readonly PlacedFault[] {
  const faults = new FaultList();
  const places = placesIn(text);
  for (const { 0: character, index } of text.matchAll(FAULTY_CHARACTERS)) {
    faults.add(faultyCharacter(character), () => places.at(index));
  }
  return faults.all();
}

/** Lines and columns of ascending offsets: lines end with LF, columns count code points. */
class Places {
  private readonly findLineEnd: (from: number) => number;
  private readonly countBetween: (from: number, to: number) => number;
  private line = 1;
  private column = 1;
  private offset = 0;

  constructor(
    findLineEnd: (from: number) => number,
    countBetween: (from: number, to: number) => number,
  ) {
    this.findLineEnd = findLineEnd;
    this.countBetween = countBetween;
  }

  at(offset: number): { line: number; column: number } {
    for (;;) {
      const end = this.findLineEnd(this.offset);
      if (end === -1 || end >= offset) break;
      this.line += 1;
      this.column = 1;
      this.offset = end + 1;
    }
    this.column += this.countBetween(this.offset, offset);
    this.offset = offset;
    return { line: this.line, column: this.column };
  }
}

const placesIn = (text: string): Places =>
  new Places(
    (from) => text.indexOf("\n", from),
    (from, to) => countCodePoints(text.slice(from, to)),
  );

const endOf = (text: string): { line: number; column: number } => placesIn(text).at(text.length);
