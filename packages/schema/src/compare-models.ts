import { compareCodelistWords, compareCodes } from "./compare-codes.ts";
import { compareField, compareTypeText } from "./compare-fields.ts";
import { compareRowRules } from "./compare-row-rules.ts";
import type { Field, Model, TableDefinition } from "./model.ts";
import { type Change, change } from "./model-change.ts";
import { type BumpOf, bumpOf, maxBump, type Policy, type RuleId } from "./version-rules.ts";

/** One difference between two models, and what it means. */
export interface ModelFinding {
  readonly rule: RuleId;
  readonly bump: BumpOf;
  /**
   * Who cannot go on as before. `writers`: a row that was valid may not be any more. `readers`: a row may come
   * that was not valid before, or something they rely on is gone.
   */
  readonly breaks: readonly ("readers" | "writers")[];
  readonly table?: string;
  readonly field?: string;
  readonly sentence: string;
}

/**
 * Compares two models: what changed, whom it breaks, and how far it moves the versions under a policy.
 *
 * Only what a model says is compared. Rules on rows, files and licences are a release's to judge.
 */
export function compareModels(
  before: Model,
  after: Model,
  policy: Policy = "default",
): readonly ModelFinding[] {
  const names = [...new Set([...Object.keys(before.tables), ...Object.keys(after.tables)])];
  const changes = names.flatMap((name) => {
    const [old, next] = [ownTable(before, name), ownTable(after, name)];
    if (old && next) return compareTables(old, next, before, after);
    return old
      ? change(
          "SV001",
          ["readers", "writers"],
          { table: name },
          `The table \`${name}\` was removed.`,
        )
      : change("SV019", [], { table: name }, `The table \`${name}\` was added.`);
  });
  return [...changes, ...compareCodelistWords(before, after)].map(({ causes, ...found }) => ({
    ...found,
    bump: causes ? bumpOfCauses(causes, policy) : bumpOf(found.rule, policy),
  }));
}

const bumpOfCauses = (causes: readonly RuleId[], policy: Policy): BumpOf => ({
  schema: maxBump(causes.map((cause) => bumpOf(cause, policy).schema)),
  data: "none",
});

const ownTable = ({ tables }: Model, name: string): TableDefinition | undefined =>
  Object.hasOwn(tables, name) ? tables[name] : undefined;

function compareTables(
  old: TableDefinition,
  next: TableDefinition,
  before: Model,
  after: Model,
): readonly Change[] {
  const nextFields = new Map(next.fields.map((field) => [field.name, field]));
  const common = old.fields.flatMap((field) => {
    const counterpart = nextFields.get(field.name);
    return counterpart ? [{ old: field, next: counterpart }] : [];
  });
  return [
    ...compareColumns(old, next),
    ...common.flatMap((pair) => {
      const changes = [
        ...compareField(next.name, pair.old, pair.next),
        ...compareCodes(next.name, pair.old, pair.next, before, after),
      ];
      return [...changes, ...compareTypeText(next, pair.old, pair.next, changes)];
    }),
    ...compareRowRules(old, next),
    ...compareKeys(old, next),
    ...compareTableWords(old, next),
  ];
}

function compareColumns(old: TableDefinition, next: TableDefinition): readonly Change[] {
  const [oldNames, nextNames] = [old, next].map(({ fields }) => fields.map(({ name }) => name)) as [
    string[],
    string[],
  ];
  const kept = nextNames.filter((name) => oldNames.includes(name));
  const lastKept = nextNames.findLastIndex((name) => oldNames.includes(name));
  const moved = oldNames.filter((name) => nextNames.includes(name)).join("\n") !== kept.join("\n");
  const removed = oldNames.filter((name) => !nextNames.includes(name));
  const added = next.fields.filter(({ name }) => !oldNames.includes(name));
  return [
    ...removed.map((field) =>
      change(
        "SV002",
        ["readers", "writers"],
        { table: old.name, field },
        `The column \`${field}\` was removed.`,
      ),
    ),
    ...added.flatMap((field) => addedColumn(next, field, nextNames.indexOf(field.name) > lastKept)),
    ...(moved
      ? [change("SV004", ["readers"], { table: old.name }, "Columns changed places.")]
      : []),
  ];
}

function addedColumn({ name: table }: TableDefinition, added: Field, atEnd: boolean): Change[] {
  const place = { table, field: added.name };
  const { name } = added;
  const found = atEnd
    ? change("SV003", ["readers"], place, `The column \`${name}\` was added at the end.`)
    : change("SV004", ["readers"], place, `The column \`${name}\` was added before others.`);
  return added.required
    ? [found, change("SV008", ["writers"], place, `The new column \`${name}\` must be filled.`)]
    : [found];
}

function compareKeys(old: TableDefinition, next: TableDefinition): readonly Change[] {
  const place = { table: next.name };
  const isMoved = old.primaryKey.join() !== next.primaryKey.join();
  const hasOtherOrder = old.sortOrder.join() !== next.sortOrder.join();
  const [oldKeys, nextKeys] = [old, next].map(keySentences) as [string[], string[]];
  return [
    ...(isMoved
      ? [
          change(
            "SV014",
            ["readers", "writers"],
            place,
            `The primary key is (${next.primaryKey.join(", ")}), no longer (${old.primaryKey.join(", ")}).`,
          ),
        ]
      : []),
    ...oldKeys
      .filter((key) => !nextKeys.includes(key))
      .map((key) => change("SV015", ["readers"], place, `${key} was dropped.`)),
    ...nextKeys
      .filter((key) => !oldKeys.includes(key))
      .map((key) => change("SV016", ["writers"], place, `${key} was added.`)),
    ...(hasOtherOrder
      ? [
          change(
            "SV018",
            [],
            place,
            `Rows are ordered by ${next.sortOrder.join(", ")}, no longer by ${old.sortOrder.join(", ")}.`,
          ),
        ]
      : []),
  ];
}

const keySentences = ({ uniqueKeys, foreignKeys }: TableDefinition): string[] => [
  ...uniqueKeys.map((fields) => `The unique key (${fields.join(", ")})`),
  ...foreignKeys.map(
    ({ fields, reference }) =>
      `The foreign key (${fields.join(", ")}) to ${reference.table} (${reference.fields.join(", ")})`,
  ),
];

function compareTableWords(old: TableDefinition, next: TableDefinition): readonly Change[] {
  const place = { table: next.name };
  const words = (["title", "description"] as const).filter((word) => old[word] !== next[word]);
  return [
    ...(next.deprecated && !old.deprecated
      ? [change("SV030", [], place, `The table is deprecated: ${next.deprecated.description}`)]
      : []),
    ...words.map((word) => change("SV032", [], place, `The ${word} of the table changed.`)),
  ];
}
