// EDGE: process. Who holds a lock, and whether that process is still there.
import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { threadId } from "node:worker_threads";

/** A holder of a lock. Empty text is what this system does not tell. */
export interface Owner {
  /** Differs for each taking of a lock, so that no two owners are ever the same. */
  readonly id: string;
  readonly host: string;
  /** Of the running system: changes when the machine restarts. */
  readonly boot: string;
  /** Of process ids: containers count their own. */
  readonly namespace: string;
  readonly pid: number;
  readonly thread: number;
  /** When the process began, in the system's own count: process ids are used again. */
  readonly started: string;
}

/** Names this process as the owner of one lock. */
export function describeSelf(): Owner {
  return {
    id: randomUUID(),
    host: hostname(),
    boot: readSystem("/proc/sys/kernel/random/boot_id"),
    namespace: readNamespace(),
    pid: process.pid,
    thread: threadId,
    started: readProcess(process.pid)?.started ?? "",
  };
}

/**
 * Whether an owner is certainly gone. In doubt it lives.
 *
 * @param mine ids of the locks that this thread holds now
 */
export function isGone(owner: Owner, mine: ReadonlySet<string>): boolean {
  const self = describeSelf();
  if (owner.host !== self.host) return false;
  if (owner.boot !== self.boot) return owner.boot !== "" && self.boot !== "";
  if (owner.namespace !== self.namespace) return false;
  if (owner.pid === self.pid && owner.started === self.started) {
    return owner.thread === self.thread && !mine.has(owner.id);
  }
  return !isRunning(owner);
}

function isRunning({ pid, started }: Owner): boolean {
  if (started === "") return answersSignals(pid);
  const running = readProcess(pid);
  // A zombie has ended: only its entry waits for the parent.
  return running !== undefined && running.started === started && !"ZX".includes(running.state);
}

function answersSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Fields 3 and 22 of `/proc/<pid>/stat`; the name before them may hold spaces and brackets. */
function readProcess(pid: number): { state: string; started: string } | undefined {
  const text = readSystem(`/proc/${pid}/stat`);
  if (text === "") return undefined;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", started: fields[19] ?? "" };
}

// A system without these files is a known case, not a failure: there the process id must do.
function readSystem(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

function readNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
