// EDGE: reads the package.json of a library.
import { existsSync, readFileSync } from "node:fs";

/** The version of an installed library, by the package.json above the file that an import of it loads. */
export function libraryVersion(name: string): string {
  let folder = new URL(".", import.meta.resolve(name));
  for (;;) {
    const file = new URL("package.json", folder);
    if (existsSync(file)) {
      const about: { name?: string; version?: string } = JSON.parse(readFileSync(file, "utf8"));
      if (about.name === name && about.version !== undefined) return about.version;
    }
    const above = new URL("..", folder);
    if (above.href === folder.href) throw new Error(`${name} states no version`);
    folder = above;
  }
}
