import { compareText } from "@sourcebook/schema";
import type { FileChanges, ReleaseFile } from "./release-diff.ts";

/** Which files came, went, changed, or stand elsewhere; `undefined` when the files of one side are not known. */
export function compareFiles(
  before: readonly ReleaseFile[] | undefined,
  after: readonly ReleaseFile[] | undefined,
): FileChanges | undefined {
  if (!before || !after) return undefined;
  const old = new Map(before.map((file) => [file.path, file]));
  const renewed = new Map(after.map((file) => [file.path, file]));
  const gone = before.filter(({ path }) => !renewed.has(path));
  const arrived = after.filter(({ path }) => !old.has(path));
  const moved = gone.flatMap((file) => {
    const hasItsBytes = ({ sha256 }: ReleaseFile): boolean =>
      sha256 !== undefined && sha256 === file.sha256;
    const to = only(arrived.filter(hasItsBytes));
    return to && only(gone.filter(hasItsBytes)) ? [{ from: file.path, to: to.path }] : [];
  });
  const stayed = before.flatMap((file) => {
    const now = renewed.get(file.path);
    return now ? [{ file, now }] : [];
  });
  const movedFrom = new Set(moved.map(({ from }) => from));
  const movedTo = new Set(moved.map(({ to }) => to));
  return {
    added: paths(arrived.filter(({ path }) => !movedTo.has(path))),
    removed: paths(gone.filter(({ path }) => !movedFrom.has(path))),
    changed: paths(
      stayed.filter(({ file, now }) => isOther(file.sha256, now.sha256)).map(({ now }) => now),
    ),
    moved: moved.sort((a, b) => compareText(a.from, b.from)),
    rewritten: paths(
      stayed.filter(({ file, now }) => isOther(file.dialect, now.dialect)).map(({ now }) => now),
    ),
  };
}

const isOther = (before: string | undefined, after: string | undefined): boolean =>
  before !== undefined && after !== undefined && before !== after;

const only = <Item>(items: readonly Item[]): Item | undefined =>
  items.length === 1 ? items[0] : undefined;

const paths = (files: readonly ReleaseFile[]): readonly string[] =>
  files.map(({ path }) => path).sort(compareText);
