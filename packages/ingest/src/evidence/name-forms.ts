import { normalise } from "../documents/normalise-text.ts";

/** The printed forms of names in one source, normalised, by entity id. */
export type NameForms = ReadonlyMap<string, readonly string[]>;

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
