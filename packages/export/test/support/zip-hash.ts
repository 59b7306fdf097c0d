// Prints the hash of the archive of some made-up files, to be run under other circumstances.
import { createHash } from "node:crypto";
import { formatZip } from "../../src/zip-writer.ts";
import { madeUpFiles } from "./made-up-files.ts";

const hash = createHash("sha256");
for await (const chunk of formatZip(madeUpFiles(Number(process.argv[2])))) hash.update(chunk);
process.stdout.write(hash.digest("hex"));
