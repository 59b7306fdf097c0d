// EDGE: a folder for files that are put aside while tables are read, and the threads that read them.
import type { RowWork } from "@sourcebook/schema";
import { BufferStock } from "./split-records.ts";
import { defaultThreads, ThreadPool } from "./thread-pool.ts";
import { makeWorkFolder, removeWorkFolder } from "./work-folder.ts";
import type { ShardResult, ShardTask } from "./worker.ts";

export interface WorkshopOptions {
  /** What is made of rows while they are read; unless given, they are only checked. */
  readonly forms?: RowWork | undefined;
  /** How many threads read. */
  readonly threads?: number;
  /** About how many bytes of a file are read at a time in each of them. */
  readonly pieceBytes?: number;
  /** Tables with fewer bytes are read where we are: they are done before a thread has started. */
  readonly leastBytes?: number;
}

/** Threads that read tables, and the folder where they put rows aside. Nothing is made before it is needed. */
export class Workshop implements AsyncDisposable {
  readonly forms: RowWork | undefined;
  readonly pieceBytes: number;
  readonly leastBytes: number;
  readonly stock: BufferStock = new BufferStock();
  private readonly threads: number;
  private readonly project: string;
  private folder: Promise<string> | undefined;
  private startedPool: ThreadPool<ShardTask, ShardResult> | undefined;
  private shards = 0;

  /** @param project the folder of the project */
  constructor(project: string, options: WorkshopOptions = {}) {
    this.project = project;
    const { threads = defaultThreads(), forms } = options;
    this.forms = forms;
    this.threads = threads;
    // Memory is bounded by what all threads hold together.
    this.pieceBytes = options.pieceBytes ?? Math.max(1 << 20, Math.floor((1 << 23) / threads));
    this.leastBytes = options.leastBytes ?? 1 << 23;
  }

  get pool(): ThreadPool<ShardTask, ShardResult> {
    this.startedPool ??= new ThreadPool(workerUrl(), this.threads);
    return this.startedPool;
  }

  /** A number that no other shard has. */
  nextShard(): number {
    this.shards += 1;
    return this.shards;
  }

  async workFolder(): Promise<string> {
    this.folder ??= makeWorkFolder(this.project);
    return this.folder;
  }

  /** Ends the threads. Tables whose rows were put aside can still be read. */
  async endThreads(): Promise<void> {
    await this.startedPool?.close();
    this.startedPool = undefined;
  }

  /** Ends all and removes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.endThreads();
    if (this.folder !== undefined) await removeWorkFolder(await this.folder);
  }
}

// Beside this file in the sources; an entry of its own beside the bundle.
const workerUrl = (): URL =>
  new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./table-worker.js", import.meta.url);
