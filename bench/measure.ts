// EDGE: runs commands in processes of their own and measures them.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** What a process took: seconds by the clock and of all cores, and its peak memory in megabytes. */
export interface Cost {
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMB: number;
}

export interface Command {
  readonly words: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Where its output goes; nowhere unless given. */
  readonly stdout?: string;
}

/** Runs a command to its end. A contender that fails ends the whole run: a figure for it would be wrong. */
export async function measure({ words, cwd, env, stdout = "/dev/null" }: Command): Promise<Cost> {
  const script = join(import.meta.dirname, "measure.py");
  const child = spawn("python3", [script, stdout, ...words], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [told, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (told === "") throw new Error(`python3 could not run ${words.join(" ")}\n${errors}`);
  const { code, wallS, cpuS, peakMB } = JSON.parse(told);
  if (code === 0) return { wallS: round(wallS), cpuS: round(cpuS), peakMB: Math.round(peakMB) };
  const said = stdout === "/dev/null" ? "" : (await readFile(stdout, "utf8")).slice(0, 2000);
  throw new Error(`${words.join(" ")}\nended with ${code}\n${said}${errors}`);
}

const round = (seconds: number): number => Number(seconds.toFixed(4));
