import type { TableDefinition } from "@sourcebook/schema";
import type { AssertionChecker } from "../check-assertions.ts";
import type { KeyStore } from "../check-keys.ts";
import { makeShards } from "./make-shards.ts";
import { mergeShards, type ProvedTable } from "./merge-shards.ts";
import { keysIn } from "./read-keys.ts";
import type { UnprovedTable } from "./read-shard.ts";
import type { Workshop } from "./workshop.ts";

export interface ProofOptions {
  readonly workshop: Workshop;
  readonly store: KeyStore;
  readonly checkers: readonly AssertionChecker[];
  /** The fields of the table that foreign keys refer to. */
  readonly referenced: readonly (readonly string[])[];
}

/**
 * Reads a large table in threads, and proves that there is nothing wrong with it.
 *
 * Threads look at parts of files and at keys alone; what is wrong with a row, where, and which of several faults
 * comes first, only the plain way can say. So they say nothing but yes.
 *
 * @returns nothing when the table is small, or when something may be wrong with it: then nothing has changed
 */
export async function proveTable(
  table: UnprovedTable,
  options: ProofOptions,
): Promise<ProvedTable | undefined> {
  const { definition } = table;
  const { workshop, store, checkers, referenced } = options;
  if (!isWithinReach(table, options)) return undefined;
  const shards = await makeShards(table, workshop);
  if (shards === undefined) return undefined;
  const proved = await mergeShards(shards, definition, workshop);
  if (proved === undefined) return undefined;
  const index = store.indexOf(definition.name, definition.primaryKey);
  if (referenced.length > 0) for (const key of keysIn(shards, definition)) index.add(key, nowhere);
  if (!referencesHold(definition, proved, store)) {
    index.clear();
    return undefined;
  }
  for (const { filled } of proved.tallies) {
    for (const [number, checker] of checkers.entries()) checker.addCounts(0, filled[number] ?? []);
  }
  for (const checker of checkers) checker.addCounts(proved.rows, []);
  return proved;
}

/** Whether a table is large enough for threads, and what it asks for can be proved by them. */
function isWithinReach(
  { definition, inputs, assertions, sizeOf }: UnprovedTable,
  { workshop, store, referenced }: ProofOptions,
): boolean {
  const { name, primaryKey, uniqueKeys, foreignKeys } = definition;
  const bytes = inputs.reduce((sum, { path }) => sum + (sizeOf(path) ?? 0), 0);
  return (
    bytes >= workshop.leastBytes &&
    inputs.every(({ format }) => format === "csv") &&
    uniqueKeys.length === 0 &&
    assertions.every(({ unique }) => unique.length === 0) &&
    referenced.every((key) => String(key) === String(primaryKey)) &&
    foreignKeys.every(({ reference }) => reference.table === name || store.hasRead(reference.table))
  );
}

function referencesHold(
  { name, foreignKeys }: TableDefinition,
  { tallies }: ProvedTable,
  store: KeyStore,
): boolean {
  return foreignKeys.every(({ reference: { table, fields } }, number) => {
    if (table !== name && store.isIncomplete(table)) return true;
    const index = store.indexOf(table, fields);
    return tallies.every(({ references }) => {
      for (const key of references[number] ?? []) if (!index.has(key)) return false;
      return true;
    });
  });
}

// A place is asked for only where a key is given twice, and here none is.
const nowhere = { file: 0, row: 0, line: 0, column: 0 };
