// EDGE: hands files to other implementations and takes back what they read.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Python as Debian installs it, with the readers that Debian packages. */
const python = "/usr/bin/python3";

/** Gives a file with these bytes to a reader, and removes it afterwards. */
export async function withFile<T>(
  name: string,
  bytes: Uint8Array | string,
  read: (path: string) => Promise<T> | T,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "sourcebook-"));
  try {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return await read(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What Python reads from a file, as JSON can say it. */
export function readWithPython(
  format: "csv" | "excel-csv" | "jsonl" | "sqlite" | "xlsx",
  bytes: Uint8Array | string,
): Promise<unknown> {
  return withFile(`file.${format}`, bytes, (path) =>
    JSON.parse(
      execFileSync(python, [new URL("read-back.py", import.meta.url).pathname, format, path], {
        encoding: "utf8",
        maxBuffer: 1 << 28,
        env: { PYTHONUTF8: "1" },
      }),
    ),
  );
}

/** The rows that DuckDB reads, whole numbers as numbers; `{path}` in the query stands for the file. */
export function readWithDuckDb(
  name: string,
  bytes: Uint8Array | string,
  query: string,
): Promise<readonly Record<string, unknown>[]> {
  return withFile(name, bytes, async (path) => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    try {
      const reader = await connection.runAndReadAll(query.replaceAll("{path}", path));
      return reader
        .getRowObjectsJS()
        .map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([column, cell]) => [
              column,
              typeof cell === "bigint" ? Number(cell) : cell,
            ]),
          ),
        );
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  });
}
