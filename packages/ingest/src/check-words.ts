import { carriesNumber } from "./carries-number.ts";
import { findMissingDateParts } from "./date-words.ts";
import type { TextSpan } from "./document.ts";
import type { IssueList } from "./issue-list.ts";
import { findNamed, type NameForms } from "./name-forms.ts";
import { normalise } from "./normalise-text.ts";
import type { Located } from "./record-node.ts";
import type { ClaimRecord, Texts } from "./source-file.ts";

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

export function wordsOfSpans(spans: readonly TextSpan[]): string[] {
  return spans.map((span) => normalise(span.exact));
}

/**
 * Reports every value of a claim that its words do not carry: numbers, dates, values, quoted words
 * and names.
 *
 * @see docs/decisions/values-in-the-words.md
 */
export function checkWords(
  claim: ClaimRecord,
  words: ClaimWords,
  entities: ReadonlyMap<string, EntitySketch>,
  names: NameForms,
  issues: IssueList,
): void {
  checkValue(claim.texts.get("value"), words, issues);
  for (const part of claim.quotation?.words ?? []) checkValue(part, words, issues, "quotation");
  if (claim.quantity !== undefined) checkQuantity(claim.quantity, words, issues);
  checkDates(claim, words, issues);
  for (const { role, entity } of namedEntities(claim)) {
    checkName(role, entity, words, entities, names, issues);
  }
}

const isIn = (text: string, parts: readonly string[]) => {
  const wanted = normalise(text);
  return parts.some((part) => part.includes(wanted));
};

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

function checkQuantity({ texts }: Texts, { quote }: ClaimWords, issues: IssueList): void {
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
  for (const field of ["value", "value_to"] as const) {
    const number = texts.get(field);
    if (number === undefined || Number.isNaN(Number(number.value))) continue;
    if (carriesNumber(expression.value, Number(number.value))) continue;
    issues.add("value-not-in-words", number.at, {
      message: `The number ${number.value} is not in the expression “${expression.value}”.`,
      fix: "Give the number that the words state; when they state none, as “several thousand”, use the qualifier vague without a value.",
      field,
      value: number.value,
    });
  }
}

function checkDates(
  { texts }: ClaimRecord,
  { quote, context }: ClaimWords,
  issues: IssueList,
): void {
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
  const date = texts.get("date");
  if (date === undefined) return;
  const missing = findMissingDateParts(date.value, printed.value);
  if (missing.length === 0) return;
  issues.add("date-not-in-words", date.at, {
    message: `The date ${date.value} says more than “${printed.value}”: ${missing.join(", ")}.`,
    fix: "Write X for digits that are not printed, as in XXXX-08-10, and put what you inferred into “date_inferred:”.",
    field: "date",
    value: date.value,
  });
}

/** The entities that must be named: all but step 0, whose name stands in the head of the source. */
function namedEntities(claim: ClaimRecord): { role: string; entity: Located }[] {
  const roles: [string, Located | undefined][] = [
    ["subject", claim.texts.get("subject")],
    ["object", claim.texts.get("object")],
    ["place", claim.texts.get("place")],
    ["place", claim.quantity?.texts.get("place")],
    ["speaker", claim.quotation?.texts.get("speaker")],
    ["addressee", claim.quotation?.texts.get("addressee")],
    ...claim.attribution.slice(1).map(({ texts }): [string, Located | undefined] => {
      const certainty = texts.get("certainty")?.value ?? "explicit";
      return ["agent", certainty === "explicit" ? texts.get("agent") : undefined];
    }),
  ];
  return roles.flatMap(([role, entity]) => (entity === undefined ? [] : [{ role, entity }]));
}

const NAMED_TYPES = new Set(["person", "organization", "place"]);

function checkName(
  role: string,
  entity: Located,
  { quote, context }: ClaimWords,
  entities: ReadonlyMap<string, EntitySketch>,
  names: NameForms,
  issues: IssueList,
): void {
  const known = entities.get(entity.value);
  if (known === undefined || !NAMED_TYPES.has(known.type) || known.kind === "unnamed") return;
  const forms = names.get(entity.value) ?? [];
  if (findNamed(forms, [...quote, ...context])) return;
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
