import { firstCut, layouts, leastCut, limitName, nameOfShards, secondCut, us } from "./names.ts";
import type { Measurement, Results, Run } from "./results.ts";

/** The page of results: nothing stands on it that was not measured. */
export function formatPage(results: Results): string {
  const all = Object.values(results);
  const of = (section: string) =>
    all
      .filter((each) => each.section === section)
      .toSorted((a, b) => (a.rows ?? 0) - (b.rows ?? 0) || Number(a.zip) - Number(b.zip));
  return [
    introduction,
    ...formatShort(results),
    ...formatGrowth(of("cut")),
    ...of("cut").flatMap(formatCut),
    ...of("shards").flatMap((each) =>
      formatOthers(
        `A second cut, keys of files ${each.facts.layout}${each.zip ? ", zip" : ""}`,
        each,
      ),
    ),
    ...of("daily").flatMap((each) => formatOthers("Checking, comparing and verifying", each)),
    ...of("diff").flatMap(formatDiff),
    ...of("seeds").flatMap((each) => formatOthers("The first dataset", each)),
    ...of("site").flatMap((each) => formatOthers("A site", each)),
  ].join("\n");
}

const introduction = `# Results

Written by \`npx --yes pnpm@12 run bench\` (see [how](README.md)); not edited by hand. Seconds are those of one machine
on one day: the ratios are what to look at. They are medians of the ratios of runs that followed each other; the
number of runs is given, and below five it is small because a run takes long.

All contenders do the same: read a CSV of ten columns and about 260 bytes a row and a small table that it refers to,
check types, ranges, patterns, codes, days and web addresses of every row, the primary key and the foreign key,
sort by the key, write CSV and JSON Lines, hash both, and zip if asked. What they write is compared row by row with
what we write. We, beside that, write the documents and descriptors of a release, sync it to the disk, read it and
its zip back and compare every hash before it appears.
`;

/** What one asks first, each in one figure; only what was measured. */
function formatShort(results: Results): string[] {
  const pair = (name: string, first: string, second: string): number | undefined => {
    const measurement = results[name];
    if (measurement === undefined) return undefined;
    const ratios = pairRatios(runsOf(measurement, second), runsOf(measurement, first));
    return ratios.length === 0 ? undefined : median(ratios);
  };
  const medianOf = (name: string, of: (run: Run) => number): number | undefined => {
    const measurement = results[name];
    return measurement && median(runsOf(measurement, us).map(of));
  };
  const ratio = (a: number | undefined, b: number | undefined): number | undefined =>
    a === undefined || b === undefined ? undefined : a / b;
  const peak = ({ peakMB }: Run): number => peakMB;
  const wall = ({ wallS }: Run): number => wallS;
  const plain = (rows: number): string => `cut/${rows}/plain`;
  const million = plain(1_000_000);
  const figures: readonly (readonly [string, number | undefined])[] = [
    ["Cut of 1,000,000 rows, our time over DuckDB's", pair(million, us, "DuckDB")],
    ["over that of Node, row by row", pair(million, us, "Node, row by row")],
    ["with a zip, over that of DuckDB with `zip -6`", pair("cut/1000000/zip", us, "DuckDB")],
    [
      "time for 5,000,000 rows over that for 1,000,000",
      ratio(medianOf(plain(5_000_000), wall), medianOf(million, wall)),
    ],
    [
      "peak memory for 5,000,000 rows over that for 1,000,000",
      ratio(medianOf(plain(5_000_000), peak), medianOf(million, peak)),
    ],
    [
      "peak memory for 100,000 rows over that for 1,000,000",
      ratio(medianOf(plain(100_000), peak), medianOf(million, peak)),
    ],
    ...layouts.flatMap((layout) =>
      [false, true].map((zip): readonly [string, number | undefined] => [
        `a second cut with one of ten files changed, over the first: keys of files ${layout}${zip ? ", with a zip" : ""}`,
        pair(nameOfShards(1_000_000, layout, zip), secondCut, firstCut),
      ]),
    ),
    ...layouts.map((layout): readonly [string, number | undefined] => [
      `${leastCut} for all ten files, over the first cut: keys of files ${layout}`,
      pair(nameOfShards(1_000_000, layout, false), leastCut, firstCut),
    ]),
    [
      "Diff of two releases of 1,000,000 rows, our time over DuckDB's",
      pair("diff/1000000", us, "DuckDB"),
    ],
  ];
  const lines = figures.flatMap(([name, value]) =>
    value === undefined ? [] : [row(name, value.toFixed(2))],
  );
  return lines.length === 0
    ? []
    : ["## In short", "", row("", ""), row("---", "--:"), ...lines, ""];
}

function formatGrowth(cuts: readonly Measurement[]): string[] {
  const lines = cuts.flatMap((each) => {
    const own = runsOf(each, us);
    if (own.length === 0 || each.rows === undefined) return [];
    const wall = median(own.map(({ wallS }) => wallS));
    const limits = runsOf(each, limitName);
    const share =
      limits.length === 0 ? "" : `${Math.round(median(pairRatios(own, limits)) * 100)} %`;
    return [
      row(
        count(each.rows),
        each.zip ? "yes" : "no",
        seconds(wall),
        seconds((wall / each.rows) * 1e6),
        String(Math.round(Math.max(...own.map(({ peakMB }) => peakMB)))),
        share,
      ),
    ];
  });
  if (lines.length === 0) return [];
  return [
    "## How the cost of a cut grows",
    "",
    row("rows", "zip", "seconds", "seconds per 1,000,000 rows", "peak MB", "share of the limit"),
    row("--:", "---", "--:", "--:", "--:", "--:"),
    ...lines,
    "",
    "The limit is reading the files that were written once, SHA-256 and, for a zip, deflate at level 6 on all cores:",
    "its time as a share of ours.",
    "",
  ];
}

function formatCut(measurement: Measurement): string[] {
  const { rows = 0, zip, facts } = measurement;
  const lines = namesIn(measurement)
    .filter((name) => name !== limitName)
    .map((name) => {
      const zipBytes = facts[`zip of ${name}`];
      return row(
        ...costCells(measurement, name),
        count(Math.round(rows / median(runsOf(measurement, name).map(({ wallS }) => wallS)))),
        ...(zip ? [typeof zipBytes === "number" ? count(zipBytes) : ""] : []),
        name === us ? "" : String(facts[`agreement of ${name}`] ?? ""),
      );
    });
  const missing = Object.entries(facts).flatMap(([name, why]) =>
    name.startsWith("missing: ") ? [`- not measured: ${name.slice(9)}, which ${why}`] : [],
  );
  const sizes = `From ${count(facts["bytes read"])} bytes to ${count(facts["readings.csv"])} of CSV and ${count(facts["readings.jsonl"])} of JSON Lines.`;
  const heads = ["rows/s", ...(zip ? ["zip bytes"] : []), "beside ours"];
  return [
    `## Cut, ${count(rows)} rows, ${zip ? "with a zip" : "without a zip"}`,
    "",
    row(...costHeads, ...heads),
    row(...costRule, "--:", ...(zip ? ["--:"] : []), "---"),
    ...lines,
    "",
    ...(missing.length > 0 ? [...missing, ""] : []),
    sizes,
    "",
    made(measurement),
    "",
  ];
}

function formatDiff(measurement: Measurement): string[] {
  const { rows = 0, facts } = measurement;
  return [
    `## Diff of two releases of ${count(rows)} rows`,
    "",
    ...costTable(measurement),
    `${count(facts["bytes read"])} bytes of CSV; ${count(facts["changes found by both"])} changed cells, new and removed rows, found by both.`,
    "",
    made(measurement),
    "",
  ];
}

function formatOthers(title: string, measurement: Measurement): string[] {
  const { rows } = measurement;
  return [
    `## ${title}${rows === undefined ? "" : `, ${count(rows)} rows`}`,
    "",
    ...costTable(measurement),
    made(measurement),
    "",
  ];
}

const costHeads = ["", "seconds", "beside the first", "CPU seconds", "peak MB", "runs"];
const costRule = ["---", "--:", "--:", "--:", "--:", "--:"];

const costTable = (measurement: Measurement): string[] => [
  row(...costHeads),
  row(...costRule),
  ...namesIn(measurement).map((name) => row(...costCells(measurement, name))),
  "",
];

/** Medians of one contender; beside the first, the median of the ratios of runs of one round. */
function costCells(measurement: Measurement, name: string): string[] {
  const runs = runsOf(measurement, name);
  const [first = ""] = namesIn(measurement);
  const ratio = name === first ? 1 : median(pairRatios(runsOf(measurement, first), runs));
  return [
    name,
    seconds(median(runs.map(({ wallS }) => wallS))),
    ratio.toFixed(2),
    seconds(median(runs.map(({ cpuS }) => cpuS))),
    count(Math.round(median(runs.map(({ peakMB }) => peakMB)))),
    String(runs.length),
  ];
}

const namesIn = ({ runs }: Measurement): string[] => [
  ...new Set(runs.map(({ contender }) => contender)),
];

const runsOf = ({ runs }: Measurement, name: string): readonly Run[] =>
  runs.filter(({ contender }) => contender === name);

/** Of each round in which both ran, the second's time over the first's. */
function pairRatios(first: readonly Run[], second: readonly Run[]): number[] {
  return second.flatMap(({ round, wallS }) => {
    const partner = first.find((run) => run.round === round);
    return partner ? [wallS / partner.wallS] : [];
  });
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

const made = ({ made: { on, machine, commit, command } }: Measurement): string =>
  `${on}, commit ${commit}, ${machine}: \`${command}\``;

const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const seconds = (value: number): string => value.toFixed(2);

const count = (value: string | number | undefined): string =>
  String(value ?? "?").replace(/\B(?=(\d{3})+$)/g, ",");
