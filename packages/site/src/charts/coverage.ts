import { rect, ruleY, text } from "@observablehq/plot";
import { recordPage } from "../addresses.ts";
import type { Documentary, Source } from "../records/documentary.ts";
import { count } from "../words.ts";
import { fitText } from "./chart-text.ts";
import { type CoveredText, coverText } from "./covered-text.ts";
import type { Figure } from "./figure.ts";
import { plotPanel } from "./plot-panel.tsx";

interface CoverageInput {
  readonly dataset: string;
  readonly records: Documentary;
  /** The quotes of a source that begin in a stretch of it. */
  readonly addressOf: (source: string, start: number, end: number) => string;
}

/** How much of each document is quoted, and where. */
export function coverageFigure({ dataset, records, addressOf }: CoverageInput): Figure | undefined {
  const documents = [...records.sources.values()]
    .map((source) => ({ source, covered: coverText(source) }))
    .toSorted((a, b) => b.covered.length - a.covered.length);
  if (documents.length === 0) return undefined;
  const longest = Math.max(...documents.map(({ covered }) => covered.length));
  return {
    id: "coverage",
    title: "How much of each document is quoted",
    words: coverageWords(documents),
    reading:
      "Each bar is a document from its first letter to its last, all on one scale. Full colour is what claims quote, pale colour what is quoted only around them, grey what was set aside as saying nothing, such as headings. What is left empty is quoted nowhere. Above it, a column for every stretch of the text: its height is the number of quotes that begin there.",
    draw: (width) => drawCoverage(width, documents, longest, addressOf),
    twin: {
      headings: ["Document", "Bytes", "Quoted", "Quoted around claims", "Set aside", "Claims"],
      rows: documents.map(({ source, covered }) => ({
        key: source.row.id,
        cells: [
          { text: titleOf(source), to: recordPage(dataset, "sources", [source.row.id]) },
          { text: String(source.row.bytes), isNumber: true },
          { text: percent(covered.quotedShare), isNumber: true },
          { text: percent(covered.contextShare), isNumber: true },
          { text: percent(covered.asideShare), isNumber: true },
          { text: String(source.claims.length), isNumber: true },
        ],
      })),
    },
  };
}

const titleOf = ({ row }: Source): string => row.title ?? row.id;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const rowHeight = 92;

function drawCoverage(
  width: number,
  documents: readonly { readonly source: Source; readonly covered: CoveredText }[],
  longest: number,
  addressOf: CoverageInput["addressOf"],
) {
  const step = Math.ceil(longest / (width < 500 ? 60 : 110) / 50) * 50;
  const bins = documents.flatMap(({ source, covered }, row) => {
    const counts = new Map<number, number>();
    for (const { start } of source.claims.flatMap(({ quotes }) => quotes)) {
      const bin = Math.floor(start / step);
      counts.set(bin, (counts.get(bin) ?? 0) + 1);
    }
    return [...counts].map(([bin, quotes]) => ({
      row,
      source,
      start: bin * step,
      end: Math.min((bin + 1) * step, covered.length),
      quotes,
    }));
  });
  const most = Math.max(1, ...bins.map(({ quotes }) => quotes));
  const stretches = (of: "quoted" | "context" | "aside") =>
    documents.flatMap(({ covered }, row) => covered[of].map((span) => ({ ...span, row })));
  const bar = {
    x1: "start",
    x2: "end",
    y1: ({ row }: Row) => row + 0.2,
    y2: ({ row }: Row) => row + 0.37,
  };
  return plotPanel({
    width,
    height: documents.length * rowHeight + 4,
    marginTop: 2,
    marginBottom: 2,
    marginLeft: 0,
    marginRight: 2,
    x: { domain: [0, longest], axis: null },
    y: { domain: [-0.5, documents.length - 0.5], reverse: true, axis: null },
    marks: [
      text(documents, {
        x: 0,
        y: (_, row) => row - 0.4,
        text: ({ source }) => fitText(titleOf(source), width, "bold"),
        textAnchor: "start",
        className: "chart-strong",
      }),
      text(documents, {
        x: 0,
        y: (_, row) => row - 0.23,
        text: ({ source, covered }) =>
          `${percent(covered.quotedShare)} quoted, ${count(source.claims.length, "claim")}`,
        textAnchor: "start",
        className: "chart-soft",
      }),
      rect(
        documents.map(({ covered }, row) => ({ row, start: 0, end: covered.length })),
        {
          ...bar,
          className: "chart-outline",
        },
      ),
      rect(stretches("aside"), { ...bar, className: "chart-aside" }),
      rect(stretches("context"), { ...bar, className: "chart-pale" }),
      rect(stretches("quoted"), { ...bar, className: "chart-solid" }),
      ruleY(documents, {
        y: (_, row) => row + 0.17,
        x1: 0,
        x2: ({ covered }) => covered.length,
        className: "chart-rule",
      }),
      rect(bins, {
        x1: "start",
        x2: "end",
        insetRight: 0.75,
        y1: ({ row }) => row + 0.17,
        y2: ({ row, quotes }) => row + 0.17 - (0.29 * quotes) / most,
        className: "chart-column",
        title: ({ source, start, end, quotes }) =>
          `${titleOf(source)}, letters ${start} to ${end}: ${count(quotes, "quote")}`,
        href: ({ source, start, end }) => addressOf(source.row.id, start, end - 1),
      }),
    ],
  });
}

function coverageWords(
  documents: readonly { readonly source: Source; readonly covered: CoveredText }[],
): string {
  const ordered = documents.toSorted((a, b) => a.covered.quotedShare - b.covered.quotedShare);
  const [least, most] = [ordered[0], ordered.at(-1)];
  if (!least || !most) return "";
  if (ordered.length === 1) {
    return `${percent(least.covered.quotedShare)} of the bytes of ${titleOf(least.source)} stand in quotes.`;
  }
  return `Of the bytes of each document, between ${percent(least.covered.quotedShare)} (${titleOf(least.source)}) and ${percent(most.covered.quotedShare)} (${titleOf(most.source)}) stand in quotes. How much is quoted says how closely a text was read, not how much of it is true.`;
}

type Row = { readonly row: number };
