import { compareText, type Edtf, edtfBounds, parseEdtf } from "@sourcebook/schema";
import type { Claim, Documentary } from "../records/documentary.ts";

/** A date that claims of what happened bear, stated or inferred. */
export interface DateMark {
  /** In EDTF, as the claims have it. */
  readonly date: string;
  readonly basis: "stated" | "inferred";
  /** Marked `~`, `?` or `%`. */
  readonly isUncertain: boolean;
  readonly place: DatePlace;
  /** At least one, by id. */
  readonly claims: readonly Claim[];
}

/** Where a date can be drawn: days of a year counted from 0 (1 January) to 366, as in a leap year. */
export type DatePlace =
  /** Within a year, or within any year where none is printed. */
  | { readonly kind: "year" | "yearless"; readonly year: string; readonly days: Span }
  /** Over several years, in years and their fractions; an end that is open has no number. */
  | { readonly kind: "span"; readonly first?: number; readonly last?: number };

export interface Span {
  readonly first: number;
  /** Of the last day, plus one: 0 to 366 is the whole year. */
  readonly last: number;
}

/**
 * Claims that affirm that something happened, by what they say: plans, hopes, allegations and denials never are.
 *
 * @param happened the modalities that speak of what happened
 */
export function toldClaims(
  { claims }: Pick<Documentary, "claims">,
  happened: ReadonlySet<string>,
): readonly Claim[] {
  return [...claims.values()].filter(
    ({ row }) => row.polarity === "affirmed" && happened.has(row.modality),
  );
}

/** The dates of claims in the order in which they are drawn. A claim with both dates is under both. */
export function dateMarks(claims: readonly Claim[]): readonly DateMark[] {
  const groups = new Map<string, { date: string; basis: DateMark["basis"]; claims: Claim[] }>();
  const add = (claim: Claim, date: string | undefined, basis: DateMark["basis"]): void => {
    if (date === undefined) return;
    const key = `${basis} ${date}`;
    const group = groups.get(key) ?? { date, basis, claims: [] };
    group.claims.push(claim);
    groups.set(key, group);
  };
  for (const claim of claims) {
    add(claim, claim.row.date, "stated");
    add(claim, claim.row.date_inferred, "inferred");
  }
  const marks = [...groups.values()].map((group): DateMark => {
    const parsed = parseEdtf(group.date);
    if (parsed.kind === "fault") throw new Error(`${group.date} is no date`);
    return { ...group, isUncertain: isUncertain(parsed), place: placeOf(group.date, parsed) };
  });
  return marks.toSorted(
    (a, b) =>
      compareText(orderOf(a), orderOf(b)) ||
      compareText(a.basis, b.basis) * -1 ||
      compareText(a.date, b.date),
  );
}

function placeOf(text: string, date: Edtf): DatePlace {
  if (date.kind === "date" && date.year === "XXXX") {
    const inLeapYear = parseEdtf(text.replaceAll("XXXX", "2000"));
    const { earliest = "2000-01-01", latest = "2000-12-31" } =
      inLeapYear.kind === "fault" ? {} : edtfBounds(inLeapYear);
    // A winter that reaches into January is drawn up to the end of its year.
    const last = latest.startsWith("2000") ? dayOfYear(latest) + 1 : 366;
    return { kind: "yearless", year: "XXXX", days: { first: dayOfYear(earliest), last } };
  }
  const { earliest, latest } = edtfBounds(date);
  if (earliest && latest && earliest.slice(0, 4) === latest.slice(0, 4)) {
    const days = { first: dayOfYear(earliest), last: dayOfYear(latest) + 1 };
    return { kind: "year", year: earliest.slice(0, 4), days };
  }
  return {
    kind: "span",
    ...(earliest && { first: yearFraction(earliest, 0) }),
    ...(latest && { last: yearFraction(latest, 1) }),
  };
}

function isUncertain(date: Edtf): boolean {
  if (date.kind === "date") return date.uncertain || date.approximate;
  if (date.kind !== "interval") return date.members.some(isUncertain);
  return [date.start, date.end].some((end) => typeof end !== "string" && isUncertain(end));
}

/** Of a day `YYYY-MM-DD`, as if every year had a 29 February: the same day is at the same place in all. */
function dayOfYear(day: string): number {
  return (Date.parse(`2000-${day.slice(5)}T00:00:00Z`) - Date.UTC(2000, 0, 1)) / 86_400_000;
}

const yearFraction = (day: string, more: 0 | 1): number =>
  Number(day.slice(0, 4)) + (dayOfYear(day) + more) / 366;

function orderOf({ place }: DateMark): string {
  const pad = (value: number): string => value.toFixed(4).padStart(10, "0");
  if (place.kind !== "span")
    return `${place.year} ${pad(place.days.first)} ${pad(place.days.last)}`;
  return `${pad(place.first ?? 0)} ${pad(place.last ?? 9999)}`;
}
