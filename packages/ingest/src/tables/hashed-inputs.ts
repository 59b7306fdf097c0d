import { createHash } from "node:crypto";
import { compareText, type InputFile, SourcebookError } from "@sourcebook/schema";
import type { OpenOptions, TableInput } from "./raw-table.ts";
import type { TableFiles } from "./table-files.ts";

/** Files that are hashed while they are read, and that must be the same when they are read again. */
export class HashedInputs {
  private readonly files: TableFiles;
  private readonly known = new Map<string, InputFile>();
  private readBytes = 0;

  constructor(files: TableFiles) {
    this.files = files;
  }

  /** @throws SourcebookError `CONFLICT`, while it is read, when the file has changed since it was read first */
  input(path: string): TableInput {
    return { path, open: (options) => this.read(path, options) };
  }

  /** The files that have been read to their end, ordered by path. */
  all(): readonly InputFile[] {
    return [...this.known.values()].toSorted((a, b) => compareText(a.path, b.path));
  }

  /** What a file was that has been read to its end. */
  get(path: string): InputFile | undefined {
    return this.known.get(path);
  }

  /** In bytes, where it is known beforehand. */
  sizeOf(path: string): number | undefined {
    return this.files.sizes?.get(path);
  }

  /** How many bytes have been read by now, those that were read again included. */
  get bytes(): number {
    return this.readBytes;
  }

  private async *read(path: string, options?: OpenOptions): AsyncGenerator<Uint8Array> {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of this.files.open(path, options)) {
      hash.update(chunk);
      bytes += chunk.length;
      this.readBytes += chunk.length;
      yield chunk;
    }
    const sha256 = hash.digest("hex");
    const first = this.known.get(path);
    if (first === undefined) this.known.set(path, { path, bytes, sha256 });
    else if (first.sha256 !== sha256) {
      throw new SourcebookError("CONFLICT", {
        what: "The file was changed while it was being read",
        where: { path },
        fix: "Run the command again when nothing writes to the file.",
      });
    }
  }
}
