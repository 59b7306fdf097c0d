import type { Command } from "./command.ts";

/** Every command, in the order of `--help`: the order of a maintainer's day. Each is loaded when it is asked for. */
export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ["init", async () => (await import("./commands/init.ts")).init],
  ["source", async () => (await import("./commands/source.ts")).source],
  ["suggest", async () => (await import("./commands/suggest.ts")).suggest],
  ["reanchor", async () => (await import("./commands/reanchor.ts")).reanchor],
  ["check", async () => (await import("./commands/check.ts")).check],
  ["explain", async () => (await import("./commands/explain.ts")).explain],
  ["fmt", async () => (await import("./commands/fmt.ts")).fmt],
  ["preview", async () => (await import("./commands/preview.ts")).preview],
  ["status", async () => (await import("./commands/status.ts")).status],
  ["change", async () => (await import("./commands/change.ts")).change],
  ["diff", async () => (await import("./commands/diff.ts")).diff],
  ["cut", async () => (await import("./commands/cut.ts")).cut],
  ["verify", async () => (await import("./commands/verify.ts")).verify],
  ["yank", async () => (await import("./commands/yank.ts")).yank],
  ["compat", async () => (await import("./commands/compat.ts")).compat],
  ["site", async () => (await import("./commands/site.ts")).site],
]);

export const loadCommands = (): Promise<readonly Command[]> =>
  Promise.all([...commands.values()].map((load) => load()));
