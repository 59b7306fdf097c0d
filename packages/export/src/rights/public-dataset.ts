import type { Dataset, InputFile, Table } from "@sourcebook/schema";
import { textOf } from "../text-of.ts";
import { selectCells } from "../views/select-cells.ts";
import { assertUnmentioned } from "./mentions.ts";
import { publicDefinition } from "./public-definition.ts";
import { isRedistributable } from "./redistributable.ts";
import { findWithheldRows, type WithheldRows } from "./withheld-rows.ts";
import { nothingWithheld, type Withholding } from "./withholding.ts";

/** A dataset that may be published, and what was left out of it. */
export interface PublicDataset {
  readonly dataset: Dataset;
  /** Rows that were withheld, by table. */
  readonly withheld: ReadonlyMap<string, number>;
  readonly withholding: Withholding;
}

/**
 * Leaves out of a dataset what must not be published: columns and rows whose visibility is restricted,
 * all that would tell of them, and documents whose rights do not let them be passed on.
 *
 * Done to its own outcome it changes nothing.
 *
 * @throws SourcebookError `USAGE` when a restricted column is part of a primary key, or when the words
 *   of what is left name a source that is withheld
 */
export function publicDataset(dataset: Dataset): Promise<PublicDataset> {
  const earlier = known.get(dataset);
  if (earlier !== undefined) return earlier;
  const found = findPublic(dataset);
  known.set(dataset, found);
  return found;
}

// A dataset does not change, and each step of a cut asks for itself: reading all rows once more for each would take
// as long as writing some of the forms.
const known = new WeakMap<Dataset, Promise<PublicDataset>>();

async function findPublic(dataset: Dataset): Promise<PublicDataset> {
  const rows = await findWithheldRows(dataset);
  const sources = await readSources(dataset);
  const tables = dataset.tables.map((table) => publicTable(table, rows));
  const withheldSources = sources.filter(({ isWithheld }) => isWithheld);
  const { documents, ...rest } = dataset;
  const passedOn = documents?.filter(({ source_id }) =>
    sources.some(
      ({ id, rights, isWithheld }) => id === source_id && !isWithheld && isRedistributable(rights),
    ),
  );
  const published: Dataset = {
    ...rest,
    model: {
      ...dataset.model,
      tables: Object.fromEntries(
        Object.entries(dataset.model.tables).map(([name, definition]) => [
          name,
          publicDefinition(definition),
        ]),
      ),
    },
    tables,
    inputs: dataset.inputs.filter(
      (input) => !withheldSources.some((source) => isOf(source, input)),
    ),
    ...(passedOn && passedOn.length > 0 && { documents: passedOn }),
  };
  const secrets = withheldSources.flatMap(({ id, file }) =>
    file === undefined ? [id] : [id, file],
  );
  await assertUnmentioned(published, secrets);
  const withholding: Withholding = {
    hasRow: (table, row) => rows.has(table, row),
    isNamedIn: (text) => secrets.some((secret) => text.includes(secret)),
  };
  const again = { dataset: published, withheld: new Map(), withholding: nothingWithheld };
  known.set(published, Promise.resolve(again));
  return { dataset: published, withheld: rows.counts, withholding };

  async function readSources({ tables }: Dataset): Promise<readonly Source[]> {
    const found: Source[] = [];
    const table = tables.find(({ definition }) => definition.name === "sources");
    if (table === undefined) return found;
    for await (const batch of table.batches()) {
      for (const row of batch) {
        found.push({
          id: textOf(row, "id") ?? "",
          file: textOf(row, "file"),
          sha256: textOf(row, "sha256"),
          rendition: textOf(row, "rendition"),
          renditionSha256: textOf(row, "rendition_sha256"),
          rights: textOf(row, "rights") ?? "",
          isWithheld: rows.has(table.definition, row),
        });
      }
    }
    return found;
  }
}

interface Source {
  readonly id: string;
  readonly file: string | undefined;
  readonly sha256: string | undefined;
  readonly rendition: string | undefined;
  readonly renditionSha256: string | undefined;
  readonly rights: string;
  readonly isWithheld: boolean;
}

/** Whether an input is a document of a source, its rendition or its records: its name alone would tell. */
function isOf({ id, file, sha256, rendition, renditionSha256 }: Source, input: InputFile): boolean {
  const name = input.path.slice(input.path.lastIndexOf("/") + 1);
  return (
    [file, rendition].includes(name) ||
    [sha256, renditionSha256].includes(input.sha256) ||
    name.replace(/\.[^.]*$/, "") === id
  );
}

function publicTable(table: Table, withheld: WithheldRows): Table {
  const definition = publicDefinition(table.definition);
  const hasWithheld = withheld.counts.has(definition.name);
  if (definition === table.definition && !hasWithheld) return table;
  const { fields } = definition;
  return {
    definition,
    ...(table.rows !== undefined && {
      rows: table.rows - (withheld.counts.get(definition.name) ?? 0),
    }),
    async *batches() {
      for await (const batch of table.batches()) {
        const kept = hasWithheld
          ? batch.filter((row) => !withheld.has(table.definition, row))
          : batch;
        if (kept.length > 0) {
          yield kept.map((row) => selectCells(fields, row));
        }
      }
    },
  };
}
