import type { Output } from "../../src/index.ts";

/** A terminal of one line at a time, and a clock that someone else moves. */
export interface FakeTerminal extends Output {
  readonly isTTY: true;
  readonly columns: number;
  /** What stood on a line when it was taken back, without colour, each once. */
  readonly taken: readonly string[];
  /** What is to be seen now: the lines that were ended, and the one that was not. */
  readonly screen: string;
  /** All that was written, as it was. */
  readonly written: string;
}

/** Understands line feeds, and what takes a line back: a carriage return, and erasing from there. */
export function fakeTerminal(columns = 80): FakeTerminal {
  const ended: string[] = [];
  const taken: string[] = [];
  let line = "";
  let column = 0;
  let written = "";
  return {
    isTTY: true,
    columns,
    taken,
    get screen() {
      return [...ended, line].join("\n");
    },
    get written() {
      return written;
    },
    write(text: string) {
      written += text;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal is told
      for (const [part] of text.matchAll(/\u001b\[\d*[a-zA-Z]|[\s\S]/g)) {
        if (part === "\n") {
          ended.push(line);
          line = "";
          column = 0;
        } else if (part === "\r") {
          if (line !== "" && taken.at(-1) !== line) taken.push(line);
          column = 0;
        } else if (part === "\u001b[K") line = line.slice(0, column);
        else if (!part.startsWith("\u001b")) {
          line = line.slice(0, column) + part + line.slice(column + 1);
          column += 1;
        }
      }
    },
  };
}
