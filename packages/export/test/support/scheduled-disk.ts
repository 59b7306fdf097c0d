import fs from "node:fs";
import type { Disk } from "../../src/disk.ts";

/** A disk on which each call waits for its turn, and then happens at once. */
export function scheduledDisk(turn: (call: string) => Promise<unknown>): Disk {
  const calls = {
    chmod: fs.chmodSync,
    link: fs.linkSync,
    lstat: fs.lstatSync,
    mkdir: fs.mkdirSync,
    readdir: fs.readdirSync,
    rename: fs.renameSync,
    rm: fs.rmSync,
    unlink: fs.unlinkSync,
    open: (path: string, flags: string) => openFile(fs.openSync(path, flags)),
  };
  const openFile = (fd: number) =>
    inTurn({
      writeFile: (bytes: Uint8Array) => void fs.writeSync(fd, bytes),
      read: (buffer: Buffer, offset: number, length: number, position: number) => ({
        bytesRead: fs.readSync(fd, buffer, offset, length, position),
        buffer,
      }),
      chmod: (mode: number) => fs.fchmodSync(fd, mode),
      sync: () => {},
      close: () => fs.closeSync(fd),
    });
  function inTurn(methods: object): object {
    return Object.fromEntries(
      Object.entries(methods).map(([name, method]: [string, (...args: unknown[]) => unknown]) => [
        name,
        async (...args: unknown[]) => {
          await turn(`${name} ${typeof args[0] === "string" ? args[0] : ""}`);
          return method(...args);
        },
      ]),
    );
  }
  return inTurn(calls) as Disk;
}
