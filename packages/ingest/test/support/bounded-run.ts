// EDGE: runs a script in a process that the system ends when it takes too long.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "vitest";
import type { Told } from "./tell-cost.ts";

/** What any two megabytes may cost on most machines, whatever else the machine does meanwhile. */
const MOST_CPU_SECONDS = 5;
const MOST_MEGABYTES = 300;
/** The same in words. */
export const BOUNDS: string = `${MOST_CPU_SECONDS} s and ${MOST_MEGABYTES} MB`;
/** When the system ends a process: with its start, and on a machine that is much slower than most. */
const LAST_CPU_SECONDS = 30;

/** Of a test that waits for one: a process that waits for ever takes no time of the processor. */
export const BOUNDED_TIMEOUT = 120_000;

// All of them load the same modules: Node keeps them compiled, at the place that is its own for that.
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache") };

/** A core that others work beside counts more time for the same work, so a run that took too long is tried again. */
const MOST_RUNS = 3;

/**
 * Runs a script that calls `tellCost`, and expects that it stays within the bounds.
 *
 * Time is that of the processor, so that it does not count how long the machine did something else; the system
 * kills a process that goes on and on.
 *
 * @returns the answer that the script told
 */
export async function runBounded(script: string, argument: string): Promise<unknown> {
  let told = await runOnce(script, argument);
  for (let run = 1; told.cpuSeconds >= MOST_CPU_SECONDS && run < MOST_RUNS; run += 1) {
    told = await runOnce(script, argument);
  }
  expect(told.cpuSeconds, "seconds of the processor").toBeLessThan(MOST_CPU_SECONDS);
  expect(told.peakMegabytes, "megabytes at the peak").toBeLessThan(MOST_MEGABYTES);
  return told.answer;
}

async function runOnce(script: string, argument: string): Promise<Told> {
  const limit = String(LAST_CPU_SECONDS);
  const command = ["-c", 'ulimit -t "$0" && exec "$@"', limit, process.execPath, script, argument];
  const child = spawn("sh", command, { timeout: BOUNDED_TIMEOUT, env });
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: "" });
  return JSON.parse(stdout) as Told;
}
