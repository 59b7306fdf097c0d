import type { CodelistEntry, Row } from "@sourcebook/schema";
import { textOf } from "../text-of.ts";

/**
 * The chain of speakers in words, the author of the source first: `Hamid Enayat writes; Amnesty
 * International states (via a report of 2017)`.
 *
 * A speaker whom the words do not name is marked so: `[implied]`, `[unclear]`.
 *
 * @param steps the attributions of one claim, by step
 * @param labelOf the label of an entity by its id
 */
export function attributionText(
  steps: readonly Row[],
  labelOf: (id: string) => string,
  acts: readonly CodelistEntry[],
): string {
  return steps
    .map((step) => {
      const act = textOf(step, "act") ?? "";
      const work = textOf(step, "work_id");
      const certainty = textOf(step, "certainty");
      return [
        labelOf(textOf(step, "agent_id") ?? ""),
        actWords(act, acts),
        ...(work === undefined ? [] : [`(via ${labelOf(work)})`]),
        ...(certainty === undefined || certainty === "explicit" ? [] : [`[${certainty}]`]),
      ].join(" ");
    })
    .join("; ");
}

/** The title of an act as it stands inside a sentence: `Calls for` as `calls for`. */
function actWords(code: string, acts: readonly CodelistEntry[]): string {
  const title = acts.find((entry) => entry.code === code)?.title ?? code;
  return title.slice(0, 1).toLowerCase() + title.slice(1);
}
