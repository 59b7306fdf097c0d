import { randomNumbers } from "./random-numbers.ts";

/** What the rows of a made-up table are. The same values give the same bytes, on every machine. */
export interface RowsPlan {
  /** How many ids there are: 1 to `rows`, in an order that looks like none unless told otherwise. */
  readonly rows: number;
  /** Of the `parts` that the rows are dealt out to, this one; all of them unless given. */
  readonly part?: number;
  readonly parts?: number;
  /** The ids come in their order: then each part holds a range of them. */
  readonly areInOrder?: boolean;
  /** Which ids say something else than in the first edition, are gone, or are new. */
  readonly edition?: Edition;
}

/** How a row of a later edition stands to the one of the first. */
export type Edition = (id: number) => "same" | "changed" | "gone";

export const header: readonly string[] = [
  "id",
  "name",
  "day",
  "count",
  "value",
  "kind",
  "station_id",
  "note",
  "url",
  "is_open",
];

export const kinds = ["measured", "estimated", "reported", "computed", "corrected"] as const;
export const stations = 1000;

/** CSV of ten columns and about 260 bytes a row, in pieces of about a megabyte. */
export function* formatRows({
  rows,
  part = 0,
  parts = 1,
  areInOrder = false,
  edition = () => "same",
}: RowsPlan): Generator<string> {
  let text = `${header.join(",")}\n`;
  const step = coprimeNear(rows);
  const from = Math.floor((rows * part) / parts);
  const to = Math.floor((rows * (part + 1)) / parts);
  for (let index = from; index < to; index += 1) {
    const id = (areInOrder ? index : (index * step) % rows) + 1;
    const kind = edition(id);
    if (kind === "gone") continue;
    text += formatRow(id, kind === "changed");
    if (text.length < 1 << 20) continue;
    yield text;
    text = "";
  }
  yield text;
}

/** The small table that the rows refer to. */
export function formatStations(): string {
  const lines = Array.from({ length: stations }, (_, index) => {
    const next = randomNumbers(index + 1, 2);
    return `s${index + 1},${nameOf(next)},${(next() * 170 - 85).toFixed(4)},${(next() * 350 - 175).toFixed(4)}\n`;
  });
  return `id,name,latitude,longitude\n${lines.join("")}`;
}

function formatRow(id: number, isChanged: boolean): string {
  const next = randomNumbers(id, 1);
  const name = nameOf(next);
  const day = `${1950 + below(next, 75)}-${twoDigits(1 + below(next, 12))}-${twoDigits(1 + below(next, 28))}`;
  const count = below(next, 1_000_000);
  const thousandths = below(next, 1_000_000) - 100_000;
  const value = (thousandths % 1000 === 0 ? thousandths + 1 : thousandths) / 1000;
  const kind = kinds[below(next, kinds.length)];
  const station = 1 + below(next, stations);
  const note = noteOf(next) + (isChanged ? ", corrected" : "");
  const url = `https://data.example.org/stations/s${station}/readings/${below(next, 1e9).toString(36)}?page=${id % 97}`;
  return `${id},${name},${day},${isChanged ? (count + 1) % 1_000_000 : count},${value},${kind},s${station},"${note}",${url},${next() < 0.5}\n`;
}

const below = (next: () => number, limit: number): number => Math.floor(next() * limit);

const twoDigits = (value: number): string => String(value).padStart(2, "0");

const syllables = "ka ri mo né ša شه ton ber lú до vik an ग्रा 川 mar öst".split(" ");

function nameOf(next: () => number): string {
  const word = () =>
    Array.from({ length: 2 + below(next, 3) }, () => syllables[below(next, syllables.length)]).join(
      "",
    );
  return `${word()} ${word()}`;
}

const words =
  "the station was closed after rain, and wind; nobody said when it would open again because of ice on the road north, where repairs went on until late".split(
    " ",
  );
/** Quotation marks stand doubled, as they do inside a quoted cell. */
const marks = ['""as told""', "see\nbelow", "‘so’ – they said", "50 %", "n/a,", "line\nby\nline"];

function noteOf(next: () => number): string {
  const length = 11 + below(next, 22);
  let note = words[below(next, words.length)] ?? "";
  for (let at = 1; at < length; at += 1) {
    const list = next() < 0.06 ? marks : words;
    note += ` ${list[below(next, list.length)]}`;
  }
  return note;
}

/** A step that visits every number below `rows` once, and jumps about. */
function coprimeNear(rows: number): number {
  let step = Math.max(1, Math.floor(rows * 0.618_033_988_7));
  while (divisor(step, rows) !== 1) step += 1;
  return step;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
