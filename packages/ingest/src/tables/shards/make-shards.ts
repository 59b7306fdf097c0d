import { shardName } from "./fingerprint.ts";
import { readShard, type Shard, type UnprovedTable } from "./read-shard.ts";
import type { ShardCache } from "./shard-cache.ts";
import type { Workshop } from "./workshop.ts";

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
  if (cache === undefined) return await readAll(table, workshop);
  const names = table.inputs.map((input) => shardName(table, input, workshop));
  const taken: KeptShard[] = [];
  for (const [index, { path }] of table.inputs.entries()) {
    taken.push(await takeShard(table, path, workshop, cache, names[index] ?? ""));
  }
  const shards: Shard[] = [];
  for (const [index, input] of table.inputs.entries()) {
    const kept = await taken[index]?.verified;
    const shard = kept ?? (await readShard(table, input, workshop));
    if (shard === undefined) return undefined;
    shards.push(shard);
    const file = table.hashOf(input.path);
    if (kept === undefined && file !== undefined) await cache.keep(names[index] ?? "", file, shard);
  }
  return shards;
}

async function readAll(
  table: UnprovedTable,
  workshop: Workshop,
): Promise<readonly Shard[] | undefined> {
  const shards: Shard[] = [];
  for (const input of table.inputs) {
    const shard = await readShard(table, input, workshop);
    if (shard === undefined) return undefined;
    shards.push(shard);
  }
  return shards;
}

/** A shard that an earlier run has kept, if it turns out to be as it was. */
interface KeptShard {
  readonly verified: Promise<Shard | undefined>;
}

/** Takes what was kept of a file, if the file is the same. Threads verify it while the next file is looked at. */
async function takeShard(
  table: UnprovedTable,
  path: string,
  workshop: Workshop,
  cache: ShardCache,
  name: string,
): Promise<KeptShard> {
  const none = { verified: Promise.resolve(undefined) };
  const found = await cache.find(name);
  if (found === undefined || found.input.bytes !== table.sizeOf(path)) return none;
  // The bytes alone say whether a file is the same; its time does not.
  for await (const chunk of table.open(path).open({ reusesMemory: true })) void chunk;
  if (table.hashOf(path)?.sha256 !== found.input.sha256) return none;
  const { folder } = await workshop.nextShard();
  if (!(await cache.take(name, found, folder))) return none;
  const { files } = found.shard;
  const { done } = await workshop.pool.run({ kind: "verify", folder, files });
  const verified = done.then((result) => {
    if (!("isSound" in result && result.isSound)) return undefined;
    table.step(found.shard.rows);
    return { ...found.shard, folder };
  });
  verified.catch(() => {});
  return { verified };
}
