import { takeStep, type WorkOptions } from "@sourcebook/schema";
import type { HashedInputs } from "./hashed-inputs.ts";
import type { LocatedInput } from "./read-rows.ts";

/** Tells how far one reading of all tables has come. */
export class PassProgress {
  private readonly work: WorkOptions;
  private readonly files: HashedInputs;
  private readonly startBytes: number;
  private readonly totalBytes: number | undefined;

  constructor(work: WorkOptions, files: HashedInputs, inputs: readonly LocatedInput[]) {
    this.work = work;
    this.files = files;
    this.startBytes = files.bytes;
    this.totalBytes = sumSizes(files, inputs);
  }

  /** @throws whatever reason the work was stopped for */
  step(table: string, rows: number): void {
    const share =
      this.totalBytes && Math.min(1, (this.files.bytes - this.startBytes) / this.totalBytes);
    const progress = { stage: "check", item: table, done: rows, unit: "rows" } as const;
    takeStep(this.work, { ...progress, ...(share !== undefined && { share }) });
  }
}

/** The bytes of all files; nothing where one has no known size, or is taken in whole before its first row. */
function sumSizes(files: HashedInputs, inputs: readonly LocatedInput[]): number | undefined {
  const sizes = inputs.map(({ path, format }) =>
    format === "xlsx" || format === "parquet" ? Number.NaN : (files.sizeOf(path) ?? Number.NaN),
  );
  const total = sizes.reduce((a, b) => a + b, 0);
  return total > 0 ? total : undefined;
}
