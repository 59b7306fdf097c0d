// EDGE: starts threads and hands them work.
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { SourcebookError } from "@sourcebook/schema";

/** How many threads are started unless told otherwise. More would each take memory, and wait for the disk. */
export const defaultThreads = (): number => Math.min(4, availableParallelism());

/** What a thread answers to a task. An error loses its class on the way, so its words are sent. */
export type Answer<Result> =
  | { readonly result: Result }
  | { readonly error: { readonly message: string; readonly isSystem: boolean } };

interface Waiting<Result> {
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Threads that run one module and take one task at a time. When one of them ends, or is out of memory, every
 * task fails with the same error: nothing is tried twice.
 */
export class ThreadPool<Task, Result> {
  private readonly module: string;
  private readonly threads: readonly Worker[];
  private readonly idle: Worker[];
  private readonly waitingForThread: Waiting<Worker>[] = [];
  /** Those who wait for one thread and no other. */
  private readonly waitingForOne = new Map<Worker, Waiting<Worker>[]>();
  private readonly running = new Map<Worker, Waiting<Result>>();
  private failure: unknown;

  constructor(module: URL, count: number) {
    this.module = module.href;
    this.threads = Array.from({ length: count }, () => this.start(module));
    this.idle = [...this.threads];
  }

  /** Waits for a thread and hands it a task; `done` is its outcome. */
  run(task: Task): Promise<{ readonly done: Promise<Result> }> {
    return this.runIn(() => task);
  }

  /** The same for a task that depends on the thread. */
  async runIn(taskFor: (thread: Worker) => Task): Promise<{ readonly done: Promise<Result> }> {
    const thread = await this.take();
    return { done: this.post(thread, taskFor(thread)) };
  }

  /** Runs a task once in every thread, as soon as it is done with what it has been handed before. */
  runInEach(task: Task): Promise<readonly Result[]> {
    return Promise.all(
      this.threads.map(async (thread) => this.post(await this.takeOne(thread), task)),
    );
  }

  /**
   * Lets the threads go: they wait for the next pool, and keep no process from its end. Those that still have
   * something to do, or of which one has failed, are ended, whatever they do.
   *
   * To end a thread is rare: V8 can fail when one ends while another begins or compiles.
   *
   * @param isDone nothing in the threads is left of this pool's work
   */
  async close(isDone: boolean): Promise<void> {
    const isSound = isDone && this.isIdle;
    this.fail(new Error("The threads were closed"));
    for (const thread of this.threads) forget(thread);
    if (isSound) for (const thread of this.threads) letGo(thread, this.module);
    else await Promise.all(this.threads.map((thread) => thread.terminate()));
  }

  /** No thread has something to do, and none has failed. */
  get isIdle(): boolean {
    return this.failure === undefined && this.running.size === 0;
  }

  /** Hands each thread of an idle pool a last task, behind which it ends by itself, and waits for that. */
  async end(last: Task): Promise<void> {
    this.fail(new Error("The threads were ended"));
    await Promise.all(
      this.threads.map(async (thread) => {
        forget(thread);
        const ended = once(thread, "exit");
        thread.postMessage(last);
        await ended;
      }),
    );
  }

  private take(): Promise<Worker> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const thread = this.idle.pop();
    if (thread !== undefined) return Promise.resolve(thread);
    return new Promise((resolve, reject) => this.waitingForThread.push({ resolve, reject }));
  }

  private takeOne(thread: Worker): Promise<Worker> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const at = this.idle.indexOf(thread);
    if (at !== -1) {
      this.idle.splice(at, 1);
      return Promise.resolve(thread);
    }
    const waiting = this.waitingForOne.get(thread) ?? [];
    this.waitingForOne.set(thread, waiting);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }

  private release(thread: Worker): void {
    const next = this.waitingForOne.get(thread)?.shift() ?? this.waitingForThread.shift();
    if (next === undefined) this.idle.push(thread);
    else next.resolve(thread);
  }

  private post(thread: Worker, task: Task): Promise<Result> {
    const done = new Promise<Result>((resolve, reject) => {
      if (this.failure !== undefined) return reject(this.failure);
      this.running.set(thread, { resolve, reject });
      thread.postMessage(task);
    });
    // Whoever started the task may look at its outcome much later.
    done.catch(() => {});
    return done;
  }

  private start(module: URL): Worker {
    const thread = takeUp(module);
    thread.on("message", (answer: Answer<Result>) => {
      const task = this.running.get(thread);
      this.running.delete(thread);
      this.release(thread);
      if ("result" in answer) task?.resolve(answer.result);
      else task?.reject(asError(answer.error));
    });
    thread.on("error", (error) => this.fail(ended(error)));
    thread.on("exit", () => this.fail(ended()));
    return thread;
  }

  private fail(error: unknown): void {
    if (this.failure !== undefined) return;
    this.failure = error;
    const waiting = [...this.waitingForThread, ...[...this.waitingForOne.values()].flat()];
    for (const each of [...waiting, ...this.running.values()]) each.reject(error);
    this.running.clear();
  }
}

/** Gives a setup to each thread once: what is the same for many tasks need not be sent with each of them. */
export function oncePerThread<Setup>(setup: Setup): (thread: Worker) => { readonly setup?: Setup } {
  const given = new WeakSet<Worker>();
  return (thread) => {
    if (given.has(thread)) return {};
    given.add(thread);
    return { setup };
  };
}

// By name: Node listens to its threads, too.
function forget(thread: Worker): void {
  for (const event of ["message", "error", "exit"]) thread.removeAllListeners(event);
}

/** Threads that have nothing to do, by the module that they run. */
const spare = new Map<string, Set<Worker>>();

function letGo(thread: Worker, module: string): void {
  const others = spare.get(module) ?? new Set();
  spare.set(module, others.add(thread));
  const strike = (): boolean => others.delete(thread);
  thread.once("error", strike).once("exit", strike);
  thread.unref();
}

function takeUp(module: URL): Worker {
  const others = spare.get(module.href);
  for (const thread of others ?? []) {
    others?.delete(thread);
    forget(thread);
    thread.ref();
    return thread;
  }
  // Rows die young: a small nursery is swept as fast as a large one, and takes a fraction of the memory.
  return new Worker(module, { resourceLimits: { maxYoungGenerationSizeMb: 4 } });
}

const asError = ({ message, isSystem }: { message: string; isSystem: boolean }): Error =>
  isSystem
    ? new SourcebookError("IO", {
        what: "The rows of a table cannot be put aside while they are sorted",
        fix: `The system says ${message}.`,
      })
    : new Error(message);

const ended = (cause?: unknown): SourcebookError =>
  new SourcebookError("IO", {
    what: "A thread that worked on the tables has ended before its work was done",
    fix: `Run the command again${cause instanceof Error ? `; the system says: ${cause.message}` : ""}.`,
    ...(cause !== undefined && { cause }),
  });
