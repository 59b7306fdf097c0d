import { type CodelistEntry, documentary, type Model } from "@sourcebook/schema";

/**
 * The codes of a list as a release has them. One that was cut when releases did not hold the words for them takes
 * those from the model of this toolkit.
 */
export function codesOf(
  { name, codelists }: Pick<Model, "name" | "codelists">,
  codelist: string,
): readonly CodelistEntry[] {
  const own = codelists[codelist] ?? [];
  const known = name === documentary.name ? (documentary as Model).codelists[codelist] : undefined;
  const hasWords = own.some(
    ({ code, title, description }) => title !== code || description !== code,
  );
  return hasWords ? own : (known ?? own);
}
