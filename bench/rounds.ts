// EDGE: runs contenders in turn, and says so.
import { type Command, measure } from "./measure.ts";
import type { Run } from "./results.ts";

/** Something to run and measure, again and again. */
export interface Entrant {
  readonly name: string;
  readonly rounds: number;
  /** Makes the same state before each run. */
  prepare?(): Promise<void>;
  command(): Command;
  /** Looks at what came of it, once. */
  inspect?(): Promise<void>;
  /** Makes room again. */
  clean?(): Promise<void>;
}

/**
 * Runs all entrants in turn, round by round, so that whatever the machine does meanwhile meets all of them.
 *
 * @param most rounds at most
 */
export async function runRounds(
  title: string,
  entrants: readonly Entrant[],
  most: number,
): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (let round = 1; round <= most; round += 1) {
    for (const entrant of entrants) {
      if (round > entrant.rounds) continue;
      await entrant.prepare?.();
      const cost = await measure(entrant.command());
      runs.push({ contender: entrant.name, round, ...cost });
      const { wallS, cpuS, peakMB } = cost;
      say(
        `${title}  ${entrant.name}  round ${round}  ${wallS.toFixed(2)} s  ${cpuS.toFixed(2)} CPU s  ${Math.round(peakMB)} MB`,
      );
      if (round === 1) await entrant.inspect?.();
      await entrant.clean?.();
    }
  }
  return runs;
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
