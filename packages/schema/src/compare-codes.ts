import type { CodelistEntry, Field, Model } from "./model.ts";
import { type Change, change } from "./model-change.ts";

/** Compares the codes that a column takes. */
export function compareCodes(
  table: string,
  old: Field,
  next: Field,
  before: Model,
  after: Model,
): readonly Change[] {
  const place = { table, field: next.name };
  const [was, is] = [codesOf(old, before), codesOf(next, after)];
  return [...compareOpenness(place, was, is), ...(was && is ? compareLists(place, was, is) : [])];
}

interface Codes {
  readonly isOpen: boolean;
  readonly name: string;
  readonly entries: ReadonlyMap<string, CodelistEntry | undefined>;
}

/** The codes of a column, from its list or its own enum; nothing when it takes any value. */
function codesOf(field: Field, { codelists }: Model): Codes | undefined {
  const { codelist, extensible = false, enum: choices } = field;
  const listed = codelist === undefined ? undefined : codelists[codelist];
  if (choices) {
    const byCode = new Map(listed?.map((entry) => [entry.code, entry]));
    const entries = choices.map((choice) => [String(choice), byCode.get(String(choice))] as const);
    return { isOpen: false, name: codelist ?? field.name, entries: new Map(entries) };
  }
  if (codelist === undefined) return undefined;
  const entries = (listed ?? []).map((entry) => [entry.code, entry] as const);
  return { isOpen: extensible, name: codelist, entries: new Map(entries) };
}

type Place = { readonly table: string; readonly field: string };

function compareOpenness(
  place: Place,
  was: Codes | undefined,
  is: Codes | undefined,
): readonly Change[] {
  const wasClosed = was !== undefined && !was.isOpen;
  const isClosed = is !== undefined && !is.isOpen;
  const { field } = place;
  if (wasClosed && !isClosed)
    return [
      change("SV010", ["readers"], place, `\`${field}\` may have codes that nobody knows yet.`),
    ];
  if (isClosed && !wasClosed)
    return [
      change("SV012", ["writers"], place, `\`${field}\` takes the codes of a closed list only.`),
    ];
  if (is && !was)
    return [change("SV012", ["writers"], place, `\`${field}\` takes codes from ${is.name} now.`)];
  return was && !is
    ? [change("SV013", ["readers"], place, `\`${field}\` is free of the list ${was.name}.`)]
    : [];
}

function compareLists(place: Place, was: Codes, is: Codes): readonly Change[] {
  const added = [...is.entries.keys()].filter((code) => !was.entries.has(code));
  const removed = [...was.entries.keys()].filter((code) => !is.entries.has(code));
  const kept = [...was.entries].flatMap(([code, old]) => {
    const next = is.entries.get(code);
    return old && next ? [{ code, old, next }] : [];
  });
  const isOpen = was.isOpen || is.isOpen;
  return [
    ...removed.map((code) =>
      change("SV011", ["writers"], place, `The code \`${code}\` was removed from ${is.name}.`),
    ),
    ...added.map((code) =>
      isOpen
        ? change("SV009", [], place, `The code \`${code}\` was added to ${is.name}.`)
        : change(
            "SV010",
            ["readers"],
            place,
            `The code \`${code}\` was added to ${is.name}, which is closed.`,
          ),
    ),
    ...kept.flatMap(({ code, old, next }) => compareEntry(place, code, old, next)),
  ];
}

const words: ReadonlySet<string> = new Set(["code", "title", "description", "deprecated"]);

function compareEntry(
  place: Place,
  code: string,
  old: CodelistEntry,
  next: CodelistEntry,
): readonly Change[] {
  const columns = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter(
    (column) => !words.has(column) && column !== "replaced_by" && old[column] !== next[column],
  );
  return [
    ...(next.deprecated !== undefined && old.deprecated === undefined
      ? [
          change(
            "SV030",
            [],
            place,
            `The code \`${code}\` is deprecated${next.replaced_by ? `; use \`${next.replaced_by}\`` : ""}.`,
          ),
        ]
      : []),
    ...columns.map((column) => compareColumn(place, code, column, old[column], next[column])),
  ];
}

// Further columns of a codelist say what follows from a code; a list of items in one says what goes with it.
function compareColumn(
  place: Place,
  code: string,
  column: string,
  old: string | undefined,
  next: string | undefined,
): Change {
  const [was = [], is = []] = [old, next].map((cell) => cell?.split(";"));
  const isList = was.length > 1 || is.length > 1;
  const sentence = `The ${column} of \`${code}\` is ${next ?? "empty"}, no longer ${old ?? "empty"}.`;
  if (isList && was.every((item) => is.includes(item))) return change("SV013", [], place, sentence);
  if (isList && is.every((item) => was.includes(item)))
    return change("SV012", ["writers"], place, sentence);
  return change("SV006", ["readers", "writers"], place, sentence);
}

/** Compares the words of codes that both models have. */
export function compareCodelistWords(before: Model, after: Model): readonly Change[] {
  return Object.entries(after.codelists).flatMap(([list, entries]) => {
    const old = new Map((before.codelists[list] ?? []).map((entry) => [entry.code, entry]));
    return entries.flatMap((entry) => {
      const was = old.get(entry.code);
      const changed = (["title", "description"] as const).filter(
        (word) => was && was[word] !== entry[word],
      );
      return changed.map((word) =>
        change("SV032", [], {}, `The ${word} of the code \`${entry.code}\` of ${list} changed.`),
      );
    });
  });
}
