/** Why the work cannot go on. */
export type SourcebookErrorCode =
  | "USAGE"
  | "RELEASE_EXISTS"
  | "CONFLICT"
  | "VERSION_TOO_LOW"
  | "NOTHING_TO_RELEASE"
  | "CHANGES_UNCONFIRMED"
  | "VERIFY_FAILED"
  | "IO";

/** The exit code that the command line gives for each error; 1 is for data with issues. */
export const exitCodes: Readonly<Record<SourcebookErrorCode, number>> = {
  USAGE: 2,
  RELEASE_EXISTS: 3,
  CONFLICT: 3,
  VERSION_TOO_LOW: 3,
  NOTHING_TO_RELEASE: 3,
  CHANGES_UNCONFIRMED: 3,
  VERIFY_FAILED: 4,
  IO: 5,
};

/** Where it happened; each part is printed on a line of its own. */
export interface Where {
  readonly path?: string;
  readonly table?: string;
  readonly row?: number;
  readonly field?: string;
}

/** The work cannot go on. A fault *in the data* is no error: it is an `Issue`. */
export class SourcebookError extends Error {
  override readonly name = "SourcebookError";
  readonly code: SourcebookErrorCode;
  readonly what: string;
  readonly where: Where;
  readonly fix: string;

  constructor(
    code: SourcebookErrorCode,
    about: { what: string; where?: Where; fix: string; cause?: unknown },
  ) {
    const { what, where = {}, fix, cause } = about;
    const places = Object.entries(where).map(([part, value]) => `${part}: ${value}`);
    super([what, ...places, fix].join("\n  "), cause === undefined ? undefined : { cause });
    this.code = code;
    this.what = what;
    this.where = where;
    this.fix = fix;
  }
}

/** Tells by name, not by `instanceof`: a second copy of this package brings a second class. */
export function isSourcebookError(error: unknown): error is SourcebookError {
  return (
    error instanceof Error &&
    error.name === "SourcebookError" &&
    "code" in error &&
    Object.hasOwn(exitCodes, String(error.code))
  );
}
