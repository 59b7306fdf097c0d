import type { Model } from "@sourcebook/schema";
import { groupBy } from "../group-by.ts";
import type { IssueList } from "../issue-list.ts";
import { showPlace } from "./check-references.ts";
import { type LocatedRow, placeOf } from "./located-row.ts";

/** Warns of entities that nothing refers to: mostly a leftover, or a misspelt id elsewhere. */
export function checkOrphans(rows: readonly LocatedRow[], model: Model, issues: IssueList): void {
  const used = new Set<unknown>();
  for (const [table, tableRows] of groupBy(rows, ({ table }) => table)) {
    const toEntities = model.tables[table]?.foreignKeys.filter(
      ({ reference }) => reference.table === "entities",
    );
    for (const [field = ""] of toEntities?.map(({ fields }) => fields) ?? []) {
      for (const { row } of tableRows) {
        const cell = row[field];
        if (Array.isArray(cell)) for (const id of cell) used.add(id);
        else used.add(cell);
      }
    }
  }
  for (const row of rows) {
    const id = String(row.row.id);
    if (row.table !== "entities" || used.has(id)) continue;
    const words = {
      message: `Nothing refers to the entity ${id}.`,
      fix: "Refer to it in a record, or remove it.",
      field: "id",
      value: id,
    };
    issues.add("orphaned-entity", placeOf(row, "id"), words, "warning");
  }
}

/** Warns of claims that rest on words which the source file lists as belonging to the web page. */
export function checkChrome(rows: readonly LocatedRow[], issues: IssueList): void {
  const chrome = rows.filter(({ table, row }) => table === "passages" && row.kind === "chrome");
  const bySource = groupBy(chrome, ({ row }) => row.source_id);
  for (const evidence of rows) {
    if (evidence.table !== "evidence") continue;
    const { source_id: sourceId, start, end } = evidence.row;
    const passage = bySource
      .get(sourceId)
      ?.find(({ row }) => Number(row.start) < Number(end) && Number(start) < Number(row.end));
    if (passage === undefined) continue;
    const words = {
      message: `The quote lies in words that ${showPlace(passage.at)} lists as chrome.`,
      fix: "Quote the article itself, or take the passage off the list.",
    };
    issues.add("evidence-in-chrome", evidence.at, words, "warning");
  }
}

/** Reports retired ids that are in use, and replacements that do not exist. */
export function checkRetired(rows: readonly LocatedRow[], model: Model, issues: IssueList): void {
  const ids = new Map<string, LocatedRow>();
  for (const row of rows) {
    if (typeof row.row.id === "string" && row.table !== "retired_ids") {
      ids.set(`${row.table} ${row.row.id}`, row);
    }
  }
  const retired = rows.filter(({ table }) => table === "retired_ids");
  const retiredIds = new Set(retired.map(({ row }) => `${row.table} ${row.id}`));
  for (const entry of retired) {
    const { table, id, replaced_by: replacedBy } = entry.row;
    if (!Object.hasOwn(model.tables, String(table))) {
      issues.add("unknown-reference", placeOf(entry, "table"), {
        message: `There is no table ${String(table)}.`,
        fix: `The tables with ids are ${tablesWithIds(model).join(", ")}.`,
        field: "table",
        value: String(table),
      });
      continue;
    }
    const user = ids.get(`${table} ${id}`);
    if (user !== undefined) {
      issues.add("retired-id-used", placeOf(user, "id"), {
        message: `The id ${String(id)} was retired at ${showPlace(entry.at)} and is never used again.`,
        fix: "Choose a new id.",
        field: "id",
        value: String(id),
      });
    }
    if (replacedBy === undefined) continue;
    const target = `${table} ${replacedBy}`;
    if (ids.has(target) || retiredIds.has(target)) continue;
    issues.add("unknown-reference", placeOf(entry, "replaced_by"), {
      message: `There is no ${String(replacedBy)} in the table ${String(table)}.`,
      fix: "Name the id that is used instead.",
      field: "replaced_by",
      value: String(replacedBy),
    });
  }
}

const tablesWithIds = (model: Model) =>
  Object.values(model.tables)
    .filter(({ primaryKey }) => primaryKey.length === 1 && primaryKey[0] === "id")
    .map(({ name }) => name);
