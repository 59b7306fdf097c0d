// EDGE: runs in a thread of its own; reads pieces of tables and puts their rows aside.
import { parentPort, threadId } from "node:worker_threads";
import type { CreateRowForms, RowForms, RowWork } from "@sourcebook/schema";
import { compileTable } from "@sourcebook/schema/compile";
import { validators } from "@sourcebook/schema/validate";
import { PieceReader, type PieceSetup, type Tally } from "./piece.ts";
import type { Run } from "./run.ts";
import { RunWriter } from "./run-writer.ts";
import type { RecordBytes } from "./split-records.ts";
import type { Answer } from "./thread-pool.ts";

/** What is to be done with the pieces of a shard. */
export interface ShardSetup extends PieceSetup {
  /** Tells shards of one run of the program apart. */
  readonly id: number;
  /** The model is the built-in one, whose validators need not be compiled. */
  readonly isBuiltIn: boolean;
  /** Where its files are put. */
  readonly folder: string;
  /** Unless given, only the keys of rows are put aside. */
  readonly forms?: RowWork | undefined;
}

export type ShardTask =
  | {
      readonly kind: "piece";
      readonly setup: ShardSetup;
      readonly bytes: RecordBytes;
    }
  | { readonly kind: "finish"; readonly id: number };

export type ShardResult =
  | { readonly kind: "run"; readonly run: Run; readonly bytes: RecordBytes }
  | { readonly kind: "unproved" }
  | { readonly kind: "finished"; readonly tally?: Tally; readonly summary?: unknown };

interface OpenShard {
  readonly reader: PieceReader;
  readonly writer: RunWriter;
  readonly forms: RowForms | undefined;
}

const open = new Map<number, OpenShard>();

parentPort?.on("message", async (task: ShardTask) => {
  let answer: Answer<ShardResult>;
  try {
    answer = { result: task.kind === "piece" ? await readPiece(task) : finish(task.id) };
  } catch (error) {
    const isSystem = error instanceof Error && "syscall" in error;
    const message = error instanceof Error ? error.message : String(error);
    answer = { error: { message, isSystem } };
  }
  const given = "result" in answer && "bytes" in answer.result ? [answer.result.bytes.buffer] : [];
  parentPort?.postMessage(answer, given);
});

async function readPiece({
  setup,
  bytes,
}: Extract<ShardTask, { kind: "piece" }>): Promise<ShardResult> {
  const shard = open.get(setup.id) ?? (await openShard(setup));
  const { reader, writer, forms } = shard;
  const groups = reader.read(bytes);
  let group = groups.next();
  for (; !group.done; group = groups.next()) {
    writer.add(group.value);
    forms?.add(group.value);
  }
  return group.value ? { kind: "run", run: writer.endRun(), bytes } : { kind: "unproved" };
}

async function openShard(setup: ShardSetup): Promise<OpenShard> {
  const { id, definition, isBuiltIn, folder } = setup;
  const forms = setup.forms && (await createForms(setup.forms))(definition);
  const validate =
    (isBuiltIn ? validators[definition.name as keyof typeof validators] : undefined) ??
    compileTable(definition);
  const shard = {
    reader: new PieceReader(setup, validate),
    writer: new RunWriter(folder, String(threadId), definition.primaryKey, forms?.lines),
    forms,
  };
  open.set(id, shard);
  return shard;
}

async function createForms({ module }: RowWork): Promise<CreateRowForms> {
  const loaded = (await import(module)) as { createRowForms: CreateRowForms };
  return loaded.createRowForms;
}

function finish(id: number): ShardResult {
  const shard = open.get(id);
  open.delete(id);
  shard?.writer.close();
  return {
    kind: "finished",
    ...(shard && { tally: shard.reader.tally() }),
    ...(shard?.forms && { summary: shard.forms.summary() }),
  };
}
