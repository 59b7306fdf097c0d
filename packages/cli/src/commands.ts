import type { Command } from "./command.ts";
import { check } from "./commands/check.ts";

/** Every command, in the order of `--help`: the order of a maintainer's day. */
export const commands: readonly Command[] = [check];
