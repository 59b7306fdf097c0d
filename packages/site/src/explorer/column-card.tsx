import type { JSX } from "preact";
import { count, digits } from "../words.ts";
import type { Column } from "./column.ts";
import { type ColumnSummary, distinctLimit, type Histogram } from "./summarise-column.ts";

interface ColumnCardProps {
  readonly column: Column;
  readonly summary: ColumnSummary;
  readonly rows: number;
}

/** What a column means, and what all its cells hold. */
export function ColumnCard({ column, summary, rows }: ColumnCardProps): JSX.Element {
  const { name, title, description } = column;
  return (
    <article class="column-card" id={`column-${name}`}>
      <h3>
        <bdi>{title}</bdi> <code>{name}</code>
      </h3>
      <div data-column-summary={name}>
        {description !== "" && (
          <p>
            <bdi>
              <Description text={description} />
            </bdi>
          </p>
        )}
        <p class="soft small">{factsOf(column, summary, rows)}</p>
        {summary.histogram && (summary.distinct ?? distinctLimit) >= fewestDrawn && (
          <HistogramPicture histogram={summary.histogram} title={title} />
        )}
        <TopValues column={column} summary={summary} />
      </div>
    </article>
  );
}

/** Descriptions set code between backticks, as the codebook does. */
function Description({ text }: { readonly text: string }): JSX.Element {
  const parts = text.split(/`([^`]+)`/);
  return (
    <>{parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>
  );
}

// A picture of fewer values would say less than a list of them.
const fewestDrawn = 6;

/** `text · 12 of 842 rows have a value · 5 different values · from 1 to 9` */
function factsOf(column: Column, summary: ColumnSummary, rows: number): string {
  const { filled, empty, distinct, least, greatest } = summary;
  const named = column.isEdtf ? "date (EDTF)" : typeNames[column.type];
  return [
    column.unit === undefined ? named : `${named}, in ${column.unit}`,
    empty === 0
      ? "every row has a value"
      : filled === 0
        ? "empty in every row"
        : `${digits(filled)} of ${count(rows, "row")} have a value`,
    ...(filled === 0 ? [] : [differentValues(summary)]),
    ...(least !== undefined && greatest !== undefined && distinct !== 1
      ? [`from ${least} to ${greatest}`]
      : []),
  ].join(" · ");
}

function differentValues({ filled, distinct }: ColumnSummary): string {
  if (distinct === undefined) return "more than 10,000 different values";
  if (distinct === filled && distinct > 1) return "all different";
  return count(distinct, "different value");
}

const typeNames: Readonly<Record<Column["type"], string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  date: "date",
  datetime: "time",
  list: "list",
};

function TopValues({ column, summary }: Omit<ColumnCardProps, "rows">): JSX.Element | null {
  const { top, filled, distinct = 0 } = summary;
  const [most] = top ?? [];
  // Values that occur once each would say nothing.
  if (!top || !most || (most.count === 1 && !column.codes)) return null;
  const titles = new Map(column.codes?.map(({ code, title }) => [code, title]));
  const shown = column.type === "number" || column.type === "integer" ? top.slice(0, 5) : top;
  return (
    <table class="top-values">
      <caption>
        {shown.length < distinct ? `The ${shown.length} most frequent values` : "Its values"}
      </caption>
      <tbody>
        {shown.map(({ value, count: times }) => (
          <tr key={value}>
            <th scope="row">
              <bdi>{titles.get(value) ?? value}</bdi>
              {titles.has(value) && titles.get(value) !== value && <code>{value}</code>}
            </th>
            <td class="number">{digits(times)}</td>
            <td class="top-bar">
              <Bar share={times / Math.max(filled, most.count)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Bar = ({ share }: { readonly share: number }): JSX.Element => (
  <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" class="bar">
    <rect width={round(100 * share)} height="8" />
  </svg>
);

const height = 56;
const baseline = 40;
const width = 240;

function HistogramPicture({
  histogram,
  title,
}: {
  readonly histogram: Histogram;
  readonly title: string;
}): JSX.Element {
  const { bins, of, outside } = histogram;
  const most = Math.max(...bins.map((bin) => bin.count));
  const step = width / bins.length;
  const edge = (value: number): string => (of === "years" ? String(value) : numberText(value));
  const fullest = bins.find((bin) => bin.count === most) ?? bins[0];
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last || !fullest) throw new Error("A histogram has bins");
  const isWhole = of === "years" && last.to - last.from === 1;
  const binText = (from: number, to: number): string =>
    isWhole ? edge(from) : `${edge(from)} up to ${edge(to)}`;
  const words = `${title}: ${count(bins.length, "bin")} from ${edge(first.from)} to ${edge(isWhole ? last.from : last.to)}; most, ${digits(most)}, in ${binText(fullest.from, fullest.to)}.`;
  return (
    <figure class="histogram">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
        {bins.map(({ from, to, count: times }, index) => (
          <rect
            key={from}
            x={round(index * step + 0.5)}
            width={round(step - 1)}
            y={round(baseline - barHeight(times, most))}
            height={round(barHeight(times, most))}
          >
            <title>{`${binText(from, to)}: ${digits(times)}`}</title>
          </rect>
        ))}
        <line x1="0" x2={width} y1={baseline} y2={baseline} />
        <text x="0" y={height - 4}>
          {edge(first.from)}
        </text>
        <text x={width} y={height - 4} text-anchor="end">
          {edge(isWhole ? last.from : last.to)}
        </text>
      </svg>
      <figcaption class="soft small">
        {of === "years" ? "By year of the first day that the date allows" : "Rows by value"}
        {`; the highest bar is ${count(most, "row")}.`}
        {outside > 0 &&
          ` ${count(outside, "date")} without a year ${outside === 1 ? "is" : "are"} not drawn.`}
      </figcaption>
    </figure>
  );
}

// A single row among thousands must not vanish.
const barHeight = (times: number, most: number): number =>
  times === 0 ? 0 : Math.max(1, ((baseline - 2) * times) / most);

const round = (value: number): number => Math.round(value * 100) / 100;

const numberText = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e15 ? digits(value) : String(value);
