// EDGE: runs in a thread of its own; makes files that hold all tables.
import { parentPort } from "node:worker_threads";
import type { Dataset, ExportName, Row, Table, TableDefinition } from "@sourcebook/schema";
import { releaseFormats } from "./release-formats.ts";
import type { PlannedFile } from "./release-plan.ts";

/** What a thread is to make, as a plain value. The rows of its views follow, one message each. */
export interface FormatTask {
  /** In the order of making. */
  readonly formats: readonly ExportName[];
  readonly dataset: Omit<Dataset, "tables" | "documents">;
  readonly tables: readonly TableRows[];
  readonly views: readonly TableDefinition[];
  readonly created: string | undefined;
}

export interface TableRows {
  readonly definition: TableDefinition;
  readonly batches: Batches;
}

/** The rows of a view, by its place in the task. */
export interface ViewRows {
  readonly view: number;
  readonly batches: Batches;
}

type Batches = readonly (readonly Row[])[];

/** A file that was made; without its bytes when it could not be. */
export interface MadeFile {
  readonly format: ExportName;
  readonly bytes?: Uint8Array;
}

/** The rows of the views of what is being made, as they come. */
let coming: readonly PromiseWithResolvers<Batches>[] = [];

parentPort?.on("message", (message: FormatTask | ViewRows) => {
  if ("view" in message) coming[message.view]?.resolve(message.batches);
  else void make(message);
});

async function make({ formats, dataset, tables, views, created }: FormatTask): Promise<void> {
  coming = views.map(() => Promise.withResolvers());
  const whole: Dataset = {
    ...dataset,
    tables: tables.map(({ definition, batches }) => tableOf(definition, batches)),
  };
  const viewTables = views.map((definition, index) =>
    tableOf(definition, coming[index]?.promise ?? []),
  );
  for (const format of formats) {
    const planned = releaseFormats.find(({ name }) => name === format);
    try {
      if (planned === undefined) throw new Error(`There is no format ${format}`);
      post({ format, bytes: await bytesOf(planned.plan(whole, viewTables, created)) });
    } catch {
      // Whoever asked makes it again, and learns what is wrong.
      post({ format });
    }
  }
}

const post = (file: MadeFile): void => parentPort?.postMessage(file);

const tableOf = (definition: TableDefinition, rows: Batches | Promise<Batches>): Table => ({
  definition,
  async *batches() {
    yield* await rows;
  },
});

async function bytesOf({ content }: PlannedFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content(async () => [])) {
    chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  }
  return Buffer.concat(chunks);
}
