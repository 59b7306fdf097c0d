import { compareText } from "./compare-text.ts";
import { formats } from "./formats.ts";
import type { Issue } from "./issue.ts";
import { isObject, type JsonSchema } from "./json-schema.ts";
import { lintPattern } from "./lint-pattern.ts";
import type { CodelistEntry } from "./model.ts";
import { type SchemaPlace, schemaIssue } from "./schema-issue.ts";
import { closest } from "./suggest.ts";

type Codelists = Readonly<Record<string, readonly CodelistEntry[]>>;

/** Checks a resolved row schema and each of its fields: names and words, and that keywords fit their type. */
export function lintFields(
  file: string,
  schema: JsonSchema,
  codelists: Codelists,
): readonly Issue[] {
  const fields = Object.entries(schema.properties as Record<string, JsonSchema>);
  const table = (schema.table as { name: string }).name;
  const twins = twinsOf(fields.map(([name]) => name));
  const ofFields = fields.flatMap(([field, about]) => {
    const place = { file, table, field };
    return [
      ...lintName(place, field, twins),
      ...lintWords(place, about),
      ...lintType(place, about),
      ...(isObject(about.items) ? lintValue(place, about.items, codelists) : []),
      ...lintValue(place, about, codelists),
    ];
  });
  return [...lintWords({ file, table }, schema), ...ofFields];
}

/** The first name, by code units, of those that differ in small and capital letters only. */
type Twins = ReadonlyMap<string, string>;

const twinsOf = (names: readonly string[]): Twins =>
  new Map(
    names
      .toSorted(compareText)
      .toReversed()
      .map((name) => [name.toLowerCase(), name]),
  );

const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

function lintName(place: SchemaPlace, name: string, twins: Twins): readonly Issue[] {
  const issue = (message: string, fix: string): readonly Issue[] => [
    schemaIssue(place, "schema-name", message, fix),
  ];
  if (inherited.has(name))
    return issue(
      "A field has the name of something that every object has already.",
      "Choose another name, and map the column to it.",
    );
  if (name === "" || name.length > 100 || /^\s|\s$|\p{C}/u.test(name))
    return issue(
      "A field's name is empty, longer than 100 characters, or has spaces or marks around or in it that cannot be seen.",
      "Choose a short name, best in snake_case.",
    );
  if (/^\d+$/u.test(name))
    return issue(
      "A field's name is a number: such columns cannot keep their order.",
      `Put a word before it, such as year_${name}.`,
    );
  return twins.get(name.toLowerCase()) === name
    ? []
    : issue(
        "Two fields differ only in small and capital letters; databases take them for one.",
        "Rename one of them.",
      );
}

function lintWords(place: SchemaPlace, schema: JsonSchema): readonly Issue[] {
  return (["title", "description"] as const)
    .filter((keyword) => typeof schema[keyword] !== "string" || schema[keyword] === "")
    .map((keyword) =>
      schemaIssue(
        place,
        "schema-missing",
        `${place.field === undefined ? "The schema" : "The field"} has no ${keyword}.`,
        "Add it: the codebook shows it to readers.",
        { severity: "warning" },
      ),
    );
}

const numeric = ["integer", "number"];
const suits: ReadonlyMap<string, readonly string[]> = new Map([
  ["pattern", ["string"]],
  ["format", ["string"]],
  ["minLength", ["string"]],
  ["maxLength", ["string"]],
  ["codelist", ["string"]],
  ["extensible", ["string"]],
  ["unit", [...numeric, "array"]],
  ["minimum", numeric],
  ["maximum", numeric],
  ["exclusiveMinimum", numeric],
  ["exclusiveMaximum", numeric],
  ["multipleOf", numeric],
  ["items", ["array"]],
  ["minItems", ["array"]],
  ["maxItems", ["array"]],
  ["uniqueItems", ["array"]],
]);

function lintType(place: SchemaPlace, field: JsonSchema): readonly Issue[] {
  const type = String(field.type);
  const misfits = Object.keys(field).filter(
    (keyword) => suits.get(keyword)?.includes(type) === false,
  );
  const issues = misfits.map((keyword) =>
    schemaIssue(
      place,
      "schema-keyword",
      `\`${keyword}\` says nothing about a field of type ${type}.`,
      type === "array" ? "Move it into `items`, or remove it." : "Remove it, or change the type.",
    ),
  );
  return type === "array" && !isObject(field.items)
    ? [
        ...issues,
        schemaIssue(
          place,
          "schema-missing",
          "A list does not say what its items are.",
          'Add "items": { "type": "string" }.',
        ),
      ]
    : issues;
}

function lintValue(place: SchemaPlace, value: JsonSchema, codelists: Codelists): readonly Issue[] {
  return [
    ...lintText(place, value),
    ...lintLimits(place, value),
    ...lintChoices(place, value),
    ...lintCodes(place, value, codelists),
  ];
}

function lintText(
  place: SchemaPlace,
  { pattern, format, maxLength }: JsonSchema,
): readonly Issue[] {
  const fault =
    typeof pattern === "string"
      ? lintPattern(pattern, typeof maxLength === "number" ? maxLength : undefined)
      : undefined;
  const isUnknown = typeof format === "string" && !Object.hasOwn(formats, format);
  const known = Object.keys(formats);
  const meant = isUnknown ? closest(format, known) : undefined;
  return [
    ...(fault
      ? [schemaIssue(place, "schema-pattern", fault.message, fault.fix, { value: pattern })]
      : []),
    ...(isUnknown
      ? [
          schemaIssue(
            place,
            "schema-format",
            "There is no such format.",
            meant ? `Did you mean ${meant}?` : `The formats are ${known.join(", ")}.`,
            { value: format },
          ),
        ]
      : []),
  ];
}

function lintLimits(place: SchemaPlace, schema: JsonSchema): readonly Issue[] {
  const pairs = [
    ["minimum", "maximum"],
    ["exclusiveMinimum", "exclusiveMaximum"],
    ["minLength", "maxLength"],
    ["minItems", "maxItems"],
  ] as const;
  const crossed = pairs
    .filter(([low, high]) => Number(schema[low]) > Number(schema[high]))
    .map(([low, high]) =>
      schemaIssue(
        place,
        "schema-invalid",
        `\`${low}\` is greater than \`${high}\`: no value can be valid.`,
        "Exchange them.",
      ),
    );
  const { multipleOf } = schema;
  // Finer steps than ajv's own precision (9 decimals) would accept what they should refuse.
  return typeof multipleOf === "number" && !isWholeIn(multipleOf, 1e9)
    ? [
        ...crossed,
        schemaIssue(
          place,
          "schema-invalid",
          "`multipleOf` has more than nine decimals.",
          "Use fewer, or a smaller unit.",
          { value: multipleOf },
        ),
      ]
    : crossed;
}

const isWholeIn = (value: number, scale: number): boolean =>
  Math.abs(value * scale - Math.round(value * scale)) < 1e-6 && Math.round(value * scale) > 0;

function lintChoices(place: SchemaPlace, schema: JsonSchema): readonly Issue[] {
  const type = String(schema.type);
  const given = "const" in schema ? [schema.const] : [];
  const choices = [...given, ...((schema.enum as readonly unknown[] | undefined) ?? [])];
  const misfits = choices.filter((choice) => choice === "" || !isOfType(choice, type));
  return misfits.map((choice) =>
    schemaIssue(
      place,
      "schema-invalid",
      choice === "" ? "Empty text cannot be chosen." : `A value to choose is not of type ${type}.`,
      choice === ""
        ? "Remove it: a cell that is not stated is left out."
        : "Write it in the field's own type, or remove it.",
      { value: choice },
    ),
  );
}

const isOfType = (value: unknown, type: string): boolean =>
  type === "integer" ? Number.isSafeInteger(value) : typeof value === type;

function lintCodes(
  place: SchemaPlace,
  { codelist, extensible, enum: codes }: JsonSchema,
  codelists: Codelists,
): readonly Issue[] {
  if (typeof codelist !== "string") return [];
  if (!Object.hasOwn(codelists, codelist)) {
    const meant = closest(codelist, Object.keys(codelists));
    return [
      schemaIssue(
        place,
        "codelist-unknown",
        "There is no such codelist.",
        meant ? `Did you mean \`${meant}\`?` : `Add codelists/${codelist}.csv.`,
        { value: codelist },
      ),
    ];
  }
  if (!Array.isArray(codes)) return [];
  const listed = (codelists[codelist] ?? []).map(({ code }) => code);
  const isSame = codes.length === listed.length && codes.every((code) => listed.includes(code));
  return isSame && extensible !== true
    ? []
    : [
        schemaIssue(
          place,
          "codelist-invalid",
          extensible === true
            ? "The codelist is extensible, but the field names its codes."
            : "The field names other codes than its codelist has.",
          "Remove `enum`: it is filled in from the codelist.",
        ),
      ];
}
