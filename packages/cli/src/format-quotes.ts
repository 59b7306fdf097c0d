import type { ComparedQuote } from "@sourcebook/ingest";
import { escapeControls } from "./issues/escape-controls.ts";
import type { Paint } from "./issues/paint.ts";

/**
 * Renders what became of quotes as a diff: what the records say, and what the document says now. Quotes that
 * are kept are counted only.
 */
export function formatQuotes(quotes: readonly ComparedQuote[], paint: Paint): string {
  const hunks = quotes.filter(({ state }) => state !== "kept").map((quote) => hunk(quote, paint));
  return `${hunks.map((lines) => `${lines.join("\n")}\n\n`).join("")}${formatCounts(quotes)}\n`;
}

/** `12 quotes: 9 kept, 2 moved, 1 lost`. */
function formatCounts(quotes: readonly ComparedQuote[]): string {
  const counts = STATES.flatMap((state) => {
    const count = quotes.filter((quote) => quote.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const total = `${quotes.length} ${quotes.length === 1 ? "quote" : "quotes"}`;
  return [total, counts.join(", ")].filter((part) => part !== "").join(": ");
}

const STATES = ["kept", "moved", "changed", "lost", "unclear"] as const;

function hunk({ at, words, state, before, after, now, percentAlike }: ComparedQuote, paint: Paint) {
  const place = `${at.file}:${at.line}:${at.column}`;
  const where = {
    kept: "",
    moved: `from ${spot(before)} to ${spot(after)}`,
    changed: `${percentAlike} % alike, at ${spot(after)}`,
    lost: "",
    unclear: "",
  }[state];
  const head = ["@@", escapeControls(place), state, where, "@@"].filter((part) => part !== "");
  const line = (mark: string, text: string) =>
    `${mark}${escapeControls(text.replaceAll(/\s+/g, " "))}`;
  return [
    paint.place(head.join(" ")),
    ...(state === "changed" || state === "lost"
      ? [paint.error(line("-", words))]
      : [line(" ", words)]),
    ...(now === undefined ? [] : [paint.added(line("+", now))]),
  ];
}

const spot = (at: { line: number; column: number } | undefined): string =>
  at === undefined ? "?" : `${at.line}:${at.column}`;
