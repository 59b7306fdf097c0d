// EDGE: runs in a thread of its own; reads pieces of tables and puts their rows aside.
import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { parentPort, threadId } from "node:worker_threads";
import { crc32 } from "node:zlib";
import type {
  CreateRowForms,
  RowForms,
  RowValidator,
  RowWork,
  TableDefinition,
} from "@sourcebook/schema";
import { isSystemError } from "../../io-error.ts";
import { LineComparer } from "./line-comparer.ts";
import { type MergedRange, RangeMerger } from "./merge-range.ts";
import { PieceReader, type PieceSetup, type Tally } from "./piece.ts";
import type { KeyRange } from "./plan-ranges.ts";
import type { Run, ShardFile, Stretch } from "./run.ts";
import { newSortingRoom, RunWriter, type SortingRoom } from "./run-writer.ts";
import type { SharedBytes } from "./split-records.ts";
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
  /** Rows are held against what would be put aside of them; put aside are only keys. */
  readonly compares: boolean;
  /** About how many bytes are sorted at a time. */
  readonly runBytes: number;
}

/** How the rows of a table are written. */
export interface FormSetup {
  readonly definition: TableDefinition;
  readonly forms: RowWork;
}

/** What the lines of a range are to be made into. */
export interface RangeForm {
  /** Tells one writing of a table from others. */
  readonly id: number;
  /** Only for the first range of the writing that a thread is handed. */
  readonly setup?: FormSetup;
  readonly form: string;
  /** Memory to use again. */
  readonly target?: SharedBytes | undefined;
}

export type ShardTask =
  | {
      readonly kind: "piece";
      readonly id: number;
      /** Only for the first piece of the shard that a thread is handed. */
      readonly setup?: ShardSetup;
      readonly bytes: SharedBytes;
    }
  | { readonly kind: "finish"; readonly id: number }
  /** Nothing more is asked about what was put aside. */
  | { readonly kind: "forget" }
  /** Nothing more is asked at all. */
  | { readonly kind: "end" }
  | { readonly kind: "verify"; readonly folder: string; readonly files: readonly ShardFile[] }
  | {
      readonly kind: "merge";
      readonly range: KeyRange;
      /** Unless given, only keys are held against each other. */
      readonly as?: RangeForm;
    };

export type ShardResult =
  | {
      readonly kind: "piece";
      /** Absent when the piece holds no row. */
      readonly stretch: Stretch | undefined;
    }
  | { readonly kind: "unproved" }
  | {
      readonly kind: "finished";
      readonly files: readonly ShardFile[];
      readonly runs: readonly Run[];
      readonly tally?: Tally;
      readonly summary?: unknown;
    }
  | { readonly kind: "forgotten" }
  | { readonly kind: "verified"; readonly isSound: boolean }
  | {
      readonly kind: "merged";
      readonly isDistinct: boolean;
      /** Of some rows in the form that was asked for. */
      readonly block?: { readonly rows: number; readonly bytes: SharedBytes };
    };

interface OpenShard {
  readonly reader: PieceReader;
  readonly writer: RunWriter;
  readonly comparer: LineComparer | undefined;
  readonly room: SortingRoom;
  /** Of rows that are put aside. */
  readonly forms: RowForms | undefined;
}

/** Memory of shards that are finished, for those to come. */
const spareRooms: SortingRoom[] = [];

const open = new Map<number, OpenShard>();

parentPort?.on("message", async (task: ShardTask) => {
  let answer: Answer<ShardResult>;
  try {
    answer = { result: await carryOut(task) };
  } catch (error) {
    const isSystem = isSystemError(error);
    const message = error instanceof Error ? error.message : String(error);
    answer = { error: { message, isSystem } };
  }
  parentPort?.postMessage(answer);
});

async function carryOut(task: ShardTask): Promise<ShardResult> {
  switch (task.kind) {
    case "piece":
      return await readPiece(task);
    case "finish":
      return finish(task.id);
    case "verify":
      return { kind: "verified", isSound: task.files.every((file) => isSound(task.folder, file)) };
    case "merge":
      return await mergeRange(task);
    case "forget":
      merger.close();
      merger = new RangeMerger();
      formSetups.clear();
      formsAtHand.clear();
      return { kind: "forgotten" };
    case "end":
      merger.close();
      parentPort?.close();
      return { kind: "forgotten" };
  }
}

async function readPiece({
  id,
  setup,
  bytes,
}: Extract<ShardTask, { kind: "piece" }>): Promise<ShardResult> {
  const shard = setup === undefined ? open.get(id) : await openShard(setup);
  if (shard === undefined)
    throw new Error("A thread was handed a piece of a shard it does not know");
  const { reader, writer, comparer } = shard;
  comparer?.begin(bytes);
  if (!(await reader.read(bytes, comparer ?? writer))) return { kind: "unproved" };
  if (comparer?.isSame === false) return { kind: "unproved" };
  return { kind: "piece", stretch: writer.endStretch() };
}

async function openShard(setup: ShardSetup): Promise<OpenShard> {
  const { id, definition, isBuiltIn, folder, compares, runBytes } = setup;
  const given = setup.forms && (await createForms(setup.forms))(definition);
  const forms = compares ? undefined : given;
  const room = spareRooms.pop() ?? newSortingRoom();
  const name = String(threadId);
  const writer = new RunWriter({ folder, name, definition, forms, runBytes, room });
  const shard = {
    reader: new PieceReader(setup, () => loadValidator(definition, isBuiltIn)),
    writer,
    comparer: compares && given ? new LineComparer(definition, given, writer) : undefined,
    room,
    forms,
  };
  open.set(id, shard);
  return shard;
}

async function loadValidator(
  definition: TableDefinition,
  isBuiltIn: boolean,
): Promise<RowValidator> {
  if (isBuiltIn) {
    const { validators } = await import("@sourcebook/schema/validate");
    const known = validators[definition.name as keyof typeof validators];
    if (known !== undefined) return known;
  }
  const { compileTable } = await import("@sourcebook/schema/compile");
  return compileTable(definition);
}

async function createForms({ module }: RowWork): Promise<CreateRowForms> {
  const loaded = (await import(module)) as { createRowForms: CreateRowForms };
  return loaded.createRowForms;
}

function finish(id: number): ShardResult {
  const shard = open.get(id);
  open.delete(id);
  const written = shard?.writer.close() ?? { runs: [], files: [] };
  if (shard !== undefined) spareRooms.push(shard.room);
  return {
    kind: "finished",
    ...written,
    ...(shard && { tally: shard.reader.tally() }),
    ...(shard?.forms && { summary: shard.forms.summary() }),
  };
}

let merger = new RangeMerger();
/** By writing of a table. */
const formSetups = new Map<number, FormSetup>();
/** By writing of a table: its lines come range by range, and a few writings go on at once. */
const formsAtHand = new Map<number, RowForms>();

async function mergeRange({
  range,
  as,
}: Extract<ShardTask, { kind: "merge" }>): Promise<ShardResult> {
  // Nothing is sorted any more: merging has memory of its own.
  spareRooms.length = 0;
  const { isDistinct, lines }: MergedRange = merger.merge(range, as !== undefined);
  if (as === undefined || !isDistinct) return { kind: "merged", isDistinct };
  const { form, target } = as;
  const written = (await formsOf(as)).forms[form]?.(lines, target) ?? noBytes;
  const block = { rows: lines.ends.length, bytes: sharedBytes(written) };
  return { kind: "merged", isDistinct, block };
}

/** The same bytes in memory that is shared: as they are, or copied to where there will be room for more of them. */
function sharedBytes(bytes: Uint8Array): SharedBytes {
  const { buffer, byteOffset, length } = bytes;
  if (buffer instanceof SharedArrayBuffer) return new Uint8Array(buffer, byteOffset, length);
  const shared = new Uint8Array(new SharedArrayBuffer(length * 2));
  shared.set(bytes);
  return shared.subarray(0, length);
}

async function formsOf({ id, setup = formSetups.get(id) }: RangeForm): Promise<RowForms> {
  const known = formsAtHand.get(id);
  if (known !== undefined) return known;
  if (setup === undefined)
    throw new Error("A thread was handed a range of a table it does not know");
  formSetups.set(id, setup);
  const [oldest] = formsAtHand.keys();
  if (oldest !== undefined && formsAtHand.size === mostAtHand) formsAtHand.delete(oldest);
  const made = (await createForms(setup.forms))(setup.definition);
  formsAtHand.set(id, made);
  return made;
}

// Another would be made anew, range by range: that costs time, and nothing else.
const mostAtHand = 4;

const noBytes = new Uint8Array();

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
