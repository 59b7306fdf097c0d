import { type EdtfDate, parseEdtf } from "@sourcebook/schema";

/** A date in few words, the year left out where `year` says that it stands beside; EDTF where words would mislead. */
export function dateWords(text: string, year?: string): string {
  const date = parseEdtf(text);
  if (date.kind === "date") return oneDate(date, year) ?? text;
  if (date.kind !== "interval") return text;
  const [start, end] = [date.start, date.end].map((each) =>
    typeof each === "string" ? each : oneDate(each),
  );
  if (start === undefined || end === undefined) return text;
  if (start === "open" && end !== "open" && end !== "unknown") return `until ${end}`;
  if (end === "open" && start !== "open" && start !== "unknown") return `from ${start} on`;
  return [start, end].some((each) => each === "open" || each === "unknown")
    ? text
    : `${start} to ${end}`;
}

function oneDate(date: EdtfDate, beside?: string): string | undefined {
  const { year, month, day, time, uncertain, approximate } = date;
  const isPlain = /^\d{4}$/.test(year) || year === "XXXX";
  if (!isPlain || time !== undefined || day?.includes("X") || month?.includes("X"))
    return undefined;
  const name = month === undefined ? undefined : (months[month] ?? seasons[month]);
  if (month !== undefined && name === undefined) return undefined;
  const parts = [
    ...(day === undefined ? [] : [String(Number(day))]),
    ...(name === undefined ? [] : [name]),
    ...(year === beside && name !== undefined ? [] : [year === "XXXX" ? "no year" : year]),
  ];
  const about = approximate ? "about " : "";
  return `${about}${parts.join(" ")}${uncertain ? "?" : ""}`;
}

const months: Readonly<Record<string, string>> = Object.fromEntries(
  "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
    .split(" ")
    .map((name, index) => [String(index + 1).padStart(2, "0"), name]),
);

const seasons: Readonly<Record<string, string>> = {
  "21": "spring",
  "22": "summer",
  "23": "autumn",
  "24": "winter",
};
