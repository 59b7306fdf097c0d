import type { Progress, ProgressStage } from "@sourcebook/schema";
import { formatNumber } from "../format-number.ts";
import { escapeControls } from "../issues/escape-controls.ts";

/** How long the work has taken, in milliseconds. */
export interface Elapsed {
  /** Since the stage began. */
  readonly stageMs: number;
  /** Since the item was taken up. */
  readonly itemMs: number;
}

const verbs: Readonly<Record<ProgressStage, string>> = {
  check: "Checking",
  write: "Writing",
  "read-back": "Reading back",
  zip: "Zipping",
  "read-zip": "Reading back from the zip",
  hash: "Hashing",
  verify: "Verifying",
  compare: "Comparing",
  list: "Listing changes of",
};

/**
 * One line on how far the work is: what is done, how much of it, how fast, and the time left.
 *
 * @param columns the widest it may be; what does not fit is left out, the least telling first
 */
export function formatProgress(progress: Progress, elapsed: Elapsed, columns: number): string {
  const parts = [...amount(progress), ...rate(progress, elapsed), ...remaining(progress, elapsed)];
  const verb = verbs[progress.stage];
  const item = escapeControls(progress.item);
  for (let kept = parts.length; kept >= 0; kept -= 1) {
    const tail = ["", ...parts.slice(0, kept)].join("  ");
    const room = columns - verb.length - 1 - tail.length;
    if (room >= Math.min(item.length, shortestItem)) return `${verb} ${shorten(item, room)}${tail}`;
  }
  return shorten(verb, columns);
}

const shortestItem = 16;

function amount({ done, unit }: Progress): readonly string[] {
  if (done === 0) return [];
  return [unit === "rows" ? `${formatNumber(done)} rows` : formatBytes(done)];
}

function rate({ done, unit }: Progress, { itemMs }: Elapsed): readonly string[] {
  if (done === 0 || itemMs <= 0) return [];
  const perSecond = (done / itemMs) * 1000;
  return [
    unit === "rows" ? `${formatNumber(round(perSecond))} rows/s` : `${formatBytes(perSecond)}/s`,
  ];
}

function remaining({ share }: Progress, { stageMs }: Elapsed): readonly string[] {
  if (share === undefined) return [];
  const percent = `${Math.floor(share * 100)} %`;
  if (share < leastShare) return [percent];
  return [percent, `${formatDuration((stageMs * (1 - share)) / share)} left`];
}

// Before that, what the first moments cost would be taken for the pace.
const leastShare = 0.02;

/** Two digits that count: more would only flicker. */
function round(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.round(value / unit) * unit;
}

/** In units of a thousand each, as disks and networks count. */
export function formatBytes(bytes: number): string {
  for (const [unit, size] of byteUnits) {
    if (bytes < size) continue;
    const value = bytes / size;
    return `${value < 10 ? value.toFixed(1) : String(Math.round(value))} ${unit}`;
  }
  return `${Math.round(bytes)} bytes`;
}

const byteUnits = [
  ["GB", 1e9],
  ["MB", 1e6],
  ["kB", 1e3],
] as const;

/** In the two largest units that matter. */
export function formatDuration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Keeps the end of a text, which tells paths apart. */
function shorten(text: string, room: number): string {
  if (text.length <= room) return text;
  return room > 3 ? `...${text.slice(text.length - room + 3)}` : "";
}
