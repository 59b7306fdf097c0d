import { getSystemErrorMap } from "node:util";
import { isSourcebookError, SourcebookError } from "@sourcebook/schema";

/** What a call to the system failed with; nothing else has a `syscall`. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/** Adds the path to an error of the system that has none, as those of open files. */
export function withPath(error: unknown, path: string): unknown {
  return isSystemError(error) && error.path === undefined ? Object.assign(error, { path }) : error;
}

/** A refusal by the system as our error, with its place and in words; anything else as it came. */
export function asSourcebookError(error: unknown): unknown {
  if (isSourcebookError(error) || !isSystemError(error)) return error;
  const { errno, code, syscall, path } = error;
  const [, words = "it did not say why"] = getSystemErrorMap().get(errno ?? 0) ?? [];
  return new SourcebookError("IO", {
    what: `The system refused ${syscall}: ${words} (${code})`,
    where: path === undefined ? {} : { path },
    fix: "see to the disk and its permissions, then try again",
    cause: error,
  });
}
