import { spawn } from "node:child_process";
import { join } from "node:path";

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, or until it is killed after some milliseconds. */
export function run(
  command: string,
  args: readonly string[],
  options: {
    readonly killAfterMs?: number;
    readonly env?: NodeJS.ProcessEnv;
    readonly cwd?: string;
  } = {},
): Promise<Ended> {
  const { killAfterMs, ...others } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, others);
    const timer =
      killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** The command line that cuts the small dataset in a process of its own. */
export const cutSmall = (releasesFolder: string, version: string): readonly [string, string[]] => [
  process.execPath,
  [join(import.meta.dirname, "cut-small.ts"), releasesFolder, version],
];
