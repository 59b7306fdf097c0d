import type { Command } from "./command.ts";
import { change } from "./commands/change.ts";
import { check } from "./commands/check.ts";
import { compat } from "./commands/compat.ts";
import { cut } from "./commands/cut.ts";
import { diff } from "./commands/diff.ts";
import { explain } from "./commands/explain.ts";
import { fmt } from "./commands/fmt.ts";
import { init } from "./commands/init.ts";
import { preview } from "./commands/preview.ts";
import { reanchor } from "./commands/reanchor.ts";
import { site } from "./commands/site.ts";
import { source } from "./commands/source.ts";
import { status } from "./commands/status.ts";
import { suggest } from "./commands/suggest.ts";
import { verify } from "./commands/verify.ts";
import { yank } from "./commands/yank.ts";

/** Every command, in the order of `--help`: the order of a maintainer's day. */
export const commands: readonly Command[] = [
  init,
  source,
  suggest,
  reanchor,
  check,
  explain,
  fmt,
  preview,
  status,
  change,
  diff,
  cut,
  verify,
  yank,
  compat,
  site,
];
