// EDGE: tells on stdout what work came to and what it cost, in a process that does nothing else.
import { readFileSync } from "node:fs";

/** What a process has to say of its work; see `runBounded`. */
export interface Told {
  readonly answer: unknown;
  /**
   * Of all threads, in the work alone: not for the start of the process. On a machine that is slower than most, those
   * that most would need.
   */
  readonly cpuSeconds: number;
  /** The most memory that the process had at any time. */
  readonly peakMegabytes: number;
}

export async function tellCost(work: () => Promise<unknown>): Promise<void> {
  const { seconds, result = null } = await measure(work);
  const peakMegabytes = peakKilobytes() / 1024;
  // Behind the work, as its memory must not count: what the machine does meanwhile met both.
  const yardstick = await measure(async () => yardstickWork());
  const cpuSeconds = seconds * Math.min(1, usualSeconds / yardstick.seconds);
  process.stdout.write(
    JSON.stringify({ answer: result, cpuSeconds, peakMegabytes } satisfies Told),
  );
}

async function measure<Result>(work: () => Promise<Result>) {
  const start = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(start);
  return { result, seconds: (user + system) / 1e6 };
}

/** What most machines need for the work below. */
const usualSeconds = 0.35;

/** Makes, sorts and reads many small values, as all that is measured here does. */
function yardstickWork(): number {
  const rows = Array.from({ length: 200_000 }, (_, at) => ({
    id: `k${(at * 7919) % 200_003}`,
    at,
  }));
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  return (JSON.parse(JSON.stringify(rows)) as unknown[]).length;
}

/** Linux counts to `maxRSS` what the process had that started this one; what is its own stands elsewhere. */
function peakKilobytes(): number {
  const { maxRSS } = process.resourceUsage();
  try {
    const own = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return own === undefined ? maxRSS : Number(own);
  } catch {
    return maxRSS;
  }
}
