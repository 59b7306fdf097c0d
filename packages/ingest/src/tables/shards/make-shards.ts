import type { LocatedInput } from "../read-rows.ts";
import { shardName } from "./fingerprint.ts";
import { readShard, type Shard, type UnprovedTable } from "./read-shard.ts";
import type { KeptShard, ShardCache } from "./shard-cache.ts";
import type { Workshop } from "./workshop.ts";

/** A file of a table on its way to a shard. */
interface FileWork {
  readonly input: LocatedInput;
  /** Under which it is kept. */
  readonly name: string;
  /** What an earlier run has made of it, where it is as long as it was. */
  readonly kept?: KeptShard | undefined;
  shard?: Shard | undefined;
}

/**
 * Takes what earlier runs have made of the files of a table, and has threads read those that are new or have
 * changed.
 *
 * @returns nothing when it cannot be proved that all is right with one of them
 */
export async function makeShards(
  table: UnprovedTable,
  workshop: Workshop,
): Promise<readonly Shard[] | undefined> {
  const cache = await workshop.cache();
  const files: FileWork[] = [];
  for (const input of table.inputs) {
    files.push(cache ? await findKept(table, input, workshop, cache) : { input, name: "" });
  }
  const fresh = files.filter(({ kept }) => kept === undefined);
  // Threads read what has changed for certain while the rest is looked at.
  await Promise.all([
    readFiles(table, fresh, workshop),
    cache && takeKept(table, files, workshop, cache),
  ]);
  if (fresh.some(({ shard }) => shard === undefined)) return undefined;
  const changed = files.filter(({ shard }) => shard === undefined);
  await readFiles(table, changed, workshop);
  if (cache) await keepAll(table, [...fresh, ...changed], cache);
  const shards = files.flatMap(({ shard }) => shard ?? []);
  return shards.length === files.length ? shards : undefined;
}

/** Has threads read files, one behind the other, until one of them cannot be proved. */
async function readFiles(
  table: UnprovedTable,
  files: readonly FileWork[],
  workshop: Workshop,
): Promise<void> {
  const readings: Promise<void>[] = [];
  let isProved = true;
  for (const file of files) {
    if (!isProved) break;
    const { done } = await readShard(table, file.input, workshop);
    const reading = done.then((shard) => {
      file.shard = shard;
      isProved &&= shard !== undefined;
    });
    // Told below, when all files have been begun.
    reading.catch(() => {});
    readings.push(reading);
  }
  await Promise.all(readings);
}

async function findKept(
  table: UnprovedTable,
  input: LocatedInput,
  workshop: Workshop,
  cache: ShardCache,
): Promise<FileWork> {
  const name = shardName(table, input, workshop);
  const kept = await cache.find(name);
  return kept?.input.bytes === table.sizeOf(input.path) ? { input, name, kept } : { input, name };
}

/** Takes what was kept of files that are the same. Threads verify it while the next file is looked at. */
async function takeKept(
  table: UnprovedTable,
  files: readonly FileWork[],
  workshop: Workshop,
  cache: ShardCache,
): Promise<void> {
  const verifications: Promise<void>[] = [];
  for (const file of files) {
    const { input, name, kept } = file;
    if (kept === undefined) continue;
    // The bytes alone say whether a file is the same; its time does not.
    for await (const chunk of table.open(input.path).open({ reusesMemory: true })) void chunk;
    if (table.hashOf(input.path)?.sha256 !== kept.input.sha256) continue;
    const { folder } = await workshop.nextShard();
    if (!(await cache.take(name, kept, folder))) continue;
    const { done } = await workshop.pool.run({ kind: "verify", folder, files: kept.shard.files });
    const verification = done.then((result) => {
      if (!("isSound" in result && result.isSound)) return;
      table.step(kept.shard.rows);
      file.shard = { ...kept.shard, folder };
    });
    verification.catch(() => {});
    verifications.push(verification);
  }
  await Promise.all(verifications);
}

async function keepAll(
  table: UnprovedTable,
  files: readonly FileWork[],
  cache: ShardCache,
): Promise<void> {
  let isNew = false;
  for (const { input, name, shard } of files) {
    const file = table.hashOf(input.path);
    if (shard === undefined || file === undefined) continue;
    await cache.keep(name, file, shard);
    isNew = true;
  }
  if (isNew) await cache.prune();
}
