import { compareText, type Dataset, type Row } from "@sourcebook/schema";

/** A dataset as its next version, with the rows of some tables edited; keys are kept in order. */
export function nextVersion(
  dataset: Dataset,
  version: string,
  edits: Readonly<Record<string, (rows: readonly Row[]) => readonly Row[]>>,
): Dataset {
  const tables = dataset.tables.map((table) => {
    const edit = edits[table.definition.name];
    if (edit === undefined) return table;
    const { definition } = table;
    return {
      definition,
      async *batches() {
        const rows: Row[] = [];
        for await (const batch of table.batches()) rows.push(...batch);
        yield edit(rows).toSorted((a, b) => compareText(keyOf(a), keyOf(b)));
      },
    };
    function keyOf(row: Row): string {
      return definition.primaryKey.map((field) => String(row[field])).join("\n");
    }
  });
  return { ...dataset, version, tables };
}

/** The second version of the harbour: a label mended, one claim withdrawn, one entity merged, one lost. */
export function nextHarbour(harbour: Dataset): Dataset {
  const withdrawn = "letter-1921.fire-not-on-2-may";
  const without = (rows: readonly Row[]) => rows.filter(({ claim_id }) => claim_id !== withdrawn);
  return nextVersion(harbour, "2.0.0", {
    claims: (rows) => rows.filter(({ id }) => id !== withdrawn),
    attributions: without,
    evidence: without,
    quantities: without,
    conflict_members: () => [],
    entities: (rows) =>
      rows.flatMap((row) => {
        if (row.id === "town-council") return [];
        return row.id === "north-quay" ? [{ ...row, label: "North Quay of the harbour" }] : [row];
      }),
    names: (rows) => rows.filter(({ entity_id }) => entity_id !== "town-council"),
    conflicts: (rows) => rows.filter(({ id }) => id !== "number-of-boats"),
    retired_ids: () => [
      {
        table: "claims",
        id: withdrawn,
        status: "withdrawn",
        since: "2.0.0",
        reason: "The <b>letter</b> was misread.",
      },
      {
        table: "entities",
        id: "town-council",
        status: "merged",
        replaced_by: "port-gazette",
        since: "2.0.0",
        reason: "One and the same.",
      },
    ],
  });
}
