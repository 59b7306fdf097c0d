import type { Issue } from "./issue.ts";
import type { CodelistEntry } from "./model.ts";
import { schemaIssue } from "./schema-issue.ts";

/** Checks codelists: every code once, with its words, and replaced only by a code that is there. */
export function lintCodelists(
  codelists: Readonly<Record<string, readonly CodelistEntry[]>>,
): readonly Issue[] {
  return Object.entries(codelists).flatMap(([name, entries]) => {
    const firstOf = new Map(entries.map(({ code }, index) => [code, index] as const).toReversed());
    const issue = (entry: CodelistEntry, message: string, fix: string): Issue =>
      schemaIssue({ file: `codelists/${name}.csv` }, "codelist-invalid", message, fix, {
        value: entry.code,
      });
    return entries.flatMap((entry, index) => [
      ...(firstOf.get(entry.code) !== index
        ? [issue(entry, "A codelist has a code twice.", "Remove one.")]
        : []),
      ...(/^\S(?:.*\S)?$/u.test(entry.code) && !entry.code.includes(";")
        ? []
        : [
            issue(
              entry,
              "A code is empty, has spaces around it, or has a semicolon, which separates the items of a list.",
              "Write it as one word, best in snake_case.",
            ),
          ]),
      ...(["title", "description"] as const)
        .filter((column) => (entry[column] ?? "").trim() === "")
        .map((column) => issue(entry, `A code has no ${column}.`, "Add it.")),
      ...(entry.replaced_by === undefined || firstOf.has(entry.replaced_by)
        ? []
        : [
            issue(
              entry,
              "A code is replaced by one that the list does not have.",
              `Add \`${entry.replaced_by}\`, or name another.`,
            ),
          ]),
      ...(entry.replaced_by !== undefined && entry.deprecated === undefined
        ? [
            issue(
              entry,
              "A code is replaced, but not deprecated.",
              "Give the version in `deprecated`.",
            ),
          ]
        : []),
    ]);
  });
}
