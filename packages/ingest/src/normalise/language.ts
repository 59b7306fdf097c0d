import { formats } from "@sourcebook/schema";
import { lateLibrary } from "../late-library.ts";
import { type Normalised, normalised } from "./normalised.ts";

/**
 * Gives the BCP 47 tag of a language by a tag in any spelling (`EN-us`, `zh_hant`), a three-letter code
 * (`per`, `fas`) or its English name. Where a language has two letters, they are its tag.
 */
export function normaliseLanguage(text: string): Normalised {
  const words = text.trim().toLowerCase();
  return normalised(text, languages().get(words) ?? fromTag(words.replaceAll("_", "-")));
}

/** Language in lower case, script with a capital, region in capitals: the casing of RFC 5646. */
function fromTag(tag: string): string | undefined {
  const [first = "", ...rest] = tag.split("-");
  const language = languages().get(first);
  if (language === undefined || first.length > 3 || formats["language-tag"]?.test(tag) !== true) {
    return undefined;
  }
  let isOver = false;
  const parts = rest.map((part) => {
    // Behind a single character stands an extension, whose parts mean something else.
    isOver ||= part.length === 1;
    if (isOver) return part;
    if (/^[a-z]{4}$/.test(part)) return `${part[0]?.toUpperCase()}${part.slice(1)}`;
    return /^[a-z]{2}$/.test(part) ? part.toUpperCase() : part;
  });
  return [language, ...parts].join("-");
}

const library = lateLibrary<typeof import("iso-639-2")>("iso-639-2");

let known: ReadonlyMap<string, string> | undefined;

/** The tags of languages by their names and codes; read when first asked for. */
function languages(): ReadonlyMap<string, string> {
  known ??= new Map(
    library()
      .iso6392.flatMap(({ name, iso6391, iso6392B, iso6392T }) => {
        const code = iso6391 ?? iso6392T ?? iso6392B;
        return [name, iso6391, iso6392B, iso6392T].flatMap((key): [string, string][] =>
          key === undefined ? [] : [[key.toLowerCase(), code]],
        );
      })
      .concat([["farsi", "fa"]]),
  );
  return known;
}
