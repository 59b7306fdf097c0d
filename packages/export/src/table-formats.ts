import type { Table } from "@sourcebook/schema";
import { csvDialect, formatCsv } from "./format-csv.ts";
import { formatJson } from "./format-json.ts";
import type { PlannedFile } from "./release-plan.ts";
import { tableSchema } from "./table-schema.ts";

/** A form that each table of a release is written in. */
interface TableFormat {
  /** As `exports` of the dataset names it. */
  readonly name: string;
  planTable(table: Table): PlannedFile;
}

/** The canonical form, which every release has: all others are made from the same rows. */
export const canonicalFormat: TableFormat = {
  name: "csv",
  planTable(table) {
    const { definition } = table;
    const { name, title, description, fields } = definition;
    return {
      path: `data/${name}.csv`,
      table: definition,
      resource: {
        name,
        type: "table",
        title,
        description,
        format: "csv",
        mediatype: "text/csv",
        dialect: csvDialect,
        schema: tableSchema(definition),
      },
      content: () => formatCsv(fields, table.batches()),
    };
  },
};

/** All forms, the canonical one first. A new one is an entry here. */
export const tableFormats: readonly TableFormat[] = [
  canonicalFormat,
  {
    name: "json",
    planTable(table) {
      const { definition } = table;
      const { name, title, fields } = definition;
      return {
        path: `json/${name}.json`,
        table: definition,
        resource: {
          name: `${name}-json`,
          title: `${title}, as JSON`,
          description: `The rows of data/${name}.csv, one object a line.`,
          format: "json",
          mediatype: "application/json",
        },
        content: () => formatJson(fields, table.batches()),
      };
    },
  },
];
