import type { Model } from "../src/model.ts";

/** Writes the codelists as typed constants, and the union of the codes of each. */
export function emitCodelists({ codelists }: Model): string {
  const lists = Object.entries(codelists);
  return [
    'import type { CodelistEntry } from "../model.ts";',
    "",
    "/** The codes of each codelist. */",
    "export interface Codes {",
    ...lists.map(
      ([name, entries]) =>
        `  readonly ${name}: ${entries.map(({ code }) => JSON.stringify(code)).join(" | ")};`,
    ),
    "}",
    "",
    '/** A code of a codelist: `Code<"modalities">`. */',
    "export type Code<List extends keyof Codes> = Codes[List];",
    "",
    "/** Every codelist, its entries in the order of its file. */",
    "export const codelists: {",
    "  readonly [List in keyof Codes]: readonly (CodelistEntry & { readonly code: Codes[List] })[];",
    `} = ${JSON.stringify(codelists, null, 2)};`,
    "",
  ].join("\n");
}
