/** Where a command writes: results to `stdout`, the rest to `stderr`. `process` is one. */
export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}
