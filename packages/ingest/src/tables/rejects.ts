import { isUtf8 } from "node:buffer";
import type { Issue } from "@sourcebook/schema";

/** A row that did not go into its table, with the bytes that the file has for it and the reasons. */
export interface Reject {
  readonly table: string;
  readonly file: string;
  readonly row: number;
  /** Where the row begins; absent when the file has no lines. */
  readonly line?: number;
  /** In UTF-8 when the file is in another encoding; for a spreadsheet or Parquet, the cells as JSON. */
  readonly original: Uint8Array;
  readonly reasons: readonly Issue[];
}

/** Takes rejected rows in the order of tables, files and rows. */
export type RejectSink = (rejects: readonly Reject[]) => void | Promise<void>;

/** A reject as one line of JSON: `original` as text, or as `original_base64` when the bytes are no UTF-8. */
export function formatReject({ table, file, row, line, original, reasons }: Reject): string {
  const bytes = Buffer.from(original.buffer, original.byteOffset, original.length);
  const written = isUtf8(bytes)
    ? { original: bytes.toString("utf8") }
    : { original_base64: bytes.toString("base64") };
  return `${JSON.stringify({
    table,
    file,
    ...(line !== undefined && { line }),
    row,
    reasons: reasons.map(({ code, line, column, field, value, message, fix }) => ({
      code,
      ...(line !== undefined && { line, column }),
      ...(field !== undefined && { field }),
      ...(value !== undefined && { value }),
      message,
      fix,
    })),
    ...written,
  })}\n`;
}

/** Which rows of which files have been rejected, and why. */
export class RejectedRows {
  private readonly reasons = new Map<string, Map<number, readonly Issue[]>>();

  add(table: string, file: number, row: number, reasons: readonly Issue[]): void {
    const name = `${table} ${file}`;
    const rows = this.reasons.get(name) ?? new Map<number, readonly Issue[]>();
    if (!rows.has(row)) rows.set(row, reasons);
    this.reasons.set(name, rows);
  }

  /** The reasons, if the row has been rejected. */
  find(table: string, file: number, row: number): readonly Issue[] | undefined {
    return this.reasons.get(`${table} ${file}`)?.get(row);
  }
}
