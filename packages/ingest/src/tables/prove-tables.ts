// EDGE: puts keys aside on disk while tables are read in threads.
import { isSourcebookError, type Model, type RowWork } from "@sourcebook/schema";
import { isSystemError } from "../io-error.ts";
import { KeyStore } from "./check-keys.ts";
import { orderTables, referencedFields } from "./order-tables.ts";
import { proveTable } from "./shards/prove-table.ts";
import { Workshop, type WorkshopOptions, worthThreads } from "./shards/workshop.ts";
import type { TableFiles } from "./table-files.ts";
import { plainSource } from "./table-source.ts";

/** Tables as a release has them: each is one file of CSV. */
export interface ReleasedTables {
  readonly model: Model;
  /** With their sizes. */
  readonly files: TableFiles;
  readonly pathOf: (table: string) => string;
}

export interface ProveOptions extends Pick<WorkshopOptions, "threads" | "pieceBytes"> {
  /** What rows must stand as in their files: as its module stores them. */
  readonly forms: RowWork;
  /** Fewer bytes than this in the largest table are not worth the threads. */
  readonly leastBytes?: number;
}

/**
 * Proves in threads that nothing is wrong with any of the tables: that all rows fit their schema, stand in the order
 * of their keys and are written as a release writes them, that no key is given twice and all references hold.
 *
 * @returns how many rows each table has; nothing when something may be wrong, or none of them is large
 */
export async function proveTables(
  { model, files, pathOf }: ReleasedTables,
  { leastBytes = worthThreads, ...options }: ProveOptions,
): Promise<ReadonlyMap<string, number> | undefined> {
  const order = orderTables(model);
  const sizeOf = (path: string): number => files.sizes?.get(path) ?? 0;
  if (order.tables.every(({ name }) => sizeOf(pathOf(name)) < leastBytes)) return undefined;
  const all = { ...options, compares: true, keeps: false, leastBytes: 0 };
  await using workshop = new Workshop(undefined, all);
  const store = new KeyStore();
  const rows = new Map<string, number>();
  try {
    for (const definition of order.tables) {
      const { name, primaryKey, sortOrder } = definition;
      if (String(sortOrder) !== String(primaryKey)) return undefined;
      const path = pathOf(name);
      const table = {
        definition,
        isBuiltIn: false,
        assertions: [],
        inputs: [{ path, source: plainSource(name, path), format: "csv" as const }],
        open: () => ({ path, open: () => files.open(path) }),
        hashOf: () => undefined,
        sizeOf,
        step: () => {},
      };
      const referenced = referencedFields(order, name);
      const proved = await proveTable(table, { workshop, store, checkers: [], referenced });
      if (proved?.isSorted !== true) return undefined;
      store.begin(name, [path]);
      store.finish(name, true);
      rows.set(name, proved.rows);
    }
  } catch (error) {
    // Without room for keys, or threads, there is no proof; who asks has another way.
    const isRefused = isSourcebookError(error) ? error.code === "IO" : isSystemError(error);
    if (isRefused) return undefined;
    throw error;
  }
  return rows;
}
