import type { Compressors, FileMetaData } from "hyparquet";
import { loadLibrary } from "../load-library.ts";
import type { FileFault, RawCell } from "../raw-table.ts";
import { exactParsers, findColumns, type ParquetColumn } from "./type-values.ts";

/** Some rows of a file, or why there are none. */
export type ParquetBatch =
  | {
      readonly kind: "rows";
      readonly header: readonly string[];
      /** The number of the first row less one. */
      readonly rowStart: number;
      readonly rows: readonly (readonly RawCell[])[];
    }
  | { readonly kind: "fault"; readonly fault: FileFault }
  | { readonly kind: "invalid"; readonly message: string }
  | { readonly kind: "end" };

// Rows that are taken out of a file at a time.
const BATCH_ROWS = 10000;
const MOST_PAGE_BYTES = 128 * 1024 * 1024;

/** Reads a Parquet file in batches. Of a file that was made to harm, it may never return. */
export async function* readBatches(bytes: ArrayBuffer): AsyncGenerator<ParquetBatch> {
  const hyparquet = await loadLibrary("hyparquet", "Parquet", () => import("hyparquet"));
  if ("fault" in hyparquet) {
    yield { kind: "fault", fault: hyparquet.fault };
    return;
  }
  const { parquetMetadata, parquetRead } = hyparquet.library;
  const file = {
    byteLength: bytes.byteLength,
    slice: (start: number, end?: number) => bytes.slice(start, end),
  };
  try {
    if (Buffer.from(bytes, 0, Math.min(4, bytes.byteLength)).toString("latin1") !== "PAR1") {
      throw new Error("it does not begin like one");
    }
    const { columns, metadata } = findColumns(parquetMetadata(bytes));
    const rowCount = countRows(metadata);
    const compressors = await chooseCompressors(metadata, hyparquet.library.snappyUncompress);
    if ("fault" in compressors) {
      yield { kind: "fault", fault: compressors.fault };
      return;
    }
    for (let rowStart = 0; rowStart < rowCount || rowStart === 0; rowStart += BATCH_ROWS) {
      const rowEnd = Math.min(rowCount, rowStart + BATCH_ROWS);
      let values: readonly (readonly unknown[])[] = [];
      await parquetRead({
        file,
        metadata,
        rowStart,
        rowEnd,
        compressors,
        parsers: exactParsers,
        utf8: false,
        geoparquet: false,
        onComplete: (rows) => {
          values = rows;
        },
      });
      if (values.length !== rowEnd - rowStart) throw new Error("rows of it are missing");
      yield {
        kind: "rows",
        header: columns.map(({ name }) => name),
        rowStart,
        rows: values.map((row) => toCells(row, columns)),
      };
    }
  } catch (error) {
    yield { kind: "invalid", message: error instanceof Error ? error.message : String(error) };
  }
}

function countRows({ num_rows: stated, row_groups: groups }: FileMetaData): number {
  let count = 0n;
  for (const { num_rows: rows } of groups) {
    if (rows < 0n) throw new Error("a group of rows has less than none");
    count += rows;
  }
  if (count !== stated) throw new Error("its groups have other rows than it says");
  return Number(count);
}

function toCells(row: readonly unknown[], columns: readonly ParquetColumn[]): readonly RawCell[] {
  return columns.map(({ toCell, isFlat }, column) => {
    // Nothing stated comes as null, but for a list, which is just not there.
    if (isFlat && row[column] === undefined) throw new Error("values of it are missing");
    return toCell(row[column]);
  });
}

async function chooseCompressors(
  { row_groups: groups }: FileMetaData,
  snappy: (packed: Uint8Array, page: Uint8Array) => void,
): Promise<Compressors | { readonly fault: FileFault }> {
  const codecs = groups.flatMap(({ columns }) =>
    columns.map(({ meta_data: column }) => column?.codec),
  );
  if (codecs.every((codec) => codec === "UNCOMPRESSED" || codec === "SNAPPY")) {
    return guarded({
      SNAPPY: (packed, size) => {
        const page = new Uint8Array(size);
        snappy(packed, page);
        return page;
      },
    });
  }
  const loaded = await loadLibrary(
    "hyparquet-compressors",
    "Parquet that is not packed with Snappy",
    () => import("hyparquet-compressors"),
  );
  return "fault" in loaded ? loaded : guarded(loaded.library.compressors);
}

/** A page says how large it will be; a large lie must not become a large array. */
const guarded = (compressors: Compressors): Compressors =>
  Object.fromEntries(
    Object.entries(compressors).map(([codec, unpack]) => [
      codec,
      (packed: Uint8Array, size: number) => {
        if (!(size >= 0 && size <= MOST_PAGE_BYTES)) throw new Error(`a page has ${size} bytes`);
        return unpack(packed, size);
      },
    ]),
  );
