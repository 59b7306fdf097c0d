import type { TextSpan } from "../documents/document.ts";
import { findWords } from "../documents/find-words.ts";
import { normalise } from "../documents/normalise-text.ts";
import type { IssueList } from "../issue-list.ts";
import type { Located } from "../records/record-node.ts";
import type { ClaimRecord, Texts } from "../records/source-file.ts";
import { carriesNumber } from "./carries-number.ts";
import { findContradictions, findMissingDateParts } from "./date-words.ts";
import type { NameForms } from "./name-forms.ts";

/** What is known of an entity when its name is looked for. */
export interface EntitySketch {
  readonly type: string;
  readonly kind?: string;
}

/** Words in which a claim's values must be found, normalised. */
export interface ClaimWords {
  readonly quote: readonly string[];
  readonly context: readonly string[];
}

/** What the words of a source are read with. */
export interface SourceKnowledge {
  readonly entities: ReadonlyMap<string, EntitySketch>;
  readonly names: NameForms;
  /** Only English words for numbers and months are known. */
  readonly isEnglish: boolean;
}

export function wordsOfSpans(spans: readonly TextSpan[]): string[] {
  return spans.map((span) => normalise(span.exact));
}

/**
 * Reports every value of a claim that its words do not carry: numbers, dates, values, quoted words
 * and names.
 *
 * @see docs/decisions/0006-values-in-the-words.md
 */
export function checkWords(
  claim: ClaimRecord,
  words: ClaimWords,
  knowledge: SourceKnowledge,
  issues: IssueList,
): void {
  checkValue(claim.texts.get("value"), words, issues);
  for (const part of claim.quotation?.words ?? []) checkValue(part, words, issues, "quotation");
  if (claim.quantity !== undefined) checkQuantity(claim.quantity, words, knowledge, issues);
  checkDates(claim, words, knowledge, issues);
  for (const { role, entity } of namedEntities(claim)) {
    checkName(role, entity, words, knowledge, issues);
  }
}

function isIn(text: string, parts: readonly string[]): boolean {
  const wanted = normalise(text);
  return parts.some((part) => findWords(wanted, part) !== -1);
}

function checkValue(
  value: Located | undefined,
  { quote, context }: ClaimWords,
  issues: IssueList,
  field: "value" | "quotation" = "value",
): void {
  if (value === undefined || isIn(value.value, quote)) return;
  issues.add("value-not-in-words", value.at, {
    message:
      field === "value"
        ? "The value is not in the quote."
        : "The quoted words are not in a part of the quote.",
    fix: isIn(value.value, context)
      ? "It is in the context only: quote the words that say it."
      : "Copy the value from the words of the quote, or quote the words that say it.",
    field,
    value: value.value,
  });
}

function checkQuantity(
  { texts }: Texts,
  { quote }: ClaimWords,
  { isEnglish }: SourceKnowledge,
  issues: IssueList,
): void {
  const expression = texts.get("expression");
  if (expression === undefined) return;
  if (!isIn(expression.value, quote)) {
    issues.add("value-not-in-words", expression.at, {
      message: "The expression of the quantity is not in a part of the quote.",
      fix: "Copy the number from the quote with the words that qualify it, as in “more than 30,000”.",
      field: "expression",
      value: expression.value,
    });
  }
  // Where a number is in words of a language that is not known, a reader has to compare them.
  const isReadable = isEnglish || /\p{Nd}/u.test(expression.value);
  for (const field of ["value", "value_to"] as const) {
    const number = texts.get(field);
    if (number === undefined || Number.isNaN(Number(number.value))) continue;
    if (carriesNumber(expression.value, Number(number.value))) continue;
    const said = {
      message: `The number ${number.value} is not in the expression “${expression.value}”.`,
      fix: isReadable
        ? "Give the number that the words state; when they state none, as “several thousand”, use the qualifier vague without a value."
        : "Number words are only read in English: compare them yourself.",
      field,
      value: number.value,
    };
    issues.add("value-not-in-words", number.at, said, isReadable ? "error" : "warning");
  }
  const [from, to] = [Number(texts.get("value")?.value), Number(texts.get("value_to")?.value)];
  const end = texts.get("value_to");
  if (end === undefined || !(to < from)) return;
  issues.add("invalid-number", end.at, {
    message: `The range ends at ${to}, below its start at ${from}.`,
    fix: "Give the lower end as `value` and the upper end as `value_to`.",
    field: "value_to",
    value: end.value,
  });
}

function checkDates(
  { texts }: ClaimRecord,
  { quote, context }: ClaimWords,
  { isEnglish }: SourceKnowledge,
  issues: IssueList,
): void {
  const date = texts.get("date");
  const inferred = texts.get("date_inferred");
  const contradictions =
    date === undefined || inferred === undefined
      ? []
      : findContradictions(date.value, inferred.value);
  if (inferred !== undefined && contradictions.length > 0) {
    issues.add("date-contradicts", inferred.at, {
      message: `The inferred date contradicts the stated one: ${contradictions.join(", ")}.`,
      fix: "An inferred date only fills in what the words leave open; correct one of the two.",
      field: "date_inferred",
      value: inferred.value,
    });
  }
  const printed = texts.get("date_text");
  if (printed === undefined) return; // the row schema asks for it where a date is given
  if (!isIn(printed.value, [...quote, ...context])) {
    issues.add("date-not-in-words", printed.at, {
      message: "The words of the date are neither in the quote nor in the context.",
      fix: "Copy them from the document, and quote them in the quote or in “context:”.",
      field: "date_text",
      value: printed.value,
    });
  }
  if (date === undefined) return;
  const missing = findMissingDateParts(date.value, printed.value);
  if (missing.length === 0) return;
  const isReadable = isEnglish || missing.some(({ isDigits }) => isDigits);
  const said = {
    message: `The date ${date.value} says more than “${printed.value}”: ${missing.map(({ name }) => name).join(", ")}.`,
    fix: isReadable
      ? "Write X for digits that are not printed, as in XXXX-08-10, and put what you inferred into “date_inferred:”."
      : "Names of months and seasons are only read in English: compare them yourself.",
    field: "date",
    value: date.value,
  };
  issues.add("date-not-in-words", date.at, said, isReadable ? "error" : "warning");
}

/** The entities that must be named: all but step 0, whose name stands in the head of the source. */
function namedEntities(claim: ClaimRecord): { role: string; entity: Located }[] {
  const named: { role: string; entity: Located }[] = [];
  const add = (role: string, entity: Located | undefined) => {
    if (entity !== undefined) named.push({ role, entity });
  };
  add("subject", claim.texts.get("subject"));
  add("object", claim.texts.get("object"));
  add("from_place", claim.texts.get("from_place"));
  add("place", claim.texts.get("place"));
  add("place", claim.quantity?.texts.get("place"));
  add("speaker", claim.quotation?.texts.get("speaker"));
  add("addressee", claim.quotation?.texts.get("addressee"));
  for (const { texts } of claim.attribution.slice(1)) {
    const certainty = texts.get("certainty")?.value ?? "explicit";
    if (certainty === "explicit") add("agent", texts.get("agent"));
  }
  return named;
}

const NAMED_TYPES = new Set(["person", "organization", "place"]);

function checkName(
  role: string,
  entity: Located,
  { quote, context }: ClaimWords,
  { entities, names }: SourceKnowledge,
  issues: IssueList,
): void {
  const known = entities.get(entity.value);
  if (known === undefined || !NAMED_TYPES.has(known.type) || known.kind === "unnamed") return;
  const forms = names.get(entity.value) ?? [];
  const texts = [...quote, ...context];
  if (forms.some((form) => texts.some((text) => findWords(form, text) !== -1))) return;
  issues.add("name-not-in-words", entity.at, {
    message: `The ${role} ${entity.value} is not named in the quote or the context.`,
    fix:
      forms.length === 0
        ? `List the printed forms of its name under “names:”, as in “${entity.value}: [{ form: …, kind: full }]”.`
        : `Quote a sentence that names it in “context:” (${forms.slice(0, 5).join(", ")}), or list the printed form under “names:”.`,
    field: role,
    value: entity.value,
  });
}
