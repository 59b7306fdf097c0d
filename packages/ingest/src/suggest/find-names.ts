import type { SourceDocument } from "../documents/document.ts";
import { normalise } from "../documents/normalise-text.ts";
import { type Span, withoutOverlaps } from "./span.ts";

/** A printed form that some source lists for an entity. */
export interface KnownForm {
  readonly entity: string;
  readonly form: string;
  readonly kind: string;
}

export interface FoundName extends Span {
  readonly form: string;
  /** Everything that the form is known to stand for; empty for a run of capitals that is not known. */
  readonly known: readonly KnownForm[];
}

/** Finds known forms as whole words, the longest first, whatever quotes and dashes they are set with. */
export function findKnownNames(document: SourceDocument, forms: readonly KnownForm[]): FoundName[] {
  const { text, starts, ends } = document.normalised;
  const byFirstWord = groupForms(forms);
  const found: FoundName[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    for (const [form, known] of byFirstWord.get(word) ?? []) {
      const end = index + form.length;
      if (!text.startsWith(form, index) || /[\p{L}\p{N}]/u.test(text.charAt(end))) continue;
      const start = starts[index] ?? 0;
      const rawEnd = ends[end - 1] ?? start;
      found.push({ form: document.text.slice(start, rawEnd), known, start, end: rawEnd });
    }
  }
  return withoutOverlaps(found);
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu;

function groupForms(forms: readonly KnownForm[]): Map<string, Map<string, KnownForm[]>> {
  const groups = new Map<string, Map<string, KnownForm[]>>();
  for (const known of forms) {
    const form = normalise(known.form).replace(/^[^\p{L}\p{N}]+/u, "");
    const [first] = form.match(WORD) ?? [];
    if (first === undefined) continue;
    const group = groups.get(first) ?? new Map<string, KnownForm[]>();
    const same = group.get(form) ?? [];
    if (!same.some(({ entity }) => entity === known.entity)) same.push(known);
    groups.set(first, group.set(form, same));
  }
  return groups;
}

/**
 * Finds runs of capitalised words that may be names.
 *
 * A word that only begins a sentence is none unless the text writes it so elsewhere, too; headings in
 * capitals are left out.
 *
 * A known name right before a run belongs to it: `Varholm Gazette` is another name than `Varholm`.
 */
export function findCapitalRuns(
  text: string,
  sentences: readonly Span[],
  known: readonly FoundName[],
  dates: readonly Span[],
): FoundName[] {
  // What is known ends a run: `Nils Berg of the Harbour Office` holds another name.
  const masked = maskSpans(text, [...known, ...dates]);
  const isLowerElsewhere = createLookup(text);
  const runs = sentences.flatMap((sentence) => {
    if (isHeading(text.slice(sentence.start, sentence.end))) return [];
    const words = masked.slice(sentence.start, sentence.end);
    return [...words.matchAll(RUN)].map(({ 0: run, index }) => {
      const trimmed = trimRun(run, sentence.start + index);
      const isFirst = OPENS_SENTENCE.test(words.slice(0, trimmed.start - sentence.start));
      return { ...trimmed, isFirst };
    });
  });
  // A surname goes on alone after the full name.
  const inside = new Set(
    runs.flatMap(({ form, isFirst }) => {
      const words = form.split(/\s+/);
      return [...(isFirst ? [] : [form]), ...(words.length > 1 ? words.slice(-1) : [])];
    }),
  );
  const names = runs.flatMap((run): FoundName[] => {
    const [first = "", ...rest] = run.form.split(/\s+/);
    let { form, start, end } = run;
    if (run.isFirst && rest.length === 0 && !inside.has(form) && !isAcronym(first)) return [];
    if (run.isFirst && rest.length > 0 && isLowerElsewhere(first)) {
      ({ form, start, end } = trimRun(form.slice(first.length), start + first.length));
    }
    return form.length > 1 && !STOP.has(form) ? [{ form, known: [], start, end }] : [];
  });
  const startOf = new Map(known.map(({ start, end }) => [end, start]));
  return withoutOverlaps(names).map((run) => {
    const start = /^[ \t]$/.test(text.charAt(run.start - 1))
      ? startOf.get(run.start - 1)
      : undefined;
    return start === undefined ? run : { ...run, form: text.slice(start, run.end), start };
  });
}

// Nothing before it, or words that introduce the speech of somebody.
const OPENS_SENTENCE = /^[^\p{L}\p{N}]*$|[“"‘:]\s*$/u;

const CAPITALISED =
  "\\p{Lu}[\\p{L}\\p{M}\\p{N}]*(?:[’'-]\\p{Lu}[\\p{L}\\p{M}]*|-\\p{L}+|\\.(?=\\p{Lu})|(?<=(?<!\\p{L})\\p{Lu})\\.)*";
const RUN = new RegExp(
  `(?<![\\p{L}\\p{N}])${CAPITALISED}(?:[ \\t]+(?:(?:of|for|de|del|van|von|bin|ibn|al)[ \\t]+(?:the[ \\t]+)?)?${CAPITALISED})*`,
  "gu",
);

const STOP: ReadonlySet<string> = new Set(
  `A An The This That These Those It Its He His She Her They Their We Our You Your I My In On At By To
   From Of For With Without After Before During Since Until When While Where As If But And Or Nor So Yet
   Not No Some Many Most Several All Both Each Every Other Others Another One Two Three Four Five Six
   Seven Eight Nine Ten There Here Then Now Today Yesterday Tomorrow However Moreover Meanwhile Later
   Although Though Because Despite According About Around Over Under Nearly Almost Only Even Also What Who
   Which How Why Is Are Was Were Has Have Had Do Does Did Will Would Can Could May Might Must Should
   Nobody Nothing Everyone Mr Mrs Ms Dr Prof Sir Mr. Mrs. Ms. Dr. Prof.
   Monday Tuesday Wednesday Thursday Friday Saturday Sunday`.split(/\s+/),
);

/** Without the words at its start that are no part of a name. */
function trimRun(run: string, at: number): { form: string; start: number; end: number } {
  let rest = run.trimStart();
  for (;;) {
    const [first = ""] = rest.split(/\s/, 1);
    if (!STOP.has(first) || first.length === rest.length) break;
    rest = rest
      .slice(first.length)
      .trimStart()
      .replace(/^(?:of|for)\s+(?:the\s+)?/, "");
  }
  const start = at + run.length - rest.length;
  return { form: rest, start, end: start + rest.length };
}

const isAcronym = (word: string): boolean => /^\p{Lu}[\p{Lu}\p{N}-]+$/u.test(word);

function maskSpans(text: string, spans: readonly Span[]): string {
  let masked = "";
  let at = 0;
  for (const { start, end } of withoutOverlaps(spans)) {
    masked += text.slice(at, start) + "x".repeat(end - start);
    at = end;
  }
  return masked + text.slice(at);
}

function createLookup(text: string): (word: string) => boolean {
  const lower = new Set(text.match(/(?<!\p{L})\p{Ll}[\p{L}\p{M}]*/gu) ?? []);
  return (word) => lower.has(word.toLowerCase());
}

/** No full stop at its end, and most of its longer words in capitals. */
function isHeading(sentence: string): boolean {
  if (/[.!?…"”’)\]]$/.test(sentence)) return false;
  const words = sentence.match(/[\p{L}\p{M}’'-]{4,}/gu) ?? [];
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word));
  return words.length > 0 && capitals.length / words.length > 0.6;
}
