import { closest, SourcebookError } from "@sourcebook/schema";

/** The error for a source that there is not. */
export function unknownSource(
  source: string,
  folder: string,
  sources: readonly string[],
): SourcebookError {
  const near = closest(source, sources);
  const known = sources.length === 0 ? "none" : sources.join(", ");
  return new SourcebookError("USAGE", {
    what: `There is no source "${source}"`,
    where: { path: folder },
    fix: near === undefined ? `There are: ${known}` : `Did you mean "${near}"?`,
  });
}
