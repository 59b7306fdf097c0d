import type { Command } from "./command.ts";

/** Every command, in the order of `--help`: the order of a maintainer's day. */
export const commands: readonly Command[] = [];
