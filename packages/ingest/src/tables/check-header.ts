import { showValue } from "@sourcebook/schema";
import type { FileFault, FilePlace } from "./raw-table.ts";

/** Finds names of columns that are blank, padded or given twice. */
export function checkHeader(
  header: readonly string[],
  placeOf: (column: number) => FilePlace,
): readonly FileFault[] {
  const first = new Map<string, number>();
  return header.flatMap((label, index): FileFault[] => {
    const at = placeOf(index);
    const name = trimLabel(label);
    if (name === "") {
      return [
        {
          code: "header-blank",
          severity: "error",
          message: `Column ${index + 1} has no name.`,
          fix: "Name it, or remove the column.",
          ...at,
        },
      ];
    }
    const faults: FileFault[] = [];
    if (name !== label) {
      faults.push({
        code: "header-padded",
        severity: "error",
        message: `The name of column ${index + 1} has spaces or invisible characters around it.`,
        fix: `Write it as \`${showValue(name)}\`.`,
        value: showValue(label),
        ...at,
      });
    }
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, index);
    else {
      faults.push({
        code: "header-duplicate",
        severity: "error",
        message: `Column ${index + 1} has the same name as column ${earlier + 1}.`,
        fix: "Give each column a name of its own.",
        value: showValue(label),
        ...at,
      });
    }
    return faults;
  });
}

/** The name that was meant: without white space, marks of byte order and other invisible characters around it. */
export function trimLabel(label: string): string {
  return label.replace(/^[\p{White_Space}\p{Cf}]+|[\p{White_Space}\p{Cf}]+$/gu, "");
}
