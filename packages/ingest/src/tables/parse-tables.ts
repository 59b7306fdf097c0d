import type { Field, TableDefinition } from "@sourcebook/schema";
import { didYouMean } from "../did-you-mean.ts";
import type { IssueList } from "../issue-list.ts";
import type { Place } from "../line-table.ts";
import { type MapEntry, nodeUnder, type RecordNode, textOf } from "../records/record-node.ts";
import { CellFault } from "./cell-fault.ts";
import type { ReadyModel } from "./read-model.ts";
import { toPath } from "./table-files.ts";
import { MAX_PATH } from "./table-schemas.ts";
import type { MissingValue, TableFormat, TableSource } from "./table-source.ts";
import { createCellTyper } from "./type-cell.ts";

/** Takes `tables` of `dataset.yaml` apart. What has the wrong shape is left out: the shape check has reported it. */
export function parseTableSources(root: RecordNode | undefined): readonly TableSource[] {
  return entriesOf(nodeUnder(root, "tables")).flatMap(({ key, keyAt, value }) => {
    if (value.kind !== "list") return parseSource(key, keyAt, value);
    return value.items.flatMap((item) => parseSource(key, item.at, item));
  });
}

function parseSource(table: string, at: Place, node: RecordNode): TableSource[] {
  const from = node.kind === "text" ? node.value : rawText(nodeUnder(node, "from"));
  if (from === undefined || from === "" || from.length > MAX_PATH) return [];
  const format = rawText(nodeUnder(node, "format"));
  const delimiter = rawText(nodeUnder(node, "delimiter")) ?? (format === "tsv" ? "\t" : undefined);
  const encoding = rawText(nodeUnder(node, "encoding"));
  const sheet = rawText(nodeUnder(node, "sheet"));
  const schema = textOf(node, "schema");
  return [
    {
      table,
      from,
      ...(isFormat(format) && { format: format === "tsv" ? "csv" : format }),
      ...(delimiter !== undefined && { delimiter }),
      ...(encoding !== undefined && { encoding }),
      ...(sheet !== undefined && { sheet }),
      missing: itemsOf(nodeUnder(node, "missing")).flatMap(parseMissing),
      rename: textsByName(nodeUnder(node, "rename")),
      constant: textsByName(nodeUnder(node, "constant")),
      split: textsByName(nodeUnder(node, "split")),
      ignore: itemsOf(nodeUnder(node, "ignore")).flatMap((item) => rawText(item) ?? []),
      ...(schema !== undefined && { schema }),
      at: node.kind === "text" ? at : (nodeUnder(node, "from")?.at ?? at),
    },
  ];
}

const isFormat = (format: string | undefined): format is TableFormat | "tsv" =>
  ["csv", "tsv", "json", "jsonl", "xlsx", "parquet"].includes(format ?? "");

function parseMissing(node: RecordNode): MissingValue[] {
  const value = node.kind === "text" ? node.value : rawText(nodeUnder(node, "value"));
  const label = rawText(nodeUnder(node, "label"));
  return value === undefined ? [] : [{ value, ...(label !== undefined && { label }) }];
}

/** Reports mappings that do not fit the model; those to tables that are not there are left out. */
export function checkSources(
  sources: readonly TableSource[],
  { model, tableOf }: Pick<ReadyModel, "model" | "tableOf">,
  issues: IssueList,
): readonly TableSource[] {
  return sources.filter((source) => {
    const definition = Object.hasOwn(model.tables, source.table)
      ? model.tables[source.table]
      : undefined;
    const at = source.at ?? { file: "dataset.yaml" };
    const described = source.schema && tableOf.get(toPath(source.schema.value));
    if (source.schema !== undefined && described !== source.table) {
      issues.add("mapping-invalid", source.schema.at, {
        message:
          described === undefined
            ? `${source.schema.value} is no schema of a table: it lacks the keyword \`table\`.`
            : `${source.schema.value} is the schema of the table ${described}, not of ${source.table}.`,
        fix: `Write "table": { "name": "${source.table}", … } in the schema, or name another one here.`,
        value: source.schema.value,
      });
      return false;
    }
    if (definition === undefined) {
      const known = Object.keys(model.tables);
      issues.add("table-unknown", at, {
        message: `The model has no table ${source.table}.`,
        fix: `${didYouMean(source.table, known)} The tables are ${known.join(", ")}; a table of your own needs the path of its row schema under \`schema\`.`.trim(),
        value: source.table,
      });
      return false;
    }
    const place = { ...at, table: source.table };
    for (const words of mappingFaults(source, definition))
      issues.add("mapping-invalid", place, words);
    return true;
  });
}

function* mappingFaults(
  { rename, constant, split, missing }: TableSource,
  { fields }: TableDefinition,
): Generator<{ message: string; fix: string; field: string; value?: string }> {
  const fieldByName = new Map(fields.map((field) => [field.name, field]));
  const unknown = (field: string, key: string) => ({
    message: `\`${key}\` names a field \`${field}\` that the table does not have.`,
    fix: didYouMean(field, fieldByName.keys()).trim() || "Correct the name.",
    field,
  });
  for (const [column, field] of rename) {
    if (!fieldByName.has(field)) yield { ...unknown(field, "rename"), value: column };
  }
  for (const [name, text] of constant) {
    const field = fieldByName.get(name);
    if (field === undefined) yield unknown(name, "constant");
    else {
      const fault = constantFault(field, text, split.get(name), missing);
      if (fault)
        yield {
          message: `The constant for \`${name}\`: ${fault.message}`,
          fix: fault.fix,
          field: name,
          value: text,
        };
    }
  }
  for (const name of split.keys()) {
    const field = fieldByName.get(name);
    if (field === undefined) yield unknown(name, "split");
    else if (field.type !== "list") {
      yield {
        message: `\`split\` names \`${name}\`, which is no list.`,
        fix: "Remove it.",
        field: name,
      };
    }
  }
}

function constantFault(
  field: Field,
  text: string,
  separator: string | undefined,
  missing: readonly MissingValue[],
): CellFault | undefined {
  const options = { missing: new Set(missing.map(({ value }) => value)), numbersAsText: false };
  const cell = createCellTyper(field, { ...options, separator })(text);
  if (cell instanceof CellFault) return cell;
  return cell === undefined
    ? new CellFault("mapping-invalid", "it stands for a missing value.", "Remove the constant.")
    : undefined;
}

export const entriesOf = (node: RecordNode | undefined): readonly MapEntry[] =>
  node?.kind === "map" ? node.entries : [];

export const itemsOf = (node: RecordNode | undefined): readonly RecordNode[] =>
  node?.kind === "list" ? node.items : [];

/** White space and all: a delimiter may be a tab. */
export const rawText = (node: RecordNode | undefined): string | undefined =>
  node?.kind === "text" ? node.value : undefined;

const textsByName = (node: RecordNode | undefined): ReadonlyMap<string, string> =>
  new Map(
    entriesOf(node).flatMap(({ key, value }) =>
      value.kind === "text" ? [[key, value.value] as const] : [],
    ),
  );
