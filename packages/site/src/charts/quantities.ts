import { axisX, dot, link, rect, ruleX, text } from "@observablehq/plot";
import { compareText } from "@sourcebook/schema";
import { recordPage } from "../addresses.ts";
import type { Claim, Documentary } from "../records/documentary.ts";
import { count, digits } from "../words.ts";
import { fitText } from "./chart-text.ts";
import type { Drawing, Figure } from "./figure.ts";
import { plotPanel, stackDrawings } from "./plot-panel.tsx";

interface QuantitiesInput {
  readonly dataset: string;
  readonly records: Documentary;
  readonly addressOf: (claim: Claim) => string;
}

/** Figures that can be set side by side: of one event, in one measure. */
interface Comparison {
  readonly title: string;
  readonly claims: readonly Claim[];
}

/** What numbers are given, by whom, and how each is to be read. Nothing is added up, and nothing is averaged. */
export function quantitiesFigure(input: QuantitiesInput): Figure | undefined {
  const { dataset, records } = input;
  const all = [...records.claims.values()].filter(({ quantity }) => quantity !== undefined);
  const comparisons = compare(all, records);
  if (comparisons.length === 0) return undefined;
  const drawn = comparisons.flatMap(({ claims }) => claims);
  return {
    id: "figures-by-claimant",
    title: "Figures, and who gives them",
    words: quantityWords(all, drawn, comparisons),
    reading:
      "A filled dot is a number stated as exact, a ring an approximate one. An arrow says that only one bound is stated: at least to the right, at most to the left. A bar is a range. Vague amounts have no place on a scale and stand in the words of the source.",
    draw: (width) =>
      stackDrawings(
        width,
        comparisons.map((comparison) => ({
          heading: fitText(comparison.title, width, "bold"),
          drawing: drawComparison(width, comparison, input),
        })),
      ),
    twin: {
      headings: [
        "Claim",
        "Amount",
        "Qualifier",
        "Of whom or what",
        "Event",
        "Who says it",
        "Source",
      ],
      rows: all.map((claim) => ({
        key: claim.row.id,
        cells: [
          { text: claim.row.id, to: recordPage(dataset, "claims", [claim.row.id]) },
          { text: claim.amount ?? claim.quantity?.expression ?? "" },
          { text: records.describe("qualifiers", claim.quantity?.qualifier ?? "").title },
          { text: claim.quantity?.population ?? "" },
          { text: eventOf(claim, records) ?? "" },
          { text: chainWords(claim) },
          { text: claim.source.title ?? claim.source.id },
        ],
      })),
    },
  };
}

function compare(all: readonly Claim[], records: Documentary): readonly Comparison[] {
  const groups = new Map<string, Claim[]>();
  for (const claim of all) {
    const event = eventOf(claim, records);
    const { measure, unit } = claim.quantity ?? {};
    if (event === undefined || measure === undefined) continue;
    const name = records.describe("measures", measure).title;
    const key = `${name}${unit === undefined || unit === "people" ? "" : ` (${unit})`}: ${event}`;
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  return [...groups]
    .map(([title, claims]) => ({ title, claims: claims.toSorted(byValue) }))
    .filter(
      ({ claims }) => claims.length > 1 && claims.some((claim) => leastOf(claim) !== undefined),
    )
    .toSorted((a, b) => b.claims.length - a.claims.length || compareText(a.title, b.title));
}

function eventOf({ quantity, event }: Claim, records: Documentary): string | undefined {
  const own = quantity?.event_id;
  return (own === undefined ? undefined : records.entities.get(own)?.row.label) ?? event?.label;
}

const leastOf = ({ quantity }: Claim): number | undefined => quantity?.value;

// The vague ones last, since they have no place; the rest by their number, which is no ranking.
const byValue = (a: Claim, b: Claim): number =>
  (leastOf(a) ?? Number.POSITIVE_INFINITY) - (leastOf(b) ?? Number.POSITIVE_INFINITY) ||
  compareText(a.row.id, b.row.id) ||
  0;

const rowHeight = 44;

function drawComparison(
  width: number,
  { claims }: Comparison,
  { addressOf, records }: QuantitiesInput,
): Drawing {
  const rows = claims.map((claim, row) => ({ claim, row, ...numbersOf(claim) }));
  const numbers = rows.flatMap(({ value, to }) => [value, to].filter((each) => each !== undefined));
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  // On a plain scale the small ones would all lie on its zero.
  const isLogarithmic = least > 0 && most / least > 100;
  const domain: [number, number] = isLogarithmic
    ? [10 ** Math.floor(Math.log10(least)), 10 ** Math.ceil(Math.log10(most * 1.01))]
    : [0, most * 1.12 || 1];
  const linked = {
    title: ({ claim }: (typeof rows)[0]) => `${claim.amount}: ${chainWords(claim)}`,
    href: ({ claim }: (typeof rows)[0]) => addressOf(claim),
  };
  const of = (...qualifiers: readonly string[]) =>
    rows.filter(
      ({ claim, value }) =>
        value !== undefined && qualifiers.includes(claim.quantity?.qualifier ?? ""),
    );
  const bounds = of("at_least", "at_most").map((row) => ({
    ...row,
    end: row.claim.quantity?.qualifier === "at_least" ? domain[1] : domain[0],
    rotate: row.claim.quantity?.qualifier === "at_least" ? 90 : -90,
  }));
  const markAt = ({ row }: { readonly row: number }): number => row + 0.3;
  return plotPanel({
    width,
    height: rows.length * rowHeight + 34,
    marginTop: 4,
    marginBottom: 30,
    marginLeft: 8,
    marginRight: 14,
    x: { domain, type: isLogarithmic ? "log" : "linear" },
    y: { domain: [-0.5, rows.length - 0.5], reverse: true, axis: null },
    marks: [
      ruleX([domain[0]], { className: "chart-rule chart-base" }),
      axisX({
        ticks: isLogarithmic
          ? Math.ceil(Math.log10(domain[1] / domain[0]))
          : Math.max(2, width / 130),
        tickFormat: (value: number) => (value === 0 || value >= 1 ? digits(value) : String(value)),
        tickSize: 4,
        label: isLogarithmic ? "each step is ten times the one before" : null,
        labelAnchor: "right",
        labelArrow: "none",
        className: "chart-soft",
      }),
      text(rows, {
        y: ({ row }) => row - 0.3,
        frameAnchor: "left",
        textAnchor: "start",
        text: ({ claim }) => fitText(amountWords(claim), width - 16, "bold"),
        className: "chart-strong",
      }),
      text(rows, {
        y: ({ row }) => row,
        frameAnchor: "left",
        textAnchor: "start",
        text: ({ claim }) => fitText(whoWords(claim, records), width - 20),
        className: "chart-soft",
      }),
      link(
        rows.filter(({ value }) => value !== undefined),
        { x1: domain[0], x2: "value", y1: markAt, y2: markAt, className: "chart-rule" },
      ),
      link(bounds, { x1: "value", x2: "end", y1: markAt, y2: markAt, className: "chart-line" }),
      dot(bounds, {
        x: "end",
        y: markAt,
        symbol: "triangle",
        r: 5,
        rotate: "rotate",
        className: "chart-solid",
      }),
      dot(bounds, { x: "value", y: markAt, r: 4.5, className: "chart-solid", ...linked }),
      rect(of("range"), {
        x1: "value",
        x2: "to",
        y1: (row) => markAt(row) - 0.1,
        y2: (row) => markAt(row) + 0.1,
        className: "chart-open",
        ...linked,
      }),
      dot(of("approximate"), { x: "value", y: markAt, r: 5, className: "chart-hollow", ...linked }),
      dot(of("exact"), { x: "value", y: markAt, r: 5, className: "chart-solid", ...linked }),
    ],
  });
}

function numbersOf({ quantity }: Claim): { value?: number; to?: number } {
  const { value, value_to: to } = quantity ?? {};
  return { ...(value !== undefined && { value }), ...(to !== undefined && { to }) };
}

/** The number as it may be shown: with its words, and with the sense in which it is said. */
function amountWords({ amount, quantity, row }: Claim): string {
  const { expression = "", qualifier, population } = quantity ?? {};
  return [
    ...(row.polarity === "denied" ? ["denied:"] : []),
    qualifier === "vague" ? `“${expression}”` : (amount ?? expression).replace(/ \[[^\]]*\]$/u, ""),
    ...(population === undefined ? [] : [`· ${population}`]),
  ].join(" ");
}

function whoWords(claim: Claim, records: Documentary): string {
  const { modality } = claim.row;
  const sense = records.describe("modalities", modality).title.toLowerCase();
  return [
    chainWords(claim),
    ...(modality === "asserted" ? [] : [sense]),
    claim.source.title ?? claim.source.id,
  ].join(" · ");
}

/** Who says it, the last speaker first, since that is whose number it is. */
function chainWords({ chain }: Claim): string {
  const [last, ...before] = chain.toReversed();
  if (!last) return "";
  const through = before.map(({ agent }) => agent.label);
  return through.length === 0
    ? last.agent.label
    : `${last.agent.label}, according to ${through.join(", according to ")}`;
}

function quantityWords(
  all: readonly Claim[],
  drawn: readonly Claim[],
  comparisons: readonly Comparison[],
): string {
  const of = (qualifier: string) =>
    all.filter(({ quantity }) => quantity?.qualifier === qualifier).length;
  const bounds = of("at_least") + of("at_most");
  const rest = all.length - drawn.length;
  return [
    `${count(all.length, "claim")} state an amount: ${of("exact")} exact, ${of("approximate")} approximate, ${bounds} only a bound, ${of("range")} a range, and ${of("vague")} a vague one without a number.`,
    `${drawn.length} of them stand side by side with others of the same event and measure, in ${count(comparisons.length, "group")};`,
    `the other ${rest} stand in the table.`,
    "They overlap and contradict each other, so there is no total and no mean; what they count differs, and is said with each.",
  ].join(" ");
}
