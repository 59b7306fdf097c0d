import { faultOfText } from "../text-faults.ts";
import { checkHeader } from "./check-header.ts";
import type { ParquetBatch } from "./parquet/read-batches.ts";
import { readInWorker } from "./parquet/run-worker.ts";
import {
  type FileFault,
  faultyFile,
  type RawBatch,
  type RawCell,
  type TableInput,
} from "./raw-table.ts";

/**
 * Reads a Parquet file without losing a digit: whole numbers, decimals and times of any precision are taken
 * as they are stored. Places are numbers of rows, since the file has no lines. Its bytes are held in memory.
 */
export async function* readParquet(input: TableInput): AsyncGenerator<RawBatch> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of input.open()) chunks.push(chunk);
  const bytes = Uint8Array.from(Buffer.concat(chunks)).buffer;
  for await (const batch of readInWorker(bytes)) {
    if (batch.kind === "rows") yield rowBatch(batch);
    else if (batch.kind === "fault") yield faultyFile(batch.fault);
    else if (batch.kind === "invalid") yield invalidFile(batch.message);
  }
}

const invalidFile = (message: string): RawBatch =>
  faultyFile({
    code: "file-invalid",
    severity: "error",
    message: `The file is no Parquet file that can be read: ${message}.`,
    fix: "Write it anew with the program that made it.",
  });

function rowBatch({ header, rows, rowStart }: ParquetBatch & { kind: "rows" }): RawBatch {
  const rowFaults = new Map<number, readonly FileFault[]>();
  for (const [index, cells] of rows.entries()) {
    const faults = cells.flatMap((cell, column): FileFault[] => {
      const fault = typeof cell === "string" ? faultOfText(cell) : undefined;
      if (fault === undefined) return [];
      return [{ ...fault, message: `In the column \`${header[column]}\`: ${fault.message}` }];
    });
    if (faults.length > 0) rowFaults.set(index, faults);
  }
  return {
    header,
    rows,
    firstRow: rowStart + 1,
    rowFaults,
    fileFaults: rowStart === 0 ? checkHeader(header, () => ({})) : [],
    isFixed: true,
    numbersAsText: false,
    placeOfColumn: () => ({}),
    placeOf: () => ({}),
    originalOf: (row) => Buffer.from(JSON.stringify(rows[row]?.map(showCell) ?? [])),
  };
}

const showCell = (cell: RawCell): unknown => {
  if (typeof cell !== "object" || cell === null) return cell ?? null;
  if ("number" in cell) return cell.number;
  return Array.isArray(cell) ? cell.map(showCell) : null;
};
