import {
  type CodelistEntry,
  compareText,
  type Dataset,
  type Field,
  type Row,
} from "@sourcebook/schema";
import { formatCsv } from "../format-csv.ts";
import { usedCodelists } from "../formats/dictionary-tables.ts";
import type { PlannedFile } from "../release-plan.ts";

/** The codelists that the tables of a release draw on, each as CSV: what its codes mean, and which are deprecated. */
export function planCodelists({ tables, model }: Dataset): PlannedFile[] {
  return usedCodelists(tables, model).map((list) => ({
    path: `codelists/${list}.csv`,
    resource: {
      name: `${list}-codelist`,
      title: `Codelist ${list}`,
      description: `The codes of ${list}, and what they mean.`,
      format: "csv",
      mediatype: "text/csv",
    },
    content: () => formatCodelist(model.codelists[list] ?? []),
  }));
}

const formatCodelist = (entries: readonly CodelistEntry[]) => {
  const further = new Set(entries.flatMap((entry) => Object.keys(entry)));
  const names = new Set([...firstColumns, ...[...further].toSorted(compareText)]);
  return formatCsv([...names].map(textField), inOneBatch(entries));
};

const firstColumns = ["code", "title", "description", "deprecated", "replaced_by"] as const;

const textField = (name: string): Field => ({
  name,
  type: "string",
  title: name,
  description: "",
  required: false,
  examples: [],
  definitionVersion: 1,
});

async function* inOneBatch(entries: readonly CodelistEntry[]): AsyncGenerator<readonly Row[]> {
  // An empty cell is not stated: no text is empty.
  yield entries.map((entry) =>
    Object.fromEntries(
      Object.entries(entry).flatMap(([name, cell]) =>
        cell === undefined || cell === "" ? [] : [[name, cell]],
      ),
    ),
  );
}
