import { foldText, formatText, LINE_WIDTH } from "../format-records-scalar.ts";
import type {
  DateCandidate,
  NameCandidate,
  Occurrence,
  QuantityCandidate,
  Suggestions,
} from "./suggest-records.ts";

/**
 * Writes candidates as YAML to paste into record files: `names` and `claims` into that of the source,
 * `entities` into one of the registry. What only a human can say is left empty, which `check` reports.
 */
export function formatSuggestions({ names, dates, quantities, ...from }: Suggestions): string {
  const known = names.filter(({ known }) => known.length > 0);
  const unknown = names.filter(({ known }) => known.length === 0);
  const claims = [
    ...dates.map((date) => ({ at: date.at, lines: formatDate(date) })),
    ...quantities.map((quantity) => ({ at: quantity.at, lines: formatQuantity(quantity) })),
  ].toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  return [
    `# Candidates from ${from.document}: paste what holds, and fill in what is empty.`,
    ...section("names", `of the registry; for sources/${from.source}.yaml`, formatKnown(known)),
    ...section("entities", "not in the registry yet", unknown.flatMap(formatUnknown)),
    ...section(
      "claims",
      `dates and figures; for sources/${from.source}.yaml`,
      claims.flatMap(({ at, lines }) => ["", `  # ${placeOf(at)}`, ...lines, ...quoteLines(at)]),
    ),
    "",
  ].join("\n");
}

const section = (key: string, about: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ["", `${key}: # ${about}`, ...lines];

function formatKnown(names: readonly NameCandidate[]): string[] {
  const byEntity = new Map<string, string[]>();
  for (const { form, known, at, count } of names) {
    for (const { entity, kind } of known) {
      const others = known.filter((other) => other.entity !== entity);
      const doubt =
        others.length === 0 ? "" : `, or ${others.map((other) => other.entity).join(", ")}`;
      byEntity.set(entity, [
        ...(byEntity.get(entity) ?? []),
        `    # ${placeOf(at)}${times(count)}${doubt}: ${at.sentence}`,
        `    - { form: ${formatText(form, true)}, kind: ${formatText(kind, true)} }`,
      ]);
    }
  }
  return [...byEntity].flatMap(([entity, lines]) => [`  ${formatText(entity, false)}:`, ...lines]);
}

const formatUnknown = ({ form, at, count }: NameCandidate): string[] => [
  `  # ${placeOf(at)}${times(count)}: ${at.sentence}`,
  `  - id: ${formatText(slugOf(form), false)}`,
  "    type:",
  `    label: ${formatText(form, false)}`,
];

const formatDate = ({ date_text, date }: DateCandidate): string[] => [
  ...CLAIM_HEAD,
  "    predicate:",
  `    date_text: ${formatText(date_text, false)}`,
  ...(date === undefined ? ["    date:"] : [`    date: ${formatText(date, false)}`]),
];

function formatQuantity({ expression, value, value_to, qualifier }: QuantityCandidate): string[] {
  const parts = [
    `expression: ${formatText(expression, true)}`,
    ...(value === undefined ? [] : [`value: ${value}`]),
    ...(value_to === undefined ? [] : [`value_to: ${value_to}`]),
    `qualifier: ${qualifier}`,
    "measure:",
  ];
  return [
    ...CLAIM_HEAD,
    "    predicate: has_quantity",
    "    quantity:",
    ...parts.map((part) => `      ${part}`),
  ];
}

const CLAIM_HEAD = ["  - id:", "    subject:"];

function quoteLines({ sentence }: Occurrence): string[] {
  const folded = foldText(sentence, LINE_WIDTH - 6);
  return folded === undefined
    ? [`    quote: ${formatText(sentence, false)}`]
    : ["    quote: >-", ...folded.map((line) => `      ${line}`)];
}

const placeOf = ({ line, column }: Occurrence): string => `${line}:${column}`;
const times = (count: number): string => (count === 1 ? "" : `, ${count} times`);

/** A proposal only: ids are chosen by people, and then kept. */
const slugOf = (form: string): string =>
  form
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[\p{M}’']/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
