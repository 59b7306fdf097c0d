import type { InputFile, Model, RowValidator, Table, WorkOptions } from "@sourcebook/schema";
import type { IssueList } from "../issue-list.ts";
import type { TableAssertions } from "./assertions.ts";
import { createTable, type RowSorter, sortInMemory } from "./checked-table.ts";
import { HashedInputs } from "./hashed-inputs.ts";
import { orderTables } from "./order-tables.ts";
import { type LocatedInput, resolveInputs } from "./read-rows.ts";
import { RejectedRows, type RejectSink } from "./rejects.ts";
import { writtenTable } from "./shards/merge-shards.ts";
import type { Workshop } from "./shards/workshop.ts";
import type { TableFiles } from "./table-files.ts";
import { type CountedRows, TablePass } from "./table-pass.ts";
import type { TableSource } from "./table-source.ts";

/** A project whose rows stand in files of tables. */
export interface TableProject {
  readonly model: Model;
  readonly validators: Readonly<Record<string, RowValidator>>;
  readonly sources: readonly TableSource[];
  readonly assertions: readonly TableAssertions[];
}

export interface TableOptions extends WorkOptions {
  /**
   * Takes the rows that have errors, with their bytes and reasons. Then they are left out of the tables
   * and their issues are warnings; without it every error stands in the way.
   */
  readonly rejects?: RejectSink | undefined;
  /** Orders rows that are not in the order of their keys; in memory unless given. */
  readonly sort?: RowSorter | undefined;
  /** Reads large tables in threads; without it all are read where we are. */
  readonly workshop?: Workshop | undefined;
}

/** What the files of a project hold; to be used only when no issue is an error. */
export interface CheckedTables {
  /** Every table of the model, in its order. */
  readonly tables: readonly Table[];
  /** The files that were read, ordered by path. */
  readonly inputs: readonly InputFile[];
  /** By table. */
  readonly counts: ReadonlyMap<string, CountedRows>;
}

/**
 * Reads all tables of a project once and checks them: bytes, structure, types, schemas, keys across tables
 * and assertions. No row is kept: memory holds keys, not data.
 *
 * @returns tables that read their files again when they are asked for their rows
 */
export async function checkTables(
  project: TableProject,
  files: TableFiles,
  issues: IssueList,
  options: TableOptions = {},
): Promise<CheckedTables> {
  const { model, sources } = project;
  const inputs = new Map<string, readonly LocatedInput[]>();
  const incomplete = new Set<string>();
  for (const source of sources) {
    const found = resolveInputs(source, files, issues);
    if (found.length === 0) incomplete.add(source.table);
    inputs.set(source.table, [...(inputs.get(source.table) ?? []), ...found]);
  }
  const hashed = new HashedInputs(files);
  const rejected = new RejectedRows();
  const order = orderTables(model);
  const work = { onProgress: options.onProgress, signal: options.signal };
  const passOptions = {
    project,
    order,
    inputs,
    incomplete,
    files: hashed,
    rejected,
    work,
  };
  if (options.rejects !== undefined && order.hasCircle) {
    // A row may refer to one that turns out to be rejected, and so be rejected itself, and so on.
    let isStable = false;
    while (!isStable) {
      isStable = await new TablePass({ ...passOptions, rejects: () => {} }).run();
    }
  }
  const { rejects, workshop } = options;
  const pass = new TablePass({
    ...passOptions,
    issues,
    rejects,
    // What earlier passes have rejected, threads know nothing of.
    workshop: rejects !== undefined && order.hasCircle ? undefined : workshop,
  });
  await pass.run();
  return {
    tables: Object.values(model.tables).map((definition) => {
      const written = pass.proved.get(definition.name)?.written;
      if (written !== undefined) return writtenTable(definition, written);
      return createTable({
        definition,
        rows: pass.counts.get(definition.name)?.rows ?? 0,
        inputs: inputs.get(definition.name) ?? [],
        files: hashed,
        rejected,
        isSorted: pass.isSorted(definition.name),
        sort: options.sort ?? sortInMemory,
      });
    }),
    inputs: hashed.all(),
    counts: pass.counts,
  };
}
