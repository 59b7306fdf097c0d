// EDGE: runs in a thread of its own; makes files that hold all tables.
import { parentPort } from "node:worker_threads";
import type { Dataset, ExportName, Row, Table, TableDefinition } from "@sourcebook/schema";
import { releaseFormats } from "./release-formats.ts";
import type { PlannedFile } from "./release-plan.ts";

/** What a thread is to make, as a plain value. */
export interface FormatTask {
  /** In the order of making. */
  readonly formats: readonly ExportName[];
  readonly dataset: Omit<Dataset, "tables" | "documents">;
  readonly tables: readonly TableRows[];
  readonly views: readonly TableRows[];
  readonly created: string | undefined;
}

export interface TableRows {
  readonly definition: TableDefinition;
  readonly batches: readonly (readonly Row[])[];
}

/** A file that was made; without its bytes when it could not be. */
export interface MadeFile {
  readonly format: ExportName;
  readonly bytes?: Uint8Array;
}

parentPort?.on("message", async ({ formats, dataset, tables, views, created }: FormatTask) => {
  const whole: Dataset = { ...dataset, tables: tables.map(tableOf) };
  for (const format of formats) {
    const planned = releaseFormats.find(({ name }) => name === format);
    try {
      if (planned === undefined) throw new Error(`There is no format ${format}`);
      post({ format, bytes: await bytesOf(planned.plan(whole, views.map(tableOf), created)) });
    } catch {
      // Whoever asked makes it again, and learns what is wrong.
      post({ format });
    }
  }
});

const post = (file: MadeFile): void => parentPort?.postMessage(file);

const tableOf = ({ definition, batches }: TableRows): Table => ({
  definition,
  async *batches() {
    yield* batches;
  },
});

async function bytesOf({ content }: PlannedFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content(async () => [])) {
    chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  }
  return Buffer.concat(chunks);
}
