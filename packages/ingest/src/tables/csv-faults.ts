import { findInvalidUtf8, type InvalidBytes } from "../find-invalid-utf8.ts";
import { faultyCharacter, invalidBytes, type TextFault } from "../text-faults.ts";
import type { FileFault } from "./raw-table.ts";
import type { ScanFault } from "./scan-csv.ts";
import { MEANINGLESS } from "./to-utf8.ts";

const quoteStray = {
  code: "quote-stray",
  severity: "error",
  message: "A quotation mark stands inside a cell.",
  fix: 'Put the cell in quotation marks and double those inside it: `"say ""yes"""`.',
} as const;

/** What the faults of a scan are in words. */
export const scanFaults: Readonly<
  Record<ScanFault["code"], Pick<FileFault, "code" | "severity" | "message" | "fix">>
> = {
  "quote-unclosed": {
    code: "quote-unclosed",
    severity: "error",
    message: "A quotation mark opens a cell here and is never closed.",
    fix: 'Close it, or write `"""` for a cell that begins with a quotation mark.',
  },
  "quote-in-plain": quoteStray,
  "quote-in-quoted": {
    ...quoteStray,
    message: "A quotation mark closes the cell here, but more text follows.",
  },
  "line-end-stray": {
    code: "line-end-stray",
    severity: "error",
    message: "A line end stands here that is of another kind than those of the file.",
    fix: "Give all lines the same end, or put the cell in quotation marks if the line end is part of it.",
  },
};

/** What was no text in another encoding comes as a surrogate: three bytes that belong together. */
export function* findInvalidRuns(bytes: Uint8Array, encoding: string): Generator<InvalidBytes> {
  let next = 0;
  for (const run of findInvalidUtf8(bytes)) {
    if (run.offset < next) continue;
    const isMark = encoding !== "utf-8" && bytes[run.offset] === 0xed;
    yield isMark ? { offset: run.offset, length: 3 } : run;
    next = run.offset + (isMark ? 3 : run.length);
  }
}

/** Says what is wrong with one of those runs. */
export function invalidIn(encoding: string, bytes: Uint8Array): TextFault {
  const [, second = 0, third = 0] = bytes;
  const unit = 0xd000 | ((second & 0x3f) << 6) | (third & 0x3f);
  if (encoding.startsWith("utf-16") && unit !== MEANINGLESS) {
    return faultyCharacter(String.fromCharCode(unit));
  }
  const fault = invalidBytes(bytes, 0, "UTF-8");
  return {
    ...fault,
    message:
      encoding === "utf-8"
        ? fault.message.replace(" at offset 0", "")
        : `A byte stands here that has no meaning in ${encoding}.`,
  };
}
