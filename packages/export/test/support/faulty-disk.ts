import type { FileHandle } from "node:fs/promises";
import { constants } from "node:os";
import { type Disk, nodeDisk } from "../../src/disk.ts";

/** How a disk fails: at which call, counted from 1, with what, and for how long. */
export interface Fault {
  readonly call: number;
  readonly code: "ENOSPC" | "EIO" | "EROFS" | "EDQUOT" | "EMFILE";
  /** From that call on, as on a full disk, or to a process that is killed; else just once. */
  readonly lasting: boolean;
}

/** A disk that fails as told; a write that fails has written the first half. */
export function faultyDisk(fault: Fault): { readonly disk: Disk; readonly calls: () => number } {
  let calls = 0;
  const fails = (): boolean => {
    calls += 1;
    return fault.lasting ? calls >= fault.call : calls === fault.call;
  };
  // As Node makes them: the path is known for calls on paths, and not for calls on open files.
  const failure = (syscall: string, path: unknown): Error =>
    Object.assign(new Error(`${fault.code}: made to fail, ${syscall}`), {
      code: fault.code,
      errno: -constants.errno[fault.code],
      syscall,
      ...(typeof path === "string" && { path }),
    });

  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(_, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return async (...args: readonly unknown[]) => {
          if (fails()) {
            if (name === "writeFile") await writeHalf(target as FileHandle, args[0] as Uint8Array);
            // A process that ends closes its files, whatever else fails.
            if (name === "close") await (target as FileHandle).close();
            throw failure(String(name), args[0]);
          }
          const result: unknown = await value.apply(target, args);
          return name === "open" ? wrap(result as FileHandle) : result;
        };
      },
    });

  return { disk: wrap(nodeDisk), calls: () => calls };
}

const writeHalf = (file: FileHandle, bytes: Uint8Array): Promise<void> =>
  file.writeFile(bytes.subarray(0, bytes.length / 2));
