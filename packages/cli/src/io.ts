/** Where a command writes: results to `stdout`, everything else to `stderr`. `process` fits. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Told when the person at the terminal wants to stop. */
  readonly signal?: AbortSignal;
}

/** A stream of text; `isTTY` is true on a terminal only, and decides on colour and progress. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}
