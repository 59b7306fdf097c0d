/** A value in one standard form, beside the words that it came from. */
export interface Normalised<Value = string> {
  /** As it was given, to the letter. */
  readonly original: string;
  /** Absent when the words have no such form, or more than one. */
  readonly value?: Value;
}

export const normalised = <Value>(original: string, value: Value | undefined): Normalised<Value> =>
  value === undefined ? { original } : { original, value };
