import type { CodelistEntry, Row } from "@sourcebook/schema";
import { textOf } from "../text-of.ts";

/**
 * The chain of speakers in words, the author of the source first: `Ada Quill writes; Tom Reed
 * states (via a report of 1921)`; or, of a work itself, `Ada Quill cites a report of 1921`.
 *
 * A speaker whom the words do not name is marked so: `[implied]`, `[unclear]`.
 *
 * @param steps the attributions of one claim, by step
 * @param entityOf an entity by its id
 */
export function attributionText(
  steps: readonly Row[],
  entityOf: (id: string) => Row,
  acts: readonly CodelistEntry[],
): string {
  return steps
    .map((step) => {
      const agent = entityOf(textOf(step, "agent_id") ?? "");
      const act = textOf(step, "act") ?? "";
      const words = actWords(act, acts);
      const workId = textOf(step, "work_id");
      const work = workId === undefined ? undefined : textOf(entityOf(workId), "label");
      const certainty = textOf(step, "certainty");
      return [
        textOf(agent, "label"),
        isPlural(agent) ? pluralVerb(words) : words,
        ...(work === undefined ? [] : [TAKES_WORK.has(act) ? work : `(via ${work})`]),
        ...(certainty === undefined || certainty === "explicit" ? [] : [`[${certainty}]`]),
      ].join(" ");
    })
    .join("; ");
}

/** Acts whose object is the work itself: one `cites` a letter, and `states` something via it. */
const TAKES_WORK: ReadonlySet<string> = new Set(["cites", "publishes"]);

/** A group does things in the plural, and so do the police. */
function isPlural(agent: Row): boolean {
  return (
    textOf(agent, "type") === "group" || /\b(?:people|police)$/i.test(textOf(agent, "label") ?? "")
  );
}

/** The title of an act as it stands inside a sentence: `Calls for` as `calls for it`. */
function actWords(code: string, acts: readonly CodelistEntry[]): string {
  const title = acts.find((entry) => entry.code === code)?.title ?? code;
  return (title.slice(0, 1).toLowerCase() + title.slice(1)).replace(/ for$/, " for it");
}

/** What several people do, when one `writes`, `testifies`, `publishes` or `calls for it`. */
export function pluralVerb(words: string): string {
  return words.replace(/^\S+/, (verb) =>
    verb
      .replace(/ies$/, "y")
      .replace(/(?<=sh|ch|ss|x)es$/, "")
      .replace(/(?<!s)s$/, ""),
  );
}
