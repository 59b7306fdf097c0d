// EDGE: disk. Makes a new project folder.
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { SourcebookError } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { createFile } from "../create-file.ts";
import { planProject } from "../init/plan-project.ts";
import { usageError } from "../read-args.ts";
import { version } from "../version.ts";
import { findChangesetFolder } from "../versions/read-version-files.ts";

export const init: Command = defineCommand({
  name: "init",
  summary: "Make a new dataset project that checks and cuts at once",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    documentary: { type: "boolean", about: "For claims taken from documents, instead of tables" },
    name: {
      type: "string",
      value: "name",
      about: "The name of the dataset (default: that of the folder)",
    },
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const name = values.name ?? nameFrom(basename(resolve(folder)));
    if (!isName(name)) {
      throw usageError(
        init,
        `"${name}" cannot be the name of a dataset`,
        "Write lower-case words joined by hyphens: --name air-quality",
      );
    }
    const plan = planProject({
      name,
      kind: values.documentary ? "documentary" : "table",
      isInWorkspace: findChangesetFolder(folder) !== undefined,
      toolVersion: version,
    });
    const there = [...plan.keys()].filter((path) => existsSync(join(folder, path)));
    const kept = there.filter((path) => ofNewRepositories.has(path));
    if (there.length > kept.length) {
      throw new SourcebookError("CONFLICT", {
        what: "The folder has files already that a project would have, and nothing is ever written over",
        where: { path: there.filter((path) => !kept.includes(path)).join(", ") },
        fix: "Name a new folder: sourcebook init my-dataset",
      });
    }
    const files = [...plan].filter(([path]) => !kept.includes(path));
    for (const [path, text] of files) await createFile(join(folder, path), text);
    const made = files.map(([path]) => path);
    io.stdout.write(
      values.json
        ? `${JSON.stringify({ name, folder, files: made, kept }, undefined, 2)}\n`
        : formatMade(name, folder, made, kept),
    );
    return exitCodes.fine;
  },
});

/** A new repository has these, often before anything else. */
const ofNewRepositories: ReadonlySet<string> = new Set(["README.md", ".gitignore"]);

/** The name of a folder as that of a dataset: `Air Quality` as `air-quality`. */
const nameFrom = (folder: string): string =>
  folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");

const isName = (name: string): boolean =>
  name.length <= 100 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);

function formatMade(
  name: string,
  folder: string,
  made: readonly string[],
  kept: readonly string[],
): string {
  return [
    `Made the dataset ${name}`,
    "",
    ...made.map((path) => `  ${join(folder, path)}`),
    ...(kept.length === 0 ? [] : ["", `Left as it was: ${kept.join(", ")}`]),
    "",
    `Next${folder === "." ? "" : `, in ${folder}`}: sourcebook check, then sourcebook cut`,
    "",
  ].join("\n");
}
