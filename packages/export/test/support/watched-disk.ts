import type { FileHandle } from "node:fs/promises";
import { type Disk, nodeDisk } from "../../src/disk.ts";

/** Sees each call before it happens, with the path that it is about; may change what is written. */
export interface Watcher {
  call?(name: string, path: string, more: unknown): void | Promise<void>;
  write?(path: string, bytes: Uint8Array): Uint8Array;
}

export function watchedDisk(watcher: Watcher): Disk {
  const watch = <T extends object>(target: T, place: string | undefined): T =>
    new Proxy(target, {
      get(_, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return async (...args: unknown[]) => {
          const path = place ?? String(args[0]);
          await watcher.call?.(String(name), path, args[1]);
          if (name === "writeFile" && watcher.write) {
            args[0] = watcher.write(path, args[0] as Uint8Array);
          }
          const result: unknown = await value.apply(target, args);
          return name === "open" ? watch(result as FileHandle, path) : result;
        };
      },
    });
  return watch(nodeDisk, undefined);
}
