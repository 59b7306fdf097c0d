import { dot, ruleX, ruleY, text } from "@observablehq/plot";
import { compareText } from "@sourcebook/schema";
import { recordPage } from "../addresses.ts";
import type { Claim, Documentary } from "../records/documentary.ts";
import { count } from "../words.ts";
import { fitText } from "./chart-text.ts";
import type { Figure } from "./figure.ts";
import { plotPanel } from "./plot-panel.tsx";

interface SpeakersInput {
  readonly dataset: string;
  readonly records: Documentary;
  readonly addressOf: (agent: string, source: string) => string;
}

/** What a source attributes to somebody. */
interface Attributed {
  readonly agent: string;
  readonly label: string;
  readonly source: string;
  /** Claims that the agent is said to assert. */
  readonly said: readonly Claim[];
  /** Claims that the agent passes on from somebody else. */
  readonly passedOn: readonly Claim[];
  /** What the agent does in them, most often first. */
  readonly acts: readonly string[];
}

/** Who is given the word, by which source. */
export function speakersFigure({ dataset, records, addressOf }: SpeakersInput): Figure | undefined {
  const sources = [...records.sources.values()].filter(({ claims }) => claims.length > 0);
  const cells = attribute(records);
  if (cells.length === 0) return undefined;
  const totals = new Map<string, number>();
  for (const { agent, said, passedOn } of cells) {
    totals.set(agent, (totals.get(agent) ?? 0) + said.length + passedOn.length);
  }
  const labels = new Map(cells.map(({ agent, label }) => [agent, label]));
  const agents = [...totals]
    .toSorted(([a, m], [b, n]) => n - m || compareText(a, b))
    .map(([agent]) => agent);
  const ownVoice = [...records.claims.values()].filter(({ chain }) => chain.length === 1).length;
  return {
    id: "who-says-it",
    title: "Who is given the word, by which source",
    words: speakerWords(records, cells, agents, labels, ownVoice),
    reading:
      "A column is a source, a row somebody whose words it gives. The area of a disc is the number of claims that are attributed to them there; a ring around it counts in those that they only pass on. Being quoted more often makes nothing truer, and sources that repeat each other do not confirm each other.",
    draw: (width) => {
      const isNarrow = width < 500;
      const gutter = isNarrow ? 140 : 330;
      const [rowHeight, head, right] = [26, isNarrow ? 104 : 124, isNarrow ? 40 : 90];
      const column = (width - gutter - right) / sources.length;
      const rowsOf = agents.filter((agent) => (totals.get(agent) ?? 0) >= fewestDrawn);
      const most = Math.max(...cells.map(claimsIn));
      const radius = (claims: number): number =>
        2.5 + (isNarrow ? 7.5 : 9.5) * Math.sqrt(claims / most);
      const placed = cells.flatMap((cell) => {
        const y = rowsOf.indexOf(cell.agent);
        const x = sources.findIndex(({ row }) => row.id === cell.source);
        // Beside the disc, whatever its size.
        const beside = x + (radius(claimsIn(cell)) + 4) / column;
        return y < 0 ? [] : [{ ...cell, x, y, beside }];
      });
      const linked = {
        title: (cell: Attributed) => cellWords(cell, sourceTitle(records, cell.source)),
        href: ({ agent, source }: Attributed) => addressOf(agent, source),
      };
      const passing = placed.filter(({ passedOn }) => passedOn.length > 0);
      return plotPanel({
        width,
        height: head + rowsOf.length * rowHeight + 4,
        marginTop: head,
        marginBottom: 4,
        marginLeft: gutter,
        marginRight: right,
        x: { domain: [-0.5, sources.length - 0.5], axis: null },
        y: { domain: [-0.5, rowsOf.length - 0.5], reverse: true, axis: null },
        marks: [
          ruleY(rowsOf, { y: (_, row) => row + 0.5, className: "chart-rule" }),
          ruleX(sources, { x: (_, index) => index, className: "chart-rule" }),
          text(sources, {
            x: (_, index) => index,
            text: ({ row }) => fitText(row.title ?? row.id, isNarrow ? 100 : 160),
            rotate: isNarrow ? -60 : -38,
            textAnchor: "start",
            frameAnchor: "top",
            dy: -8,
            dx: 4,
            className: "chart-soft",
          }),
          text(rowsOf, {
            x: -0.5,
            y: (_, row) => row,
            text: (agent: string) => fitText(labels.get(agent) ?? agent, gutter - 14),
            textAnchor: "end",
            dx: -10,
            href: (agent: string) => addressOf(agent, ""),
            title: (agent: string) => labels.get(agent) ?? agent,
          }),
          dot(passing, {
            x: "x",
            y: "y",
            r: ({ said, passedOn }) => radius(said.length + passedOn.length) + 1,
            className: "chart-hollow",
            ...linked,
          }),
          dot(
            placed.filter(({ said }) => said.length > 0),
            {
              x: "x",
              y: "y",
              r: ({ said }) => radius(said.length),
              className: "chart-solid",
              ...linked,
            },
          ),
          text(placed, {
            x: "beside",
            y: "y",
            text: (cell) => String(claimsIn(cell)),
            textAnchor: "start",
            className: "chart-soft",
          }),
        ],
        r: { type: "identity" },
      });
    },
    twin: {
      headings: ["Who", "Source", "Said", "Passed on", "How"],
      rows: cells
        .toSorted(
          (a, b) =>
            agents.indexOf(a.agent) - agents.indexOf(b.agent) || compareText(a.source, b.source),
        )
        .map(({ agent, label, source, said, passedOn, acts }) => ({
          key: `${agent} ${source}`,
          cells: [
            { text: label, to: recordPage(dataset, "entities", [agent]) },
            { text: sourceTitle(records, source), to: recordPage(dataset, "sources", [source]) },
            { text: String(said.length), isNumber: true },
            { text: String(passedOn.length), isNumber: true },
            {
              text: acts.map((act) => records.describe("acts", act).title.toLowerCase()).join(", "),
            },
          ],
        })),
    },
  };
}

// Those who are named once stand in the table: drawn, they would be half of the picture.
const fewestDrawn = 2;

const claimsIn = ({ said, passedOn }: Attributed): number => said.length + passedOn.length;

const sourceTitle = (records: Documentary, id: string): string =>
  records.sources.get(id)?.row.title ?? id;

/** Everybody but the author of the source: step 0 of every chain is who wrote it. */
function attribute({ claims }: Documentary): readonly Attributed[] {
  const cells = new Map<
    string,
    {
      agent: string;
      label: string;
      source: string;
      said: Claim[];
      passedOn: Claim[];
      acts: string[];
    }
  >();
  for (const claim of claims.values()) {
    for (const [step, { agent, act }] of claim.chain.entries()) {
      if (step === 0) continue;
      const source = claim.source.id;
      const key = `${agent.id} ${source}`;
      const cell = cells.get(key) ?? {
        agent: agent.id,
        label: agent.label,
        source,
        said: [],
        passedOn: [],
        acts: [],
      };
      cells.set(key, cell);
      (step === claim.chain.length - 1 ? cell.said : cell.passedOn).push(claim);
      cell.acts.push(act);
    }
  }
  return [...cells.values()].map((cell) => ({ ...cell, acts: byFrequency(cell.acts) }));
}

function byFrequency(acts: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  for (const act of acts) times.set(act, (times.get(act) ?? 0) + 1);
  return [...times].toSorted(([a, m], [b, n]) => n - m || compareText(a, b)).map(([act]) => act);
}

const cellWords = ({ label, said, passedOn }: Attributed, source: string): string =>
  `${label} in ${source}: ${count(said.length, "claim")} said, ${passedOn.length} passed on`;

function speakerWords(
  { claims }: Documentary,
  cells: readonly Attributed[],
  agents: readonly string[],
  labels: ReadonlyMap<string, string>,
  ownVoice: number,
): string {
  const sourcesOf = (agent: string): number => cells.filter((cell) => cell.agent === agent).length;
  const [first] = agents;
  const once = agents.filter(
    (agent) =>
      cells.filter((cell) => cell.agent === agent).reduce((sum, cell) => sum + claimsIn(cell), 0) <
      fewestDrawn,
  ).length;
  const shared = agents.filter((agent) => sourcesOf(agent) > 1).length;
  return [
    `${ownVoice} of ${count(claims.size, "claim")} are made by the author of the source alone; the others are attributed to somebody: ${count(agents.length, "speaker")} in all.`,
    ...(first === undefined
      ? []
      : [
          `The one named most often is ${labels.get(first)}, in ${count(sourcesOf(first), "source")}.`,
        ]),
    `${shared} of them are given the word by more than one source.`,
    ...(once > 0 ? [`${once} with a single claim stand in the table only.`] : []),
  ].join(" ");
}
