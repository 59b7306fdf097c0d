import { type CodelistEntry, documentary, type Model } from "@sourcebook/schema";

/** A release carries the codes of a list; the words for them stand in the model of this toolkit. */
export function codesOf(
  { name, codelists }: Pick<Model, "name" | "codelists">,
  codelist: string,
): readonly CodelistEntry[] {
  const known = name === documentary.name ? (documentary as Model).codelists[codelist] : undefined;
  return known ?? codelists[codelist] ?? [];
}
