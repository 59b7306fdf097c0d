/** Joins fields as SSH writes them: each with its length before it, in four bytes. */
export function packFields(fields: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    fields.flatMap((field) => {
      const bytes = Buffer.from(field);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** Takes fields off bytes one after another; each is `undefined` once they do not hold it. */
export interface FieldReader {
  bytes(count: number): Buffer | undefined;
  number(): number | undefined;
  field(): Buffer | undefined;
  isAtEnd(): boolean;
}

export function readFields(bytes: Uint8Array): FieldReader {
  const all = Buffer.from(bytes);
  let at = 0;
  const take = (count: number): Buffer | undefined => {
    if (at + count > all.length) return undefined;
    at += count;
    return all.subarray(at - count, at);
  };
  const number = (): number | undefined => take(4)?.readUInt32BE();
  return {
    bytes: take,
    number,
    field: () => {
      const length = number();
      return length === undefined ? undefined : take(length);
    },
    isAtEnd: () => at === all.length,
  };
}
