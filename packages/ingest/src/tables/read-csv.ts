import { checkHeader } from "./check-header.ts";
import { type CsvContext, csvBatch, readLabels } from "./csv-batch.ts";
import { FaultCounter } from "./fault-counter.ts";
import { type FileFault, faultyFile, type RawBatch, type TableInput } from "./raw-table.ts";
import { type CsvScan, scanCsv } from "./scan-csv.ts";
import { toUtf8 } from "./to-utf8.ts";

export interface CsvOptions {
  /** One ASCII character; a comma unless given. */
  readonly delimiter?: string;
  readonly encoding?: string;
  /** How many bytes are taken apart at a time: a matter of speed and memory only. */
  readonly blockSize?: number;
}

/** No row is larger: what seems so is a quote that was never closed. */
export const MAX_RECORD_BYTES: number = 16 * 1024 * 1024;

/**
 * Reads CSV, or TSV and the like, whose first record names the columns.
 *
 * Memory holds one block and, at most, one record of {@link MAX_RECORD_BYTES}. Every fault has its place; no
 * record is left out.
 */
export async function* readCsv(
  input: TableInput,
  options: CsvOptions = {},
): AsyncGenerator<RawBatch> {
  const delimiter = delimiterByte(options.delimiter ?? ",");
  if (delimiter === undefined) {
    yield faultyFile({
      code: "mapping-invalid",
      severity: "error",
      message: `\`${options.delimiter}\` cannot be the delimiter.`,
      fix: 'Give one ASCII character, such as ";" or "\\t".',
    });
    return;
  }
  const utf8 = await toUtf8(input.open(), options.encoding);
  if ("code" in utf8) {
    yield faultyFile({ ...utf8, line: 1, column: 1 });
    return;
  }
  let context: CsvContext | undefined;
  for await (const part of scanBlocks(utf8.chunks, delimiter, options.blockSize ?? 1 << 18)) {
    if ("code" in part) {
      yield { ...faultyFile(part), header: context?.header ?? [] };
      continue;
    }
    const { scan, line } = part;
    if (context === undefined) {
      const labels = readLabels(scan, utf8.encoding);
      const fileFaults = [...labels.faults, ...checkHeader(labels.header, labels.placeOf)];
      const counter = new FaultCounter();
      context = { header: labels.header, encoding: utf8.encoding, nextRow: 1, counter };
      yield { ...csvBatch(scan, { context, line, firstRecord: 1 }), fileFaults };
      context = { ...context, nextRow: context.nextRow + scan.recordCount - 1 };
    } else {
      yield csvBatch(scan, { context, line, firstRecord: 0 });
      context = { ...context, nextRow: context.nextRow + scan.recordCount };
    }
  }
  if (context === undefined) {
    yield faultyFile({
      code: "header-missing",
      severity: "error",
      message: "The file is empty.",
      fix: "Begin it with a line that names the columns.",
      line: 1,
      column: 1,
    });
  }
}

/** The byte of a delimiter that can be one. */
export function delimiterByte(delimiter: string): number | undefined {
  const byte = delimiter.charCodeAt(0);
  const isUsable = delimiter.length === 1 && (byte === 9 || (byte >= 0x20 && byte < 0x7f));
  return isUsable && delimiter !== '"' ? byte : undefined;
}

/** Whole records, and how many lines end before them. */
interface Block {
  readonly scan: CsvScan;
  readonly line: number;
}

async function* scanBlocks(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: number,
  blockSize: number,
): AsyncGenerator<Block | FileFault> {
  let line = 0;
  let lineEnd: CsvScan["lineEnd"];
  let parts: Uint8Array[] = [];
  let size = 0;
  let rest = 0;

  const scan = (isLast: boolean): CsvScan => {
    const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    const givesUp = bytes.length > MAX_RECORD_BYTES;
    const scan = scanCsv(bytes, { delimiter, lineEnd, isLast, givesUp, maxRecords: MAX_RECORDS });
    lineEnd = scan.lineEnd;
    parts = [bytes.subarray(scan.consumed)];
    size = bytes.length - scan.consumed;
    rest = size;
    return scan;
  };

  for await (const chunk of chunks) {
    parts.push(chunk);
    size += chunk.length;
    // A record longer than a block is scanned again from its start: twice the bytes each time bounds the work.
    if (size < Math.max(blockSize, 2 * rest)) continue;
    for (let isFull = true; isFull; ) {
      const isLarge = size > MAX_RECORD_BYTES;
      const scanned = scan(false);
      if (scanned.recordCount > 0) yield { scan: scanned, line };
      line += scanned.lines;
      isFull = scanned.recordCount === MAX_RECORDS;
      if (scanned.recordCount === 0 && isLarge) {
        yield tooLarge(line);
        return;
      }
    }
  }
  while (size > 0) {
    const scanned = scan(true);
    yield { scan: scanned, line };
    line += scanned.lines;
  }
}

// Enough to spread the cost of a batch, few enough for all of them to be faulty.
const MAX_RECORDS = 512;

const tooLarge = (line: number): FileFault => ({
  code: "row-too-large",
  severity: "error",
  message: `A row has more than ${MAX_RECORD_BYTES / 1024 / 1024} MiB; the rest of the file was not read.`,
  fix: "Check that the file is CSV with this delimiter and has line ends.",
  line: line + 1,
  column: 1,
});
