import type { CodelistEntry, Model } from "@sourcebook/schema";
import { groupDigits } from "./count-text.ts";
import { code, plain, prose, table } from "./markdown.ts";
import type { TableProfile } from "./profile-table.ts";

/** A section for each codelist: what each code means, and how many rows of which column use it. */
export function codelistSections(
  lists: readonly string[],
  model: Model,
  profiles: readonly TableProfile[],
): string[] {
  return lists.map((name) =>
    codelistSection(name, model.codelists[name] ?? [], usesOf(name, profiles)),
  );
}

/** A column that takes its values from a codelist, and how often each code stands in it. */
interface Use {
  readonly column: string;
  readonly codes: ReadonlyMap<string, number>;
}

function usesOf(name: string, profiles: readonly TableProfile[]): readonly Use[] {
  return profiles.flatMap(({ definition, fields }) =>
    definition.fields
      .filter(({ codelist }) => codelist === name)
      .map((field) => ({
        column: `${definition.name}.${field.name}`,
        codes: fields.get(field.name)?.codes ?? new Map(),
      })),
  );
}

function codelistSection(
  name: string,
  entries: readonly CodelistEntry[],
  uses: readonly Use[],
): string {
  const counts = (entry: CodelistEntry): readonly number[] =>
    uses.map(({ codes }) => codes.get(entry.code) ?? 0);
  const isUsed = (entry: CodelistEntry): boolean => counts(entry).some((count) => count > 0);
  const used = entries.filter(isUsed);
  const unused = entries.filter((entry) => !isUsed(entry));
  const facts = furtherColumns(entries);
  const headings = uses.length === 1 ? ["rows:"] : uses.map(({ column }) => `${code(column)}:`);
  return [
    `## Codelist: ${name}`,
    `Used by ${uses.map(({ column }) => code(column)).join(", ")}.`,
    ...(used.length === 0
      ? []
      : [
          table(
            ["code", "meaning", ...facts, ...headings],
            used.map((entry) => [
              code(entry.code),
              meaning(entry),
              ...facts.map((name) => plain((entry[name] ?? "").replaceAll(";", ", "))),
              ...counts(entry).map(groupDigits),
            ]),
          ),
        ]),
    ...(unused.length === 0
      ? []
      : [`Not used in this version: ${unused.map((entry) => code(entry.code)).join(", ")}.`]),
  ].join("\n\n");
}

/** Columns that this codelist has beyond those of all, such as which codes speak of what happened. */
function furtherColumns(entries: readonly CodelistEntry[]): readonly string[] {
  const names = entries.flatMap((entry) =>
    Object.keys(entry).filter((name) => entry[name] !== undefined && !commonColumns.has(name)),
  );
  return [...new Set(names)];
}

const commonColumns: ReadonlySet<string> = new Set([
  "code",
  "title",
  "description",
  "deprecated",
  "replaced_by",
]);

const meaning = ({ title, description, deprecated }: CodelistEntry): string =>
  [
    `**${plain(title)}.**`,
    prose(description),
    ...(deprecated === undefined ? [] : [`*Deprecated since ${plain(deprecated)}.*`]),
  ]
    .filter((part) => part !== "")
    .join(" ");
