import type { Field } from "@sourcebook/schema";
import { list } from "./markdown.ts";

/** How to read the files and this page; of dates and lists only where there are some. */
export function howToRead(fields: readonly Field[]): string {
  const has = (test: (field: Field) => boolean): boolean => fields.some(test);
  return [
    "## How to read it",
    list([
      "An empty cell means that nothing is stated. It does not mean no, none or zero.",
      ...(has(({ type }) => type === "list")
        ? [
            "In CSV a list is one cell, its items joined by `;`; an item that holds `;` or a quotation mark stands in quotation marks. In JSON and Parquet it is a list.",
          ]
        : []),
      ...(has(({ format }) => format === "edtf")
        ? [
            "Dates in EDTF say as much as is known: `1988` a year, `1988-07` a month, `1988-07-28` a day, `XXXX-07-28` a day without its year, `1988-07/1988-09` a span, `1988~` about a year, `1988?` an uncertain one.",
          ]
        : []),
      ...(has(({ codelist }) => codelist !== undefined)
        ? [
            "Codes are explained in the codelists at the end, with the number of rows that use them.",
          ]
        : []),
      "*Filled* is the share of rows with a value. *Values* says how many distinct ones there are, or from which to which. Examples are from the data, cut where they are long.",
    ]),
  ].join("\n\n");
}
