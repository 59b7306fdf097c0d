import type { Issue } from "@sourcebook/schema";
import { splitSentences } from "../coverage/split-sentences.ts";
import { decodeProjectText } from "../decode-project-text.ts";
import { createDocument, type SourceDocument } from "../documents/document.ts";
import { textPathOf } from "../documents/document-kind.ts";
import { createIssueList, type IssueList } from "../issue-list.ts";
import type { ProjectFiles } from "../project-files.ts";
import { parseYaml } from "../records/parse-yaml.ts";
import { itemsOf, textOf } from "../records/record-node.ts";
import { parseSourceFile, type SourceFile } from "../records/source-file.ts";
import { findDates } from "./find-dates.ts";
import { findCapitalRuns, findKnownNames, type KnownForm } from "./find-names.ts";
import { type FoundQuantity, findQuantities } from "./find-quantities.ts";
import { notIn, type Span } from "./span.ts";

/** Where a candidate stands in the document. */
export interface Occurrence {
  /** From 1. */
  readonly line: number;
  /** From 1, in Unicode code points. */
  readonly column: number;
  /** The sentence around it, as the document writes it. */
  readonly sentence: string;
}

export interface NameCandidate {
  readonly form: string;
  /** What it stands for in other sources; empty when nothing in the registry has this form. */
  readonly known: readonly KnownForm[];
  /** The first of them. */
  readonly at: Occurrence;
  readonly count: number;
}

export interface DateCandidate {
  readonly date_text: string;
  /** EDTF, of what the words say and no more. */
  readonly date?: string;
  readonly at: Occurrence;
}

export type QuantityCandidate = Omit<FoundQuantity, keyof Span> & { readonly at: Occurrence };

/** What a curator may want to record of a document; all of it for a human to judge. */
export interface Suggestions {
  /** The path of the document. */
  readonly document: string;
  /** The id of the source. */
  readonly source: string;
  readonly names: readonly NameCandidate[];
  readonly dates: readonly DateCandidate[];
  readonly quantities: readonly QuantityCandidate[];
}

/** @returns nothing when no source has this id; `sources` names those there are. */
export type SuggestionsFor =
  | { readonly kind: "suggestions"; readonly suggestions: Suggestions }
  | { readonly kind: "issues"; readonly issues: readonly Issue[] }
  | { readonly kind: "unknown"; readonly sources: readonly string[] };

/** Looks through the document of a source for what its records do not name yet. */
export function suggestRecords(files: ProjectFiles, id: string): SuggestionsFor {
  const issues = createIssueList();
  const sources = parseSources(files, issues);
  const source = sources.find(({ head }) => head.texts.get("id")?.value === id);
  const file = source?.head.texts.get("file");
  const path = textPathOf(file?.value ?? "", source?.rendition !== undefined);
  const bytes = files.get(path);
  if (source === undefined) {
    const found = issues.sorted();
    if (found.length > 0) return { kind: "issues", issues: found };
    const ids = sources.flatMap(({ head }) => head.texts.get("id")?.value ?? []);
    return { kind: "unknown", sources: ids.toSorted() };
  }
  if (bytes === undefined) {
    issues.add("document-missing", file?.at ?? source.head.at, {
      message: `There is no ${path}.`,
      fix: "Put the document there, under its own name.",
      field: "file",
    });
  }
  const text = bytes === undefined ? undefined : decodeProjectText(path, bytes, issues);
  if (text === undefined) return { kind: "issues", issues: issues.sorted() };
  const document = createDocument(path, text);
  const forms = [...listForms(sources), ...listLabels(files)];
  const recorded = new Set(source.names.map(({ form }) => form.value));
  const suggestions = suggestFor(document, id, forms, recorded);
  return { kind: "suggestions", suggestions };
}

/** @param recorded the forms that the source lists already */
export function suggestFor(
  document: SourceDocument,
  source: string,
  forms: readonly KnownForm[],
  recorded: ReadonlySet<string> = new Set(),
): Suggestions {
  const { text, lines } = document;
  const sentences = splitSentences(text);
  const locate = ({ start }: Span): Occurrence => {
    const sentence = sentences.findLast((each) => each.start <= start);
    return {
      ...lines.lineAndColumnAt(start),
      sentence: text.slice(sentence?.start, sentence?.end).replaceAll(/\s+/g, " "),
    };
  };
  const allDates = findDates(text);
  const known = findKnownNames(document, forms);
  const dates = notIn(
    allDates,
    known.filter(({ form }) => /^\p{Lu}/u.test(form)),
  );
  const runs = findCapitalRuns(text, sentences, known, allDates);
  const names = new Map<string, NameCandidate>();
  for (const found of [...known, ...runs].toSorted((a, b) => a.start - b.start)) {
    const form = found.form.replaceAll(/\s+/g, " ");
    if (recorded.has(form)) continue;
    const earlier = names.get(form);
    const at = earlier?.at ?? locate(found);
    names.set(form, { form, known: found.known, at, count: (earlier?.count ?? 0) + 1 });
  }
  return {
    document: document.file,
    source,
    names: [...names.values()],
    dates: dates.map((found) => ({
      date_text: found.original.replaceAll(/\s+/g, " "),
      ...(found.edtf !== undefined && { date: found.edtf }),
      at: locate(found),
    })),
    quantities: findQuantities(text, allDates).map(({ start, end, ...quantity }) => ({
      ...quantity,
      expression: quantity.expression.replaceAll(/\s+/g, " "),
      at: locate({ start, end }),
    })),
  };
}

function parseSources(files: ProjectFiles, issues: IssueList): SourceFile[] {
  return yamlIn(files, "sources/", issues).map((root) => parseSourceFile(root.at.file, root));
}

const listForms = (sources: readonly SourceFile[]): KnownForm[] =>
  sources.flatMap(({ names }) =>
    names.flatMap(({ entity, form, kind }) =>
      // A description (`the trial`) means one thing in one text and another in the next.
      kind?.value === "description"
        ? []
        : [{ entity: entity.value, form: form.value, kind: kind?.value ?? "full" }],
    ),
  );

/** Labels that are names; others (`Trial of …`) are our own words, which no document has to use. */
function listLabels(files: ProjectFiles): KnownForm[] {
  return yamlIn(files, "registry/", createIssueList()).flatMap((root) =>
    itemsOf(root, "entities").flatMap((entity) => {
      const [id, type, label] = ["id", "type", "label"].map((key) => textOf(entity, key)?.value);
      const isName = NAMED_TYPES.has(type ?? "") && textOf(entity, "kind")?.value !== "unnamed";
      return id !== undefined && label !== undefined && isName
        ? [{ entity: id, form: label, kind: "full" }]
        : [];
    }),
  );
}

const NAMED_TYPES: ReadonlySet<string> = new Set(["person", "organization", "place"]);

function yamlIn(files: ProjectFiles, folder: string, issues: IssueList) {
  return [...files].flatMap(([path, bytes]) => {
    if (!path.startsWith(folder) || !path.endsWith(".yaml")) return [];
    const text = decodeProjectText(path, bytes, issues);
    const root = text === undefined ? undefined : parseYaml(path, text, issues);
    return root === undefined ? [] : [root];
  });
}
