/** Where a command writes: results to `stdout`, everything else to `stderr`. `process` fits. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Told when the person at the terminal wants to stop. */
  readonly signal?: AbortSignal;
  /** Milliseconds of a clock that never goes back; without it no progress is shown. */
  readonly now?: () => number;
  /** Says what the terminal can do, and whether colour is wanted. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A stream of text; `isTTY` is true on a terminal only, and decides on colour and progress. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** How wide the terminal is. */
  readonly columns?: number | undefined;
}
