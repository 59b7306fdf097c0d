import { normalise } from "./normalise-text.ts";

/** The printed forms of names in one source, normalised, by entity id. */
export type NameForms = ReadonlyMap<string, readonly string[]>;

/** Whether one of the forms stands in one of the normalised texts as a name of its own. */
export function findNamed(forms: readonly string[], texts: readonly string[]): boolean {
  return forms.some((form) => texts.some((text) => findName(form, text) !== -1));
}

/**
 * Where a normalised form first stands in a normalised text, not as part of a longer word: `Iran` is
 * not named by `Iranian`. Only letters with case and digits can make a word longer; scripts without
 * case write particles and names together.
 *
 * @returns -1 when it stands nowhere
 */
export function findName(form: string, text: string, from = 0): number {
  for (let at = text.indexOf(form, from); at !== -1; at = text.indexOf(form, at + 1)) {
    const end = at + form.length;
    const startsWord = !isCased(text.slice(at - 1, at)) || !isCased(form.slice(0, 1));
    const endsWord = !isCased(text.slice(end, end + 1)) || !isCased(form.slice(-1));
    if (startsWord && endsWord) return at;
  }
  return -1;
}

const isCased = (unit: string) => /^[\p{Lu}\p{Ll}\p{Lt}\p{Nd}]$/u.test(unit);

/** The forms that a source file lists, ready to be looked for. */
export function collectNameForms(
  names: readonly { entity: { value: string }; form: { value: string } }[],
): NameForms {
  const forms = new Map<string, string[]>();
  for (const { entity, form } of names) {
    const known = forms.get(entity.value);
    if (known === undefined) forms.set(entity.value, [normalise(form.value)]);
    else known.push(normalise(form.value));
  }
  return forms;
}
