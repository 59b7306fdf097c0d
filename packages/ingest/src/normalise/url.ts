import { type Normalised, normalised } from "./normalised.ts";

/**
 * Gives a web address in one spelling: scheme and host in lower case, no default port, no `..`, spaces as `%20`.
 * Its path, query and fragment stay as they are, since every letter of them may matter.
 *
 * Only whole `http` and `https` addresses have a value; one with a password has none.
 */
export function normaliseUrl(text: string): Normalised {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return { original: text };
  const url = new URL(trimmed);
  return normalised(text, url.username === "" && url.password === "" ? url.href : undefined);
}
