import { cp, mkdir, readFile, realpath, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";

const packages = join(import.meta.dirname, "../../..");

/**
 * Puts the built program into a folder as npm installs it: our packages with what they depend on, and nothing that
 * is optional.
 *
 * @returns the file to run
 */
export async function installProgram(folder: string): Promise<string> {
  const modules = join(folder, "node_modules");
  for (const name of ["schema", "ingest", "export", "site", "cli"]) {
    const from = join(packages, name);
    const about = JSON.parse(await readFile(join(from, "package.json"), "utf8"));
    // Copies: Node looks for what a linked package imports where the package itself stands.
    for (const part of ["package.json", ...about.files]) {
      await cp(join(from, part), join(modules, about.name, part), { recursive: true });
    }
    for (const library of Object.keys(about.dependencies)) {
      if (!library.startsWith("@sourcebook/")) await linkLibrary(folder, name, library);
    }
  }
  return join(modules, "sourcebook/bin/sourcebook.js");
}

/** Installs one more library, in the version that one of our packages is built with. */
export async function linkLibrary(folder: string, of: string, library: string): Promise<void> {
  const link = join(folder, "node_modules", library);
  await mkdir(dirname(link), { recursive: true });
  await symlink(await realpath(join(packages, of, "node_modules", library)), link).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    },
  );
}
