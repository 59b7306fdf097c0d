import { axisX, dot, type Markish, rect, ruleX, ruleY, text } from "@observablehq/plot";
import { recordPage } from "../addresses.ts";
import type { Claim, Documentary } from "../records/documentary.ts";
import { count } from "../words.ts";
import { fitText, textWidth } from "./chart-text.ts";
import { dateWords } from "./date-words.ts";
import { type DateMark, dateMarks, toldClaims } from "./dated-claims.ts";
import type { Drawing, Figure, Twin } from "./figure.ts";
import { plotPanel, stackDrawings } from "./plot-panel.tsx";

interface TimelineInput {
  readonly dataset: string;
  readonly records: Documentary;
  /** The modalities that speak of what happened. */
  readonly happened: ReadonlySet<string>;
  /** The address of a claim, or of all claims with a date, on the page of the figure. */
  readonly addressOf: (mark: DateMark) => string;
}

/** When things are said to have happened: every date as what it is. */
export function timelineFigure(input: TimelineInput): Figure | undefined {
  const { records, happened, dataset } = input;
  const told = toldClaims(records, happened);
  const marks = dateMarks(told);
  if (marks.length === 0) return undefined;
  const of = (kind: DateMark["place"]["kind"]) => marks.filter(({ place }) => place.kind === kind);
  const [years, spans, yearless] = [of("year"), of("span"), of("yearless")];
  return {
    id: "timeline",
    title: "When it is said to have happened",
    words: timelineWords(told, marks),
    reading:
      "Each row is a date as the sources give it. A filled dot is a stated day; an open bar is all that a stated month, season or year allows; what is dashed was inferred, and its reason stands in the record. A triangle marks an end that is left open.",
    draw: (width) =>
      stackDrawings(width, [
        ...(years.length > 0
          ? [{ heading: "Within a year", drawing: drawYears(width, years, input) }]
          : []),
        ...(spans.length > 0
          ? [
              {
                heading: "Longer than a year, or left open",
                drawing: drawSpans(width, spans, input),
              },
            ]
          : []),
        ...(yearless.length > 0
          ? [{ heading: "No year printed", drawing: drawYears(width, yearless, input) }]
          : []),
      ]),
    twin: timelineTwin(marks, dataset, records),
  };
}

const rowHeight = 19;

interface Row {
  readonly mark: DateMark;
  readonly row: number;
  readonly first: number;
  readonly last: number;
}

const monthStarts = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335];
const monthNames = ["J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D"];
const monthWords = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function drawYears(width: number, marks: readonly DateMark[], input: TimelineInput): Drawing {
  const rows = marks.flatMap((mark, row): Row[] =>
    mark.place.kind === "span" ? [] : [{ mark, row, ...mark.place.days }],
  );
  const yearOf = ({ mark }: Row): string => (mark.place.kind === "span" ? "" : mark.place.year);
  const starts = rows.filter((row, index) => {
    const before = rows[index - 1];
    return before === undefined || yearOf(before) !== yearOf(row);
  });
  const names = width < 500 ? monthNames : monthWords;
  return drawRows(width, rows, [0, 366], input, {
    under: [
      ruleX(monthStarts, { className: "chart-rule" }),
      text(monthStarts, {
        x: (start: number, index: number) => (start + (monthStarts[index + 1] ?? 366)) / 2,
        text: (_: number, index: number) => names[index],
        frameAnchor: "top",
        dy: -14,
        className: "chart-soft",
      }),
      ruleY(starts, { y: ({ row }: Row) => row - 0.5, className: "chart-rule chart-base" }),
    ],
    over: [
      text(
        starts.filter((row) => yearOf(row) !== "XXXX"),
        {
          x: 0,
          y: "row",
          text: yearOf,
          textAnchor: "end",
          dx: -10,
          className: "chart-strong",
        },
      ),
    ],
  });
}

function drawSpans(width: number, marks: readonly DateMark[], input: TimelineInput): Drawing {
  const ends = marks.flatMap(({ place }) =>
    place.kind === "span" ? [place.first, place.last].filter((end) => end !== undefined) : [],
  );
  const from = Math.floor(Math.min(...ends)) - 1;
  const to = Math.ceil(Math.max(...ends)) + 1;
  const rows = marks.flatMap((mark, row): Row[] => {
    const { place } = mark;
    return place.kind === "span"
      ? [{ mark, row, first: place.first ?? from, last: place.last ?? to }]
      : [];
  });
  const open = rows.flatMap(({ mark: { place }, row }) =>
    place.kind === "span"
      ? [
          ...(place.first === undefined ? [{ row, x: from, rotate: -90 }] : []),
          ...(place.last === undefined ? [{ row, x: to, rotate: 90 }] : []),
        ]
      : [],
  );
  return drawRows(width, rows, [from, to], input, {
    under: [axisX({ anchor: "top", tickFormat: "d", tickSize: 0, ticks: width / 90, label: null })],
    over: [
      dot(open, {
        x: "x",
        y: "row",
        symbol: "triangle",
        rotate: "rotate",
        r: 4.5,
        className: "chart-solid",
      }),
    ],
  });
}

function drawRows(
  width: number,
  rows: readonly Row[],
  domain: readonly [number, number],
  { addressOf, records }: TimelineInput,
  { under, over }: { readonly under: Markish[]; readonly over: Markish[] },
): Drawing {
  const gutter = width < 500 ? 40 : 56;
  const scale = (width - gutter - 8) / (domain[1] - domain[0]);
  const at = (value: number): number => (value - domain[0]) * scale;
  const isDay = ({ mark, first, last }: Row): boolean =>
    mark.place.kind !== "span" && last - first <= 1;
  const linked = {
    title: ({ mark }: Row) => markWords(mark),
    href: ({ mark }: Row) => addressOf(mark),
  };
  const bars = rows.filter((row) => !isDay(row));
  const days = rows.filter(isDay);
  const isInferred = ({ mark }: Row): boolean => mark.basis === "inferred" || mark.isUncertain;
  const bar = (of: readonly Row[], className: string): Markish =>
    rect(of, {
      x1: "first",
      x2: "last",
      y1: ({ row }: Row) => row - 0.36,
      y2: ({ row }: Row) => row + 0.36,
      rx: 2,
      className,
      ...linked,
    });
  const point = (of: readonly Row[], className: string): Markish =>
    dot(of, { x: "first", y: "row", r: 4.5, className, ...linked });
  const labels = rows.map((row) => {
    const words = labelWords(row.mark, records);
    const right = isDay(row) ? at(row.first) + 10 : at(row.last) + 8;
    const inner = at(row.last) - at(row.first) - 12;
    const roomRight = width - gutter - right;
    const roomLeft = at(row.first) - 10;
    if (textWidth(words) <= roomRight) return { row, x: right, words, anchor: "start" as const };
    if (textWidth(words) <= inner || inner > Math.max(roomRight, roomLeft)) {
      return { row, x: at(row.first) + 6, words: fitText(words, inner), anchor: "start" as const };
    }
    return roomLeft > roomRight
      ? { row, x: at(row.first) - 9, words: fitText(words, roomLeft), anchor: "end" as const }
      : { row, x: right, words: fitText(words, roomRight), anchor: "start" as const };
  });
  const label = (anchor: "start" | "end"): Markish =>
    text(
      labels.filter((each) => each.anchor === anchor),
      {
        x: ({ x }) => domain[0] + x / scale,
        y: ({ row }) => row.row,
        text: "words",
        textAnchor: anchor,
      },
    );
  return plotPanel({
    width,
    height: rows.length * rowHeight + 30,
    marginTop: 24,
    marginBottom: 6,
    marginLeft: gutter,
    marginRight: 8,
    x: { domain: [...domain], axis: null },
    y: { domain: [-0.5, rows.length - 0.5], reverse: true, axis: null },
    marks: [
      ...under,
      bar(
        bars.filter((row) => !isInferred(row)),
        "chart-open",
      ),
      bar(bars.filter(isInferred), "chart-inferred"),
      point(
        days.filter((row) => !isInferred(row)),
        "chart-solid",
      ),
      point(days.filter(isInferred), "chart-inferred"),
      ...over,
      label("start"),
      label("end"),
    ],
  });
}

function labelWords({ date, claims, place }: DateMark, records: Documentary): string {
  const words = dateWords(date, place.kind === "span" ? undefined : place.year);
  const when = place.kind === "year" && words === place.year ? `in ${words}` : words;
  const [first, ...others] = claims;
  if (!first || others.length > 0) return `${when} · ${count(claims.length, "claim")}`;
  const predicate = records.describe("predicates", first.row.predicate).title;
  return `${when} · ${first.subject.label}, ${predicate.toLowerCase()}`;
}

function markWords({ date, basis, claims }: DateMark): string {
  return `${date}, ${basis}: ${claims.length === 1 ? claims[0]?.subject.label : count(claims.length, "claim")}`;
}

function timelineWords(told: readonly Claim[], marks: readonly DateMark[]): string {
  const claimsOf = (of: readonly DateMark[]): number =>
    new Set(of.flatMap(({ claims }) => claims)).size;
  const days = marks.filter(
    ({ place }) => place.kind === "year" && place.days.last - place.days.first <= 1,
  );
  const inferred = marks.filter(({ basis }) => basis === "inferred");
  const yearless = marks.filter(({ place }) => place.kind === "yearless");
  const dated = claimsOf(marks);
  const most = marks.toSorted((a, b) => b.claims.length - a.claims.length)[0];
  return [
    `Of ${count(told.length, "claim")} of what happened, ${dated} bear a date; ${told.length - dated} bear none and are not drawn.`,
    `${claimsOf(days)} have a day with its year, ${claimsOf(inferred)} a date that was inferred, ${claimsOf(yearless)} a date printed without a year.`,
    ...(most && most.claims.length > 1
      ? [`The date that most of them bear is ${most.date}, with ${most.claims.length}.`]
      : []),
    "Claims are counted here, not events: several may be of the same.",
  ].join(" ");
}

function timelineTwin(marks: readonly DateMark[], dataset: string, records: Documentary): Twin {
  return {
    headings: ["Date (EDTF)", "Basis", "Subject", "What is said", "Source"],
    rows: marks.flatMap(({ date, basis, claims }) =>
      claims.map((claim) => ({
        key: `${basis} ${date} ${claim.row.id}`,
        cells: [
          { text: date, to: recordPage(dataset, "claims", [claim.row.id]) },
          { text: basis === "stated" ? "stated" : `inferred: ${claim.row.date_note ?? ""}` },
          { text: claim.subject.label },
          {
            text: [
              records.describe("predicates", claim.row.predicate).title,
              claim.object?.label,
              claim.row.value,
              claim.amount,
            ]
              .filter((part) => part !== undefined)
              .join(" · "),
          },
          { text: claim.source.title ?? claim.source.id },
        ],
      })),
    ),
  };
}
