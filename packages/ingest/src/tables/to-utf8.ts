import { chooseEncoding } from "../decode-text.ts";
import { lateLibrary } from "../late-library.ts";
import type { TextFault } from "../text-faults.ts";

const iconv = lateLibrary<typeof import("iconv-lite")>("iconv-lite");

/** Bytes of a text in UTF-8 without a mark, and the encoding that they were in. */
export interface Utf8Stream {
  readonly encoding: string;
  /** What was not valid in the encoding is not valid here either, so that it is found and placed. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

// The encoding is chosen on the first bytes and proved on all of them.
const HEAD_LENGTH = 65_536;

/** Turns the bytes of a file into UTF-8, whatever its encoding; or says why that cannot be. */
export async function toUtf8(
  chunks: AsyncIterable<Uint8Array>,
  stated?: string,
): Promise<Utf8Stream | TextFault> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_LENGTH) {
    const next = await iterator.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  const head = first.length === 1 && first[0] ? first[0] : Buffer.concat(first);
  const chosen = chooseEncoding(head, stated);
  if ("code" in chosen) {
    await iterator.return?.();
    return chosen;
  }
  const bytes = follow(head.subarray(chosen.bomLength), iterator);
  return {
    encoding: chosen.encoding,
    chunks: chosen.encoding === "utf-8" ? bytes : convert(bytes, createDecoder(chosen.encoding)),
  };
}

async function* follow(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (;;) {
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

async function* convert(
  chunks: AsyncIterable<Uint8Array>,
  decoder: Decoder,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield encodeUtf8(decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)));
  }
  yield encodeUtf8(decoder.end());
}

const createDecoder = (encoding: string): Decoder =>
  encoding.startsWith("utf-16") ? new Utf16Decoder(encoding) : createLegacyDecoder(encoding);

/** The surrogate that stands for bytes without meaning: no sound text holds one. */
export const MEANINGLESS = 0xdcff;

const meaningless: string = String.fromCharCode(MEANINGLESS);

function createLegacyDecoder(encoding: string): Decoder {
  const decoder = iconv().getDecoder(encoding);
  const mark = (text: string | undefined) => (text ?? "").replaceAll("\ufffd", meaningless);
  return { write: (bytes) => mark(decoder.write(bytes)), end: () => mark(decoder.end()) };
}

/** Keeps lone surrogates, which the platform's decoders would replace, and holds back what a chunk cuts in two. */
class Utf16Decoder implements Decoder {
  private readonly isBigEndian: boolean;
  private rest: Buffer = Buffer.alloc(0);
  private high = "";

  constructor(encoding: string) {
    this.isBigEndian = encoding === "utf-16be";
  }

  write(bytes: Buffer): string {
    const all = Buffer.concat([this.rest, bytes]);
    const whole = all.length - (all.length % 2);
    this.rest = all.subarray(whole);
    const units = all.subarray(0, whole);
    const text = this.high + (this.isBigEndian ? units.swap16() : units).toString("utf16le");
    const endsInHigh = /[\ud800-\udbff]$/.test(text);
    this.high = endsInHigh ? text.slice(-1) : "";
    return endsInHigh ? text.slice(0, -1) : text;
  }

  end(): string {
    return this.high + (this.rest.length > 0 ? meaningless : "");
  }
}

/** UTF-8, with lone surrogates as the three invalid bytes that they would have. */
function encodeUtf8(text: string): Uint8Array {
  if (!/\p{Surrogate}/u.test(text)) return Buffer.from(text, "utf8");
  return Buffer.concat(
    text.split(/(\p{Surrogate})/u).map((part) => {
      const unit = part.charCodeAt(0);
      if (part.length !== 1 || unit < 0xd800 || unit > 0xdfff) return Buffer.from(part, "utf8");
      return Buffer.from([0xed, 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]);
    }),
  );
}
