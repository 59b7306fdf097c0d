// EDGE: runs the programs that the scripts beside this one join, in the folder of the checkout.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const workspace = join(import.meta.dirname, "../..");
const stdio = ["ignore", "pipe", "inherit"];

/** Runs a program and gives its stdout; its stderr goes to the log. Fails when it does. */
const run = (program, args) => execFileSync(program, args, { encoding: "utf8", stdio });

export const git = (...args) => run("git", args);
export const gh = (...args) => run("gh", args);
export const unzip = (archive, folder) => run("unzip", ["-q", archive, "-d", folder]);

/** What `pnpm run version` runs. */
export const changesetVersion = () =>
  run(process.execPath, [join(workspace, "node_modules/@changesets/cli/bin.js"), "version"]);

/** Runs sourcebook and gives its stdout. Fails with any exit code but 0 and those that are expected. */
export function sourcebook(args, expected = []) {
  const program = join(workspace, "packages/cli/bin/sourcebook.js");
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], {
    encoding: "utf8",
    stdio,
    maxBuffer: 2 ** 30,
  });
  if (status === 0 || expected.includes(status)) return stdout;
  throw new Error(`sourcebook ${args.join(" ")} ended with ${status}\n${stdout}`);
}

/** The name of the dataset in a project, also when its data has errors. */
export const nameOf = (project) =>
  /^name: ([a-z0-9-]+)$/m.exec(readFileSync(join(project, "dataset.yaml"), "utf8"))[1];

export const say = (text) => process.stdout.write(`${text.trimEnd()}\n`);
