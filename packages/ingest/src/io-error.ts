import { SourcebookError } from "@sourcebook/schema";

/**
 * Does what touches the disk, and says which path it was about when that is refused.
 *
 * @throws SourcebookError `IO`
 */
export async function orIo<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new SourcebookError("IO", {
      what: "The file cannot be read",
      where: { path },
      fix: `The system says ${String(codeOf(error) ?? error)}.`,
      cause: error,
    });
  }
}

/** What the system calls an error, such as `ENOENT`. */
export const codeOf = (error: unknown): unknown =>
  error instanceof Error && "code" in error ? error.code : undefined;

/** Whether the system has refused something. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "syscall" in error;
