import { dot, line, rect, ruleY, text } from "@observablehq/plot";
import { count, digits } from "../words.ts";
import { fitText, textWidth } from "./chart-text.ts";
import type { Drawing } from "./figure.ts";
import type { GrowthInput, HistoryPoint, TableCounts } from "./growth.ts";
import { plotPanel, stackDrawings } from "./plot-panel.tsx";

/** The rows of each table in one release. */
export function drawBars(
  width: number,
  { tables }: HistoryPoint,
  { addressOf }: GrowthInput,
): Drawing {
  const gutter = Math.min(
    width * 0.42,
    Math.max(...tables.map(({ title }) => textWidth(title))) + 16,
  );
  const rowHeight = 24;
  const most = Math.max(1, ...tables.map(({ rows }) => rows));
  const linked = {
    href: ({ name }: TableCounts) => addressOf(name),
    title: ({ title, rows }: TableCounts) => `${title}: ${count(rows, "row")}`,
  };
  return plotPanel({
    width,
    height: tables.length * rowHeight + 4,
    marginTop: 2,
    marginBottom: 2,
    marginLeft: gutter,
    marginRight: 64,
    x: { domain: [0, most], axis: null },
    y: { domain: [-0.5, tables.length - 0.5], reverse: true, axis: null },
    marks: [
      text(tables, {
        x: 0,
        y: (_, row) => row,
        text: ({ title }) => fitText(title, gutter - 14),
        textAnchor: "end",
        dx: -10,
      }),
      rect(tables, {
        x1: 0,
        x2: "rows",
        y1: (_, row) => row - 0.32,
        y2: (_, row) => row + 0.32,
        className: "chart-solid",
        ...linked,
      }),
      text(tables, {
        x: "rows",
        y: (_, row) => row,
        text: ({ rows }) => digits(rows),
        textAnchor: "start",
        dx: 6,
        className: "chart-soft",
      }),
    ],
  });
}

/** The tables that ever changed, one under the other, through all releases. */
export function drawHistory(width: number, input: GrowthInput): Drawing {
  const { history } = input;
  const names = [...new Set(history.flatMap(({ tables }) => tables.map(({ name }) => name)))];
  const series = names.map((name) => {
    const points = history.flatMap(({ version, tables }, index) => {
      const table = tables.find((each) => each.name === name);
      return table ? [{ index, version, ...table }] : [];
    });
    return { name, title: points.at(-1)?.title ?? name, points };
  });
  const moved = series.filter(({ points }) => isMoved(points, history.length));
  return stackDrawings(width, [
    ...moved.map(({ title, points }) => ({
      heading: title,
      drawing: stackDrawings(width, [
        { drawing: drawRows(width, points, history.length, input) },
        ...(points.some(({ added }) => added !== undefined)
          ? [{ drawing: drawChanges(width, points, history.length, input) }]
          : []),
      ]),
    })),
    { drawing: drawVersions(width, history) },
  ]);
}

type Point = TableCounts & { readonly index: number; readonly version: string };

/** Whether anything ever happened to a table after the first release that has it. */
const isMoved = (points: readonly Point[], releases: number): boolean =>
  points.length < releases ||
  points.some(({ added = 0, removed = 0, changed = 0 }) => added + removed + changed > 0);

const sides = { marginLeft: 10, marginRight: 64 } as const;
const acrossVersions = (releases: number) => ({
  domain: [-0.5, releases - 0.5] as [number, number],
  axis: null,
});

function drawRows(
  width: number,
  points: readonly Point[],
  releases: number,
  { changesAddress }: GrowthInput,
): Drawing {
  const most = Math.max(1, ...points.map(({ rows }) => rows));
  const last = points.slice(-1);
  return plotPanel({
    width,
    height: 58,
    marginTop: 8,
    marginBottom: 4,
    ...sides,
    x: acrossVersions(releases),
    y: { domain: [0, most], axis: null },
    marks: [
      ruleY([0], { className: "chart-rule chart-base" }),
      line(points, { x: "index", y: "rows", className: "chart-line" }),
      dot(points, {
        x: "index",
        y: "rows",
        r: releases > 30 ? 2 : 3.5,
        className: "chart-solid",
        title: ({ version, rows }) => `${version}: ${count(rows, "row")}`,
        href: ({ version }) => changesAddress(version) ?? null,
      }),
      text(last, {
        x: "index",
        y: "rows",
        text: ({ rows }) => digits(rows),
        textAnchor: "start",
        dx: 8,
        className: "chart-strong",
      }),
    ],
  });
}

function drawChanges(
  width: number,
  points: readonly Point[],
  releases: number,
  { changesAddress }: GrowthInput,
): Drawing {
  const most = Math.max(
    1,
    ...points.flatMap(({ added = 0, removed = 0, changed = 0 }) => [added, removed, changed]),
  );
  const bars = points.flatMap(({ index, version, added = 0, removed = 0, changed = 0 }) => [
    { index, version, from: -0.35, to: 0, count: added, className: "chart-added", words: "added" },
    {
      index,
      version,
      from: 0,
      to: 0.35,
      count: changed,
      className: "chart-hollow",
      words: "changed",
    },
    {
      index,
      version,
      from: -0.35,
      to: 0,
      count: -removed,
      className: "chart-removed",
      words: "removed",
    },
  ]);
  return plotPanel({
    width,
    height: 46,
    marginTop: 2,
    marginBottom: 2,
    ...sides,
    x: acrossVersions(releases),
    y: { domain: [-most, most], axis: null },
    marks: [
      ruleY([0], { className: "chart-rule chart-base" }),
      ...["chart-added", "chart-hollow", "chart-removed"].map((className) =>
        rect(
          bars.filter((bar) => bar.count !== 0 && bar.className === className),
          {
            x1: ({ index, from }) => index + from,
            x2: ({ index, to }) => index + to,
            y1: 0,
            y2: "count",
            className,
            title: (bar) => `${bar.version}: ${count(Math.abs(bar.count), "row")} ${bar.words}`,
            href: ({ version }) => changesAddress(version) ?? null,
          },
        ),
      ),
      text([most], {
        frameAnchor: "right",
        text: () => `±${digits(most)}`,
        textAnchor: "start",
        dx: 6,
        className: "chart-soft",
      }),
    ],
  });
}

function drawVersions(width: number, history: readonly HistoryPoint[]): Drawing {
  const room = (width - sides.marginLeft - sides.marginRight) / history.length;
  const every = Math.ceil(textWidth("0.10.0 ") / room);
  // The last is always named, and none so near that the two would touch.
  const named = history
    .map(({ version }, index) => ({ version, index }))
    .filter(({ index }) => (history.length - 1 - index) % every === 0);
  return plotPanel({
    width,
    height: 24,
    marginTop: 2,
    marginBottom: 2,
    ...sides,
    x: acrossVersions(history.length),
    y: { axis: null },
    marks: [
      text(named, {
        x: "index",
        frameAnchor: "middle",
        textAnchor: "middle",
        text: "version",
        className: "chart-soft",
      }),
    ],
  });
}
