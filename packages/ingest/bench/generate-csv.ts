// EDGE: writes a table of made-up rows to disk, the same for the same seed.
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const HEADER = "id,name,day,count,value,kind,station_id,note,url,is_open";
const KINDS = ["asserted", "reported", "claimed", "alleged", "estimated"];
const SYLLABLES = ["ka", "ri", "mo", "né", "ša", "شه", "ton", "ber", "lú", "do", "vik", "an"];
const WORDS =
  "the station was closed after rain, wind and ice; nobody said when it would open again".split(
    " ",
  );

/** Writes rows of ten columns, about 260 bytes each, with quotes, line ends and many scripts in them. */
export async function generateCsv(path: string, rows: number, seed = 1): Promise<void> {
  await pipeline(Readable.from(generateRows(rows, seed)), createWriteStream(path));
}

function* generateRows(rows: number, seed: number): Generator<string> {
  const next = randomNumbers(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  let text = `${HEADER}\n`;
  for (let row = 0; row < rows; row += 1) {
    const name = Array.from({ length: 4 }, () => pick(SYLLABLES)).join("");
    const day = `${1950 + Math.floor(next() * 70)}-0${1 + Math.floor(next() * 9)}-1${Math.floor(next() * 10)}`;
    const note = Array.from({ length: 14 + Math.floor(next() * 14) }, () => pick(WORDS)).join(" ");
    const mark = next() < 0.05 ? '\n""quoted""' : "";
    const url = `https://example.org/stations/${Math.floor(next() * 1e9).toString(36)}?page=${row % 97}`;
    // Odd multiplier: every id once, in no order.
    const id = (row * 7919 + 13) % rows;
    text += `${id},${name},${day},${Math.floor(next() * 1e6)},${(next() * 1000).toFixed(3)},${pick(KINDS)},s${row % 40},"${note}${mark}",${url},${next() < 0.5}\n`;
    if (text.length > 65_536) {
      yield text;
      text = "";
    }
  }
  yield text;
}

/** Mulberry32: small, and the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
