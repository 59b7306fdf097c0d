import { compareRecordKeys, type KeyLayout, RecordCursor } from "./record-cursor.ts";

/**
 * What stands at one key, as the bytes of its records: on one side only, or on both and not the same.
 *
 * They are good until more is asked for.
 */
export interface RecordPair {
  readonly before?: Buffer;
  readonly after?: Buffer;
}

/** Records that two tables have alike, counted, and those that they do not, in key order. */
export interface MetRecords {
  readonly same: number;
  readonly pairs: readonly RecordPair[];
}

/**
 * Walks the canonical CSV of two tables side by side and takes out the records that differ.
 *
 * Where both sides have the same bytes, they are compared as one stretch, and only one side is looked through.
 *
 * @param header of both, with its line end
 * @throws NotCanonical, RecordsOutOfOrder when the bytes are not what canonical CSV holds
 */
export async function* mergeRecords(
  before: AsyncIterable<Uint8Array>,
  after: AsyncIterable<Uint8Array>,
  header: string,
  layout: KeyLayout,
): AsyncGenerator<MetRecords> {
  const left = new RecordCursor(before, layout);
  const right = new RecordCursor(after, layout);
  try {
    await left.open(header);
    await right.open(header);
    while (!left.isEnded || !right.isEnded) {
      await left.fill();
      await right.fill();
      const met = meet(left, right, layout);
      if (met.same > 0 || met.pairs.length > 0) yield met;
    }
  } finally {
    await left.close();
    await right.close();
  }
}

/** Goes on until one side has to read, or what differs is enough for once. */
function meet(left: RecordCursor, right: RecordCursor, layout: KeyLayout): MetRecords {
  const pairs: RecordPair[] = [];
  let same = 0;
  const hasRoom = (): boolean => pairs.length < pairsAtOnce;
  while (left.end > 0 && right.end > 0 && hasRoom()) {
    const skipped = skipSame(left, right);
    same += skipped;
    if (left.end === 0 || right.end === 0) break;
    const order = compareRecordKeys(left.key, right.key, layout);
    pairs.push({
      ...(order <= 0 && { before: left.record }),
      ...(order >= 0 && { after: right.record }),
    });
    if (order <= 0) left.advance();
    if (order >= 0) right.advance();
  }
  for (; left.end > 0 && right.isEnded && hasRoom(); left.advance()) {
    pairs.push({ before: left.record });
  }
  for (; right.end > 0 && left.isEnded && hasRoom(); right.advance()) {
    pairs.push({ after: right.record });
  }
  return { same, pairs };
}

// As many as rows are read at once: taken apart, they need ten times the memory of their bytes.
const pairsAtOnce = 1000;

/** Moves both sides over the records that they have alike from where they stand; returns how many. */
function skipSame(left: RecordCursor, right: RecordCursor): number {
  const { start } = left;
  const limit = start + commonBytes(left, right);
  let count = 0;
  while (left.end > 0 && left.end <= limit) {
    count += 1;
    left.advance();
  }
  if (count > 0) right.follow(left, start);
  return count;
}

/** How many bytes both sides have alike from where they stand, as far as they are in memory. */
function commonBytes(left: RecordCursor, right: RecordCursor): number {
  const most = Math.min(left.block.length - left.start, right.block.length - right.start);
  const isSame = (from: number, to: number): boolean =>
    left.block.compare(
      right.block,
      right.start + from,
      right.start + to,
      left.start + from,
      left.start + to,
    ) === 0;
  let from = 0;
  for (let step = 1 << 10; from < most; step = Math.min(step * 2, 1 << 16)) {
    const to = Math.min(from + step, most);
    if (!isSame(from, to)) return firstDifference(from, to, isSame);
    from = to;
  }
  return most;
}

/** Halves a stretch that differs until its first other byte is found. */
function firstDifference(
  from: number,
  to: number,
  isSame: (from: number, to: number) => boolean,
): number {
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isSame(low, middle)) low = middle;
    else high = middle;
  }
  return low;
}
