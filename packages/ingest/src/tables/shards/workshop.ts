// EDGE: a folder for files that are put aside while tables are read, and the threads that read them.
import { dirname, join } from "node:path";
import type { RowWork } from "@sourcebook/schema";
import { ShardCache } from "./shard-cache.ts";
import { SharedMemory } from "./split-records.ts";
import { defaultThreads, ThreadPool } from "./thread-pool.ts";
import { makeWorkFolder, ownFolder, removeWorkFolder } from "./work-folder.ts";
import type { ShardResult, ShardTask } from "./worker.ts";

export interface WorkshopOptions {
  /** What is made of rows while they are read; unless given, they are only checked. */
  readonly forms?: RowWork | undefined;
  /**
   * Proves only rows that stand in their files as `forms` stores them, byte by byte; only keys are put aside then.
   */
  readonly compares?: boolean;
  /** How many threads read. */
  readonly threads?: number;
  /** About how many bytes of a file are read at a time in each of them. */
  readonly pieceBytes?: number;
  /** About how many bytes of rows each of them sorts at a time. */
  readonly runBytes?: number;
  /** About how many bytes of rows each of them merges at a time. */
  readonly rangeBytes?: number;
  /** Tables with fewer bytes are read where we are: they are done before a thread has started. */
  readonly leastBytes?: number;
  /** Keeps what is made of files for the next run of the program, unless false. */
  readonly keeps?: boolean | undefined;
  /** How many bytes are kept for the project at most. */
  readonly mostKeptBytes?: number;
}

/** Threads that read tables, and the folder where they put rows aside. Nothing is made before it is needed. */
export class Workshop implements AsyncDisposable {
  readonly forms: RowWork | undefined;
  readonly compares: boolean;
  readonly pieceBytes: number;
  readonly runBytes: number;
  readonly rangeBytes: number;
  readonly leastBytes: number;
  readonly threads: number;
  readonly memory: SharedMemory = new SharedMemory();
  private readonly keeps: boolean;
  private readonly mostKeptBytes: number | undefined;
  private readonly project: string | undefined;
  private folder: Promise<string> | undefined;
  private startedPool: ThreadPool<ShardTask, ShardResult> | undefined;
  private shards = 0;
  /** What threads are at work on: shards that are read, and tables that are written. */
  private readonly open = new Set<number>();

  /** @param project its folder; without one rows are put aside among the temporary files, and nothing is kept */
  constructor(project: string | undefined, options: WorkshopOptions = {}) {
    this.project = project;
    const { threads = defaultThreads(), forms } = options;
    this.forms = forms;
    this.compares = options.compares ?? false;
    this.threads = threads;
    this.keeps = options.keeps ?? true;
    this.mostKeptBytes = options.mostKeptBytes;
    // Memory is bounded by what all threads hold together.
    this.pieceBytes = options.pieceBytes ?? Math.max(1 << 20, Math.floor((1 << 22) / threads));
    this.runBytes = options.runBytes ?? Math.max(1 << 22, Math.floor((1 << 25) / threads));
    this.rangeBytes = options.rangeBytes ?? Math.max(1 << 20, Math.floor((1 << 23) / threads));
    this.leastBytes = options.leastBytes ?? worthThreads;
  }

  get pool(): ThreadPool<ShardTask, ShardResult> {
    return this.startThreads();
  }

  /** Starts the threads, also before there is something to do. */
  startThreads(): ThreadPool<ShardTask, ShardResult> {
    this.startedPool ??= new ThreadPool(workerUrl(), this.threads);
    return this.startedPool;
  }

  /**
   * Ends the threads, with all the memory that they take, unless they are needed for something. What they have put
   * aside stays, and they are started again when it is asked for.
   */
  async endThreads(): Promise<void> {
    const pool = this.startedPool;
    if (!pool?.isIdle || this.open.size > 0) return;
    // Before anything is waited for: whoever asks meanwhile is given new ones.
    this.startedPool = undefined;
    this.memory.clear();
    await pool.end({ kind: "end" });
  }

  /** A number that no other shard has, and a path for what is put aside under it. */
  async nextShard(): Promise<{ readonly id: number; readonly folder: string }> {
    // Taken before anything is waited for: others may ask meanwhile.
    this.shards += 1;
    shardsOfAll += 1;
    const [id, name] = [shardsOfAll, String(this.shards)];
    return { id, folder: join(await this.workFolder(), name) };
  }

  /** Says that threads are needed for something; what is returned says that they are needed for it no more. */
  begin(id: number): () => void {
    this.open.add(id);
    return () => this.open.delete(id);
  }

  async workFolder(): Promise<string> {
    this.folder ??= makeWorkFolder(this.project);
    return this.folder;
  }

  /** What earlier runs have kept; absent when nothing is to be kept, or the project cannot be written to. */
  async cache(): Promise<ShardCache | undefined> {
    if (this.project === undefined || !this.keeps) return undefined;
    const own = join(this.project, ownFolder);
    const isOwn = dirname(await this.workFolder()) === own;
    return isOwn ? new ShardCache(join(own, "cache"), this.mostKeptBytes) : undefined;
  }

  /** Lets the threads go and removes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    const isDone = this.open.size === 0;
    // Of a thread that has failed, whoever waited for its work was told.
    if (isDone) await this.startedPool?.runInEach({ kind: "forget" }).catch(() => {});
    await this.startedPool?.close(isDone);
    this.startedPool = undefined;
    // Of a folder that could not be made, whoever wanted it was told.
    const folder = await this.folder?.catch(() => undefined);
    if (folder !== undefined) await removeWorkFolder(folder);
  }
}

/** Fewer bytes are read where we are before a thread has started. */
export const worthThreads: number = 1 << 23;

// Threads outlive a workshop: a number is given once.
let shardsOfAll = 0;

// Beside this file in the sources; an entry of its own beside the bundle.
const workerUrl = (): URL =>
  new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./table-worker.js", import.meta.url);
