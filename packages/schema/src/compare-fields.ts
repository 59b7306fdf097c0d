import type { Field, TableDefinition } from "./model.ts";
import { type Change, change } from "./model-change.ts";
import { rowTypeName, typeText } from "./type-text.ts";

/** Compares two definitions of one column, but for its codes. */
export function compareField(table: string, old: Field, next: Field): readonly Change[] {
  const place = { table, field: next.name };
  const isSameType = old.type === next.type;
  return [
    ...(isSameType ? [] : [compareType(place, old, next)]),
    ...(isSameType && old.format !== next.format ? [compareFormat(place, old, next)] : []),
    ...compareMeaning(place, old, next),
    ...compareRequired(place, old, next),
    ...(isSameType || (isNumeric(old) && isNumeric(next)) ? compareLimits(place, old, next) : []),
    ...compareWords(place, old, next),
  ];
}

const isNumeric = ({ type }: Field): boolean => type === "integer" || type === "number";

type Place = { readonly table: string; readonly field: string };

function compareType(place: Place, old: Field, next: Field): Change {
  const isWider = old.type === "integer" && next.type === "number";
  const isNarrower = old.type === "number" && next.type === "integer";
  return change(
    "SV005",
    isWider ? ["readers"] : isNarrower ? ["writers"] : ["readers", "writers"],
    place,
    `\`${next.name}\` is of type ${next.type}, no longer ${old.type}.`,
  );
}

function compareFormat(place: Place, old: Field, next: Field): Change {
  if (old.format === undefined)
    return change(
      "SV005",
      ["writers"],
      place,
      `\`${next.name}\` has the format ${next.format} now.`,
    );
  return next.format === undefined
    ? change("SV005", ["readers"], place, `\`${next.name}\` has lost the format ${old.format}.`)
    : change(
        "SV005",
        ["readers", "writers"],
        place,
        `\`${next.name}\` has the format ${next.format}, no longer ${old.format}.`,
      );
}

function compareMeaning(place: Place, old: Field, next: Field): readonly Change[] {
  const both = ["readers", "writers"] as const;
  return [
    ...(old.unit === next.unit
      ? []
      : [
          change(
            "SV005",
            both,
            place,
            `\`${next.name}\` is in ${next.unit ?? "no unit"}, no longer in ${old.unit ?? "none"}.`,
          ),
        ]),
    ...(old.definitionVersion === next.definitionVersion
      ? []
      : [
          change(
            "SV006",
            both,
            place,
            `\`${next.name}\` means something else: its definition is version ${next.definitionVersion}, no longer ${old.definitionVersion}.`,
          ),
        ]),
  ];
}

function compareRequired(place: Place, old: Field, next: Field): readonly Change[] {
  if (old.required === next.required) return [];
  return [
    next.required
      ? change("SV008", ["writers"], place, `\`${next.name}\` must be filled now.`)
      : change("SV007", ["readers"], place, `\`${next.name}\` may be empty now.`),
  ];
}

const lower = ["minimum", "exclusiveMinimum", "minLength", "minItems"] as const;
const upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems"] as const;

function compareLimits(place: Place, old: Field, next: Field): readonly Change[] {
  const shift = (limit: (typeof lower | typeof upper)[number], sign: 1 | -1) => {
    const [was, is] = [limitOf(old, limit), limitOf(next, limit)];
    const isNarrower = is !== undefined && (was === undefined || sign * (is - was) > 0);
    return was === is ? [] : [{ limit, isNarrower }];
  };
  const shifts = [
    ...lower.flatMap((limit) => shift(limit, 1)),
    ...upper.flatMap((limit) => shift(limit, -1)),
  ];
  const narrower = shifts.filter(({ isNarrower }) => isNarrower).map(({ limit }) => limit);
  const wider = shifts.filter(({ isNarrower }) => !isNarrower).map(({ limit }) => limit);
  const forms = compareForms(old, next);
  const words = (limits: readonly (keyof Field)[]): string =>
    limits.map((limit) => `${limit} ${shown(old[limit])} → ${shown(next[limit])}`).join(", ");
  const [less, more] = [
    [...narrower, ...forms.narrower],
    [...wider, ...forms.wider],
  ];
  return [
    ...(less.length === 0
      ? []
      : [
          change(
            "SV012",
            ["writers"],
            place,
            `\`${next.name}\` takes fewer values: ${words(less)}.`,
          ),
        ]),
    ...(more.length === 0
      ? []
      : [
          change(
            "SV013",
            ["readers"],
            place,
            `\`${next.name}\` takes more values: ${words(more)}.`,
          ),
        ]),
  ];
}

const shown = (value: unknown): string => (value === undefined ? "none" : String(value));

// Text is never empty, whether or not a schema says so beside its format or codes.
const limitOf = (field: Field, limit: (typeof lower | typeof upper)[number]): number | undefined =>
  field[limit] ?? (limit === "minLength" ? 1 : undefined);

// Two patterns or steps cannot be told wider from narrower by looking at them: a change counts as both.
function compareForms(
  old: Field,
  next: Field,
): { narrower: readonly (keyof Field)[]; wider: readonly (keyof Field)[] } {
  const changed = (["pattern", "multipleOf", "uniqueItems"] as const).filter(
    (form) => old[form] !== next[form],
  );
  return {
    narrower: changed.filter((form) => next[form] !== undefined && next[form] !== false),
    wider: changed.filter((form) => old[form] !== undefined && old[form] !== false),
  };
}

/**
 * Compares the TypeScript types of one column.
 *
 * @param others what else was found about the column: a type changes for no other reason
 */
export function compareTypeText(
  table: TableDefinition,
  old: Field,
  next: Field,
  others: readonly Change[],
): readonly Change[] {
  const [was, is] = [old, next].map(
    (field) => `${field.required ? "" : "optional "}${typeText(field)}`,
  );
  if (was === is) return [];
  const sentence = `In TypeScript, ${rowTypeName(table)}.${next.name} is ${is}, no longer ${was}.`;
  const breaks = (["readers", "writers"] as const).filter((side) =>
    others.some((other) => other.breaks.includes(side)),
  );
  const causes = others.map(({ rule }) => rule);
  return [
    { ...change("SV036", breaks, { table: table.name, field: next.name }, sentence), causes },
  ];
}

function compareWords(place: Place, old: Field, next: Field): readonly Change[] {
  const { name } = next;
  return [
    ...(next.deprecated && !old.deprecated
      ? [change("SV030", [], place, `\`${name}\` is deprecated: ${next.deprecated.description}`)]
      : []),
    ...(old.title === next.title
      ? []
      : [change("SV032", [], place, `The title of \`${name}\` changed.`)]),
    ...(old.description === next.description
      ? []
      : [
          change(
            "SV032",
            [],
            place,
            `The description of \`${name}\` changed; if the meaning did, raise its definitionVersion.`,
          ),
        ]),
  ];
}
