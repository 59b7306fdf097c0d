import { main } from "../../src/index.ts";

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, with its output kept. */
export async function runCli(...words: readonly string[]): Promise<CliResult> {
  const out = { stdout: "", stderr: "" };
  const code = await main(words, {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
  });
  return { code, ...out };
}
