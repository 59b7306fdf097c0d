// EDGE: runs in a thread of its own; reads pieces of tables and puts their rows aside.
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { parentPort, threadId } from "node:worker_threads";
import { crc32 } from "node:zlib";
import type { CreateRowForms, RowForms, RowWork } from "@sourcebook/schema";
import { compileTable } from "@sourcebook/schema/compile";
import { validators } from "@sourcebook/schema/validate";
import { PieceReader, type PieceSetup, type Tally } from "./piece.ts";
import type { Run, ShardFile } from "./run.ts";
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
  | { readonly kind: "finish"; readonly id: number }
  | { readonly kind: "verify"; readonly folder: string; readonly files: readonly ShardFile[] };

export type ShardResult =
  | { readonly kind: "run"; readonly run: Run; readonly bytes: RecordBytes }
  | { readonly kind: "unproved" }
  | {
      readonly kind: "finished";
      readonly files: readonly ShardFile[];
      readonly tally?: Tally;
      readonly summary?: unknown;
    }
  | { readonly kind: "verified"; readonly isSound: boolean };

interface OpenShard {
  readonly reader: PieceReader;
  readonly writer: RunWriter;
  readonly forms: RowForms | undefined;
}

const open = new Map<number, OpenShard>();

parentPort?.on("message", async (task: ShardTask) => {
  let answer: Answer<ShardResult>;
  try {
    answer = { result: await carryOut(task) };
  } catch (error) {
    const isSystem = error instanceof Error && "syscall" in error;
    const message = error instanceof Error ? error.message : String(error);
    answer = { error: { message, isSystem } };
  }
  const given = "result" in answer && "bytes" in answer.result ? [answer.result.bytes.buffer] : [];
  parentPort?.postMessage(answer, given);
});

async function carryOut(task: ShardTask): Promise<ShardResult> {
  switch (task.kind) {
    case "piece":
      return await readPiece(task);
    case "finish":
      return finish(task.id);
    case "verify":
      return { kind: "verified", isSound: task.files.every((file) => isSound(task.folder, file)) };
  }
}

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
  return {
    kind: "finished",
    files: shard?.writer.close() ?? [],
    ...(shard && { tally: shard.reader.tally() }),
    ...(shard?.forms && { summary: shard.forms.summary() }),
  };
}

/** Whether a file is as it was written. */
function isSound(folder: string, { name, bytes, crc32: expected }: ShardFile): boolean {
  const file = openSync(join(folder, name), "r");
  try {
    const block = Buffer.allocUnsafe(1 << 20);
    let checksum = 0;
    let size = 0;
    for (;;) {
      const read = readSync(file, block, 0, block.length, size);
      if (read === 0) return size === bytes && checksum === expected;
      checksum = crc32(block.subarray(0, read), checksum);
      size += read;
    }
  } finally {
    closeSync(file);
  }
}
