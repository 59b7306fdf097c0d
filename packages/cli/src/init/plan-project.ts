import { documentaryFiles } from "./documentary-files.ts";
import { readmeOf } from "./project-readme.ts";
import { tableFiles } from "./table-files.ts";

/** What kind of project is made, and where. */
export interface ProjectWishes {
  /** Lower-case words joined by hyphens. */
  readonly name: string;
  /** Rows in tables, or claims taken from documents. */
  readonly kind: "table" | "documentary";
  /** Whether a workspace above keeps changesets, and so the versions of its packages. */
  readonly isInWorkspace: boolean;
  /** The version of this program. */
  readonly toolVersion: string;
}

/**
 * The files of a new dataset project, by path, in the order in which they are worth reading. It checks and cuts as it
 * is.
 */
export function planProject(wishes: ProjectWishes): ReadonlyMap<string, string> {
  const { name, kind, isInWorkspace, toolVersion } = wishes;
  const title = titleOf(name);
  const own = kind === "table" ? tableFiles(name, title) : documentaryFiles(name, title);
  return new Map([
    ["README.md", readmeOf({ name, title, kind, isInWorkspace })],
    ...own,
    ["package.json", packageJson(name, isInWorkspace, toolVersion)],
    ...(isInWorkspace
      ? []
      : ([
          [".changeset/config.json", changesetConfig],
          [".gitignore", gitignore],
        ] as const)),
  ]);
}

/** `air-quality` as `Air quality`. */
function titleOf(name: string): string {
  const words = name.replaceAll("-", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** Changesets moves its version; it is private, because a dataset is no package of npm. */
function packageJson(name: string, isInWorkspace: boolean, toolVersion: string): string {
  const alone = {
    scripts: {
      check: "sourcebook check",
      status: "sourcebook status",
      change: "sourcebook change",
      version: "changeset version",
      cut: "sourcebook cut",
    },
    devDependencies: { "@changesets/cli": "3.0.3", sourcebook: toolVersion },
  };
  const value = { name, version: "0.1.0", private: true, ...(isInWorkspace ? {} : alone) };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

const changesetConfig = `{
  "changelog": "@changesets/cli/changelog",
  "commit": false,
  "baseBranch": "main",
  "format": false,
  "privatePackages": { "version": true, "tag": false }
}
`;

const gitignore = `node_modules/
# Releases are cut from what is here, and attached where they are published.
releases/
`;
