import { showValue } from "@sourcebook/schema";
import type { FileFault, FilePlace } from "./raw-table.ts";

/** Finds names of columns that are blank, padded or given twice. */
export function checkHeader(
  header: readonly string[],
  placeOf: (column: number) => FilePlace,
): readonly FileFault[] {
  const first = new Map<string, number>();
  const faults: FileFault[] = [];
  let rest = 0;
  for (const [index, label] of header.entries()) {
    const name = trimLabel(label);
    const earlier = first.get(name);
    if (name !== "" && earlier === undefined) first.set(name, index);
    for (const words of labelFaults(label, name, index, earlier)) {
      if (faults.length < MAX_FAULTS)
        faults.push({ ...words, severity: "error", ...placeOf(index) });
      else rest += 1;
    }
  }
  const last = faults.at(-1);
  if (last !== undefined && rest > 0) {
    faults.push({ ...last, message: `${rest} more faults follow in the header.` });
  }
  return faults;
}

// A line of a million delimiters is no header: the first of its faults say so.
const MAX_FAULTS = 100;

type Words = Pick<FileFault, "code" | "message" | "fix" | "value">;

function* labelFaults(
  label: string,
  name: string,
  index: number,
  earlier: number | undefined,
): Generator<Words> {
  if (name === "") {
    const message = `Column ${index + 1} has no name.`;
    yield { code: "header-blank", message, fix: "Name it, or remove the column." };
    return;
  }
  if (name !== label) {
    yield {
      code: "header-padded",
      message: `The name of column ${index + 1} has spaces or invisible characters around it.`,
      fix: `Write it as \`${showValue(name)}\`.`,
      value: showValue(label),
    };
  }
  if (earlier !== undefined) {
    yield {
      code: "header-duplicate",
      message: `Column ${index + 1} has the same name as column ${earlier + 1}.`,
      fix: "Give each column a name of its own.",
      value: showValue(label),
    };
  }
}

/** The name that was meant: without white space, byte order marks and other invisible characters around it. */
export function trimLabel(label: string): string {
  let start = 0;
  let end = label.length;
  while (start < end && PADDING.test(label[start] ?? "")) start += 1;
  while (end > start && PADDING.test(label[end - 1] ?? "")) end -= 1;
  return label.slice(start, end);
}

const PADDING = /[\p{White_Space}\p{Cf}]/u;
