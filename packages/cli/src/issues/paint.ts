import type { Output } from "../io.ts";

/** Colours for a terminal; `plain` leaves text as it is. */
export interface Paint {
  error(text: string): string;
  warning(text: string): string;
  place(text: string): string;
  quiet(text: string): string;
  added(text: string): string;
}

const same = (text: string): string => text;

export const plain: Paint = { error: same, warning: same, place: same, quiet: same, added: same };

const ansi: Paint = {
  error: (text) => `\u001b[31m${text}\u001b[39m`,
  warning: (text) => `\u001b[33m${text}\u001b[39m`,
  place: (text) => `\u001b[1m${text}\u001b[22m`,
  quiet: (text) => `\u001b[2m${text}\u001b[22m`,
  added: (text) => `\u001b[32m${text}\u001b[39m`,
};

/**
 * Colour only on a terminal, and never against `NO_COLOR`.
 *
 * @see https://no-color.org
 */
export const paintFor = (out: Output, env: Readonly<Record<string, string | undefined>>): Paint =>
  out.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb" ? ansi : plain;
