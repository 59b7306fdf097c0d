import { type Dataset, type Row, SourcebookError, type Table } from "@sourcebook/schema";
import { textOf } from "../text-of.ts";
import { amountText } from "./amount-text.ts";
import { attributionText } from "./attribution-text.ts";
import { eachRow, rowsByKey } from "./merge-rows.ts";

/** A claim with all that hangs on it, ids resolved to labels: each view is a selection of these. */
export interface ResolvedClaim {
  readonly id: string;
  readonly claim: Row;
  readonly quantity?: Row;
  readonly quotation?: Row;
  /** What the views show of every claim, under the names of `claimFields`; absent is not stated. */
  readonly cells: Readonly<Record<string, string | number | undefined>>;
  /** The label of the entity that a cell names, if it names one. */
  labelOf(id: string | undefined): string | undefined;
}

/** The tables that a view of claims is made of. */
export const claimTables = [
  "sources",
  "entities",
  "claims",
  "attributions",
  "evidence",
  "quantities",
  "quotations",
  "conflicts",
  "conflict_members",
] as const;

/**
 * Yields every claim in the order of claim ids, with one pass over each table; only sources,
 * entities and conflicts are held in memory.
 */
export async function* resolveClaims(dataset: Dataset): AsyncGenerator<ResolvedClaim, undefined> {
  const sources = await indexRows(tableOf(dataset, "sources"), "id");
  const entities = await indexRows(tableOf(dataset, "entities"), "id");
  const conflicts = await conflictLabels(dataset);
  const { acts = [], measures = [] } = dataset.model.codelists;

  const entityOf = (id: string): Row => mustGet(entities, "entities", id);
  const labelOf = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : textOf(entityOf(id), "label");

  const attributions = rowsByKey(tableOf(dataset, "attributions"), "claim_id");
  const evidence = rowsByKey(tableOf(dataset, "evidence"), "claim_id");
  const quantities = rowsByKey(tableOf(dataset, "quantities"), "claim_id");
  const quotations = rowsByKey(tableOf(dataset, "quotations"), "claim_id");
  try {
    for await (const claim of eachRow(tableOf(dataset, "claims"))) {
      const id = textOf(claim, "id") ?? "";
      const source = mustGet(sources, "sources", textOf(claim, "source_id"));
      const steps = await attributions.take(id);
      const spans = await evidence.take(id);
      const [quantity] = await quantities.take(id);
      const [quotation] = await quotations.take(id);
      const [firstQuote] = spansOf(spans, "quote");
      // The last guard: nothing is shown without who says it and in which words.
      if (steps.length === 0) throw unsupported(id, "attribution");
      if (firstQuote === undefined) throw unsupported(id, "quote");

      yield {
        id,
        claim,
        ...(quantity && { quantity }),
        ...(quotation && { quotation }),
        labelOf,
        cells: {
          claim_id: id,
          attribution: attributionText(steps, entityOf, acts),
          ...copyTexts(claim, copiedFields),
          subject: labelOf(textOf(claim, "subject_id")),
          object: labelOf(textOf(claim, "object_id")),
          about_claim: textOf(claim, "about_id"),
          from_place: labelOf(textOf(claim, "from_place_id")),
          place: labelOf(textOf(claim, "place_id")),
          event: labelOf(textOf(claim, "event_id")),
          amount: quantity && amountText(quantity, measures),
          quote: joinSpans(spansOf(spans, "quote")),
          context: joinSpans(spansOf(spans, "context")),
          source: textOf(source, "title") ?? textOf(source, "id"),
          published: textOf(source, "published"),
          affiliation: labelOf(textOf(source, "affiliation")),
          file: textOf(source, "file"),
          line: Number(firstQuote.line),
          conflicts: conflicts.get(id)?.join("; "),
        },
      };
    }
  } finally {
    for (const reader of [attributions, evidence, quantities, quotations]) await reader.close();
  }
  return undefined;
}

const copiedFields = [
  "modality",
  "polarity",
  "voice",
  "predicate",
  "value",
  "date_text",
  "date",
  "date_inferred",
  "date_basis",
  "as_of",
  "note",
] as const;

function copyTexts(row: Row, names: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, textOf(row, name)]));
}

const spansOf = (spans: readonly Row[], role: string): readonly Row[] =>
  spans.filter((span) => textOf(span, "role") === role);

const joinSpans = (spans: readonly Row[]): string | undefined =>
  spans.length === 0 ? undefined : spans.map((span) => textOf(span, "exact")).join(" […] ");

/** A table of the dataset by its name. */
export function tableOf(dataset: Dataset, name: (typeof claimTables)[number]): Table {
  const table = dataset.tables.find(({ definition }) => definition.name === name);
  if (table === undefined) throw new Error(`The dataset has no table ${name}`);
  return table;
}

/** What is found under an id. Checked tables hold all that they refer to: a miss is our fault. */
export function mustGet<T>(index: ReadonlyMap<string, T>, table: string, id = ""): T {
  const found = index.get(id);
  if (found === undefined) throw new Error(`${JSON.stringify(id)} is not in the table ${table}`);
  return found;
}

/** The rows of a table by the text of one field. */
export async function indexRows(table: Table, field: string): Promise<ReadonlyMap<string, Row>> {
  const index = new Map<string, Row>();
  for await (const row of eachRow(table)) index.set(textOf(row, field) ?? "", row);
  return index;
}

async function conflictLabels(dataset: Dataset): Promise<ReadonlyMap<string, readonly string[]>> {
  const conflicts = await indexRows(tableOf(dataset, "conflicts"), "id");
  const byClaim = new Map<string, string[]>();
  for await (const row of eachRow(tableOf(dataset, "conflict_members"))) {
    const conflict = mustGet(conflicts, "conflicts", textOf(row, "conflict_id"));
    const claimId = textOf(row, "claim_id") ?? "";
    byClaim.set(claimId, [...(byClaim.get(claimId) ?? []), textOf(conflict, "label") ?? ""]);
  }
  return byClaim;
}

const unsupported = (claimId: string, what: string): SourcebookError =>
  new SourcebookError("USAGE", {
    what: `The claim ${claimId} has no ${what}`,
    fix: `Give it one, or leave the claim out: no claim is published without its ${what}`,
  });
