// EDGE: where this benchmark keeps what it makes; git ignores the folder.
import { join } from "node:path";

export const dataFolder: string = join(import.meta.dirname, ".data");
export const peersFolder: string = join(dataFolder, "peers");
export const resultsPath: string = join(import.meta.dirname, "results.json");
export const pagePath: string = join(import.meta.dirname, "RESULTS.md");
