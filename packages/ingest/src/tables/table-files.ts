import { lateLibrary } from "../late-library.ts";
import type { OpenOptions } from "./raw-table.ts";

const picomatch = lateLibrary<typeof import("picomatch")>("picomatch");

/** What stands where a path should lead to a file, or a pattern to a folder. */
export interface Absence {
  /** A link is reported when it is found. */
  readonly found: "nothing" | "file" | "folder" | "link" | "other";
  /** The path or pattern that may be meant. */
  readonly near?: string;
}

/** The files of a project that tables can be read from. Each gives the same bytes whenever it is opened. */
export interface TableFiles {
  /** Relative to the project folder, with `/` on every system. */
  readonly paths: readonly string[];
  /** In bytes, by path, where they are known beforehand. */
  readonly sizes?: ReadonlyMap<string, number>;
  /** What is known of paths and patterns that lead to none of them. */
  readonly absent?: ReadonlyMap<string, Absence>;
  open(path: string, options?: OpenOptions): AsyncIterable<Uint8Array>;
}

/** Why a pattern cannot be looked for. */
export type PathFault = "outside";

/** The paths that a pattern names, in the order of their code units. */
export function matchPaths(
  pattern: string,
  paths: readonly string[],
): readonly string[] | PathFault {
  const path = toPath(pattern);
  if (isOutside(path)) return "outside";
  if (paths.includes(path)) return [path];
  const matches = picomatch()(path, { nonegate: true });
  return paths.filter((candidate) => matches(candidate)).toSorted();
}

/** Where to look for what a pattern names: one file, or all below a folder; nowhere outside the project. */
export function placesOf(pattern: string): { file: string } | { folder: string } | undefined {
  const path = toPath(pattern);
  if (isOutside(path)) return undefined;
  const { base, isGlob } = picomatch().scan(path);
  return isGlob ? { folder: base } : { file: path };
}

/** Whether a path is absolute, climbs, or is written so that some system may take it to. */
export const isOutside = (path: string): boolean =>
  /^[/\\]|^[A-Za-z]:|[\\\0]/.test(path) || path.split("/").includes("..");

/** A path as files are listed: without `./` before it and `/` behind it. */
export const toPath = (path: string): string => path.replace(/^(?:\.\/)+|\/+$/g, "");
