import type { Dataset } from "@sourcebook/schema";
import type { Codelists } from "../codelists/read-codelists.ts";
import { usedCodelists } from "../formats/dictionary-tables.ts";
import { planRelease } from "../plan-release.ts";
import { makeModel } from "../read-model.ts";
import { publicDataset } from "../rights/public-dataset.ts";
import { canonicalCsv } from "../table-formats.ts";
import { csvBlocks } from "./paired-rows.ts";
import type { Comparable } from "./release-diff.ts";

/**
 * A dataset as one side of a diff: what a release of it would hold and say, and nothing else.
 *
 * Its model is made of the schemas that the release would hold, because words and codes that no release
 * carries would all seem to have changed.
 *
 * @throws SourcebookError `USAGE` for what no release can hold
 */
export async function comparableDataset(given: Dataset): Promise<Comparable> {
  const { dataset, withholding } = await publicDataset(given);
  const { files } = await planRelease(dataset, { toolVersion: "0.0.0" });
  const schemas = dataset.tables.map(
    ({ definition }) =>
      [`${definition.name}.schema.json`, JSON.stringify(definition.schema)] as const,
  );
  const { name, title, version, description, licence, keywords, homepage, contributors } = dataset;
  const { model } = makeModel(new Map(schemas), codelistsOf(dataset), dataset.model);
  return {
    name,
    title,
    version,
    ...(description !== undefined && { description }),
    licence,
    keywords: keywords ?? [],
    ...(homepage !== undefined && { homepage }),
    contributors,
    withholding,
    model,
    tables: dataset.tables.map((table) => ({
      ...table,
      definition: model.tables[table.definition.name] ?? table.definition,
      csv: () => csvBlocks(canonicalCsv(table)),
    })),
    files: files.flatMap(({ path, resource }) =>
      resource
        ? [{ path, ...(resource.dialect && { dialect: JSON.stringify(resource.dialect) }) }]
        : [],
    ),
  };
}

const codelistsOf = ({ tables, model }: Dataset): Codelists =>
  Object.fromEntries(
    usedCodelists(tables, model).map((list) => [list, model.codelists[list] ?? []]),
  );
