import type { IssueCode, Severity } from "@sourcebook/schema";

/** A fault of a text, without its place. */
export interface TextFault {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
}

/** Finds the characters that no text should hold: control characters but tab and line ends, halves of pairs, U+FFFD. */
export const FAULTY_CHARACTERS: RegExp =
  /[^\t\n\r -~\u{a0}-\u{d7ff}\u{e000}-\u{fffc}\u{fffe}-\u{10ffff}]/gu;

const FAULTY_BUT_REPLACED = new RegExp(`(?!\ufffd)${FAULTY_CHARACTERS.source}`, "u");

/** Says what is wrong with a character that {@link FAULTY_CHARACTERS} finds. */
export function faultyCharacter(character: string): TextFault {
  const known = knownFaults.get(character);
  if (known !== undefined) return known;
  const fault = describeCharacter(character);
  knownFaults.set(character, fault);
  return fault;
}

// There are some two thousand such characters, but a file may have a million of them.
const knownFaults = new Map<string, TextFault>();

function describeCharacter(character: string): TextFault {
  const point = character.codePointAt(0) ?? 0;
  const name = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  if (point === 0xfffd) {
    return {
      code: "replacement-character",
      severity: "warning",
      message: "U+FFFD stands where an earlier program lost a character.",
      fix: "Put the character back from the original, or make the file anew with the right encoding.",
    };
  }
  if (point >= 0xd800 && point <= 0xdfff) {
    return {
      code: "lone-surrogate",
      severity: "error",
      message: `${name} is half of a surrogate pair and stands for no character.`,
      fix: "Put the whole character in its place, or remove it.",
    };
  }
  return {
    code: "control-character",
    severity: "error",
    message:
      point === 0
        ? "A NUL character stands in the text."
        : `The control character ${name} stands in the text.`,
    fix:
      point >= 0x80
        ? "Remove it; if many stand where quotes or dashes should, the file is windows-1252: state it as `encoding`."
        : "Remove it: it is invisible and breaks other programs.",
  };
}

/**
 * The first fault of a text.
 *
 * @param isReplaced U+FFFD stands where bytes were no text, which is told already
 */
export function faultOfText(text: string, isReplaced: boolean = false): TextFault | undefined {
  const at = text.search(isReplaced ? FAULTY_BUT_REPLACED : FAULTY_CHARACTERS);
  return at === -1 ? undefined : faultyCharacter(text.slice(at, at + 1));
}

/** Says that bytes are no text in an encoding. */
export function invalidBytes(bytes: Uint8Array, offset: number, encoding: string): TextFault {
  const shown = Array.from(bytes, (byte) => `0x${byte.toString(16).padStart(2, "0")}`).join(" ");
  return {
    code: "encoding-invalid",
    severity: "error",
    message: `${bytes.length === 1 ? "Byte" : "Bytes"} ${shown} at offset ${offset} ${bytes.length === 1 ? "is" : "are"} not ${encoding}.`,
    fix: "Save the file as UTF-8, or state the encoding it has, such as `encoding: windows-1252`.",
  };
}
