import { isObject } from "./json-schema.ts";
import type { CodelistEntry, Field, TableDefinition } from "./model.ts";
import type { RowFault, RowValidator } from "./row-fault.ts";
import { showValue } from "./show-value.ts";
import { closest } from "./suggest.ts";

/**
 * Makes a validator for those who write rows, beside the schema's own: a code that an extensible list does not
 * have is an error, a deprecated code or field a warning.
 *
 * A reader does without it: rows of a later version may have codes that this one does not know.
 */
export function writerValidator(
  { fields }: TableDefinition,
  codelists: Readonly<Record<string, readonly CodelistEntry[]>>,
): RowValidator {
  const watched = fields.flatMap((field) => {
    const entries = codelists[field.codelist ?? ""] ?? [];
    const isWatched = field.codelist !== undefined || field.deprecated !== undefined;
    return isWatched
      ? [{ field, codes: new Map(entries.map((entry) => [entry.code, entry])) }]
      : [];
  });
  return (row) => {
    if (!isObject(row)) return [];
    const faults: RowFault[] = [];
    for (const { field, codes } of watched) {
      if (!Object.hasOwn(row, field.name)) continue;
      if (field.deprecated) faults.push(deprecatedField(field));
      const cell = row[field.name];
      for (const code of Array.isArray(cell) ? cell : [cell]) {
        const fault = typeof code === "string" ? codeFault(field, code, codes) : undefined;
        if (fault !== undefined) faults.push(fault);
      }
    }
    return faults;
  };
}

function deprecatedField({ name, deprecated }: Field): RowFault {
  return {
    code: "field-deprecated",
    severity: "warning",
    field: name,
    message: `\`${name}\` is deprecated since ${deprecated?.since}.`,
    fix: deprecated?.description ?? "Leave it out.",
  };
}

function codeFault(
  { name, codelist, extensible }: Field,
  code: string,
  codes: ReadonlyMap<string, CodelistEntry>,
): RowFault | undefined {
  if (codelist === undefined) return undefined;
  const entry = codes.get(code);
  // The schema itself refuses what a closed list does not have.
  if (entry === undefined ? extensible !== true : entry.deprecated === undefined) return undefined;
  const place = { field: name, value: showValue(code) };
  if (entry !== undefined)
    return {
      code: "code-deprecated",
      severity: "warning",
      ...place,
      message: `A code of \`${name}\` is deprecated since ${entry.deprecated}.`,
      fix: entry.replaced_by ? `Use \`${entry.replaced_by}\`.` : entry.description,
    };
  const meant = closest(code, codes.keys());
  return {
    code: "cell-code",
    ...place,
    message: `\`${name}\` has a value that is not in its list.`,
    fix: meant
      ? `Did you mean \`${meant}\`?`
      : `Choose a code from ${codelist}, or add this one to codelists/${codelist}.csv.`,
  };
}
