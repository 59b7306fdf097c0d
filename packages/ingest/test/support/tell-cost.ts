// EDGE: tells on stdout what work came to and what it cost, in a process that does nothing else.
import { readFileSync } from "node:fs";

/** What a process has to say of its work; see `runBounded`. */
export interface Told {
  readonly answer: unknown;
  /** Of all threads, in the work alone: not for the start of the process. */
  readonly cpuSeconds: number;
  /** The most memory that the process had at any time. */
  readonly peakMegabytes: number;
}

export async function tellCost(work: () => Promise<unknown>): Promise<void> {
  const start = process.cpuUsage();
  const answer = (await work()) ?? null;
  const { user, system } = process.cpuUsage(start);
  const told: Told = {
    answer,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes: peakKilobytes() / 1024,
  };
  process.stdout.write(JSON.stringify(told));
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
