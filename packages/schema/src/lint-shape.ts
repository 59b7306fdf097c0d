import type { CheckError } from "./describe-faults.ts";
import dialect from "./dialect/schema.json" with { type: "json" };
import { checkDialect } from "./generated/dialect.js";
import type { Issue } from "./issue.ts";
import { isObject } from "./json-schema.ts";
import { type SchemaPlace, schemaIssue } from "./schema-issue.ts";
import { closest } from "./suggest.ts";

const maxDepth = 32;

// No common database has tables of more columns; a validator of more takes minutes to make.
const maxFields = 2000;

// To tell whether a pattern can run away takes up to a second for 30,000 characters of it.
const maxPatternLength = 30_000;

/**
 * Checks one schema file against the dialect: known keywords, each in its place and well formed.
 *
 * @param file its name, for the issues
 * @param schema parsed JSON of unknown origin
 */
export function lintShape(file: string, schema: unknown): readonly Issue[] {
  if (!isObject(schema))
    return [shapeIssue({ file }, "The file is no JSON object", "Write a schema as an object.")];
  if (isTooDeep(schema))
    return [shapeIssue({ file }, `The schema is nested more than ${maxDepth} deep`, "Flatten it.")];
  const fields = isObject(schema.properties) ? Object.keys(schema.properties).length : 0;
  if (fields > maxFields)
    return [
      shapeIssue(
        { file },
        `The table has ${fields} fields, and can have ${maxFields}`,
        "Turn columns of one kind into rows, or split the table into several.",
      ),
    ];
  const length = patternLength(schema);
  if (length > maxPatternLength)
    return [
      shapeIssue(
        { file },
        `The patterns of the schema have ${length} characters together, and can have ${maxPatternLength}`,
        "Share patterns through `$defs`, or name what they list in a codelist.",
      ),
    ];
  const isMeant = "table" in schema || "$defs" in schema;
  if (!isMeant)
    return [
      schemaIssue(
        { file },
        "schema-missing",
        "The file has neither `table` nor `$defs`.",
        "Say in `table` which table its rows belong to, or share parts in `$defs`.",
      ),
    ];
  checkDialect(schema);
  const errors = checkDialect.errors ?? [];
  const misplaced = errors.filter(isMisplacedTable).map(({ instancePath }) => instancePath);
  const issues = errors
    .filter((error) => isMisplacedTable(error) || !misplaced.some((path) => isWithin(error, path)))
    .flatMap((error) => describe(error, file, schema) ?? []);
  return distinct(issues);
}

const shapeIssue = (place: SchemaPlace, message: string, fix: string, value?: unknown): Issue =>
  schemaIssue(place, "schema-invalid", `${message}.`, fix, { value });

// Walks without recursion: the depth is what is in question.
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= maxDepth; depth += 1) {
    level = level.flatMap((part) =>
      typeof part === "object" && part !== null ? Object.values(part) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

/** The length of all `pattern` of a schema; its depth has been looked at. */
function patternLength(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, inner]) =>
      sum + (key === "pattern" && typeof inner === "string" ? inner.length : patternLength(inner)),
    0,
  );
}

// What stands beside a misplaced `table` is no row, and is not to be judged as one.
const isMisplacedTable = ({ keyword, params }: CheckError): boolean =>
  keyword === "propertyNames" && params.propertyName === "table";

const isWithin = ({ instancePath }: CheckError, path: string): boolean =>
  instancePath === path || instancePath.startsWith(`${path}/`);

// The dialect is met twice at most places, once for its keywords and once for its shape: one issue is enough.
function distinct(issues: readonly Issue[]): readonly Issue[] {
  const byText = issues.map((issue) => [JSON.stringify([issue.field, issue.message]), issue]);
  return [...new Map(byText as [string, Issue][]).values()];
}

// Keywords of JSON Schema that have no place in a table, with the reason.
const refused: ReadonlyMap<string, string> = new Map([
  ["$dynamicRef", "References must lead to one known place; use `$ref`."],
  ["$dynamicAnchor", "References must lead to one known place; use `$ref`."],
  ["$recursiveRef", "References must lead to one known place; use `$ref`."],
  ["$anchor", "References lead to `#/$defs/…`; name the part there."],
  ["unevaluatedProperties", "Use `additionalProperties: false`."],
  ["unevaluatedItems", "A list holds items of one kind; use `items`."],
  ["prefixItems", "A list holds items of one kind; use `items`."],
  ["contains", "A list holds items of one kind; use `items`."],
  ["patternProperties", "The columns of a table are named one by one in `properties`."],
  ["propertyNames", "The columns of a table are named one by one in `properties`."],
  ["dependentSchemas", "Write a rule in `allOf` with `if` and `then`."],
  ["oneOf", "Write rules in `allOf` with `if` and `then`."],
  ["default", "A missing cell means that nothing is stated; it is never filled in."],
  ["$data", "A schema is fixed; it cannot take a limit from the data."],
]);

function describe(error: CheckError, file: string, schema: unknown): Issue | undefined {
  const place = placeOf(error.instancePath, file, schema);
  const { params, keyword } = error;
  const value = valueAt(error.instancePath, schema);
  switch (keyword) {
    case "propertyNames":
      return keywordIssue(place, String(params.propertyName));
    case "required": {
      if (/\/anyOf\//u.test(error.schemaPath)) return undefined;
      const missing = String(params.missingProperty);
      const message = `\`${missing}\` is missing.`;
      return schemaIssue(place, "schema-missing", message, fixes[missing] ?? "Add it.");
    }
    case "dependentRequired": {
      const message = `\`${params.property}\` stands without \`${params.missingProperty}\`.`;
      return schemaIssue(place, "schema-missing", message, `Add \`${params.missingProperty}\`.`);
    }
    case "additionalProperties":
      return keywordIssue(place, String(params.additionalProperty));
    case "anyOf":
      return error.schemaPath.includes("/rule/")
        ? schemaIssue(place, "schema-missing", "A rule says nothing after its `if`.", "Add `then`.")
        : schemaIssue(place, "schema-missing", "`type` is missing.", "Add it.");
    case "enum":
    case "if":
      // A faulty name has been described by `propertyNames` already.
      return isName(error)
        ? undefined
        : invalid(place, error, `Choose one of ${listed(params.allowedValues)}.`, value);
    case "const":
      return invalid(place, error, `Write ${JSON.stringify(params.allowedValue)}.`, value);
    case "type":
      return invalid(place, error, `Write it as ${[params.type].flat().join(" or ")}.`, value);
    default:
      return invalid(place, error, "Compare it with the vocabulary.", value);
  }
}

const fixes: Readonly<Record<string, string>> = {
  additionalProperties: 'Add "additionalProperties": false.',
  required: 'Add "required" with the names of the fields that are never empty.',
  title: "Add a title.",
  description: "Add a description.",
};

const listed = (values: unknown): string => (Array.isArray(values) ? values.join(", ") : "");

const isName = (error: CheckError): boolean => error.schemaPath.includes("/propertyNames/");

function invalid(place: SchemaPlace, error: CheckError, fix: string, value: unknown): Issue {
  const keyword = error.instancePath.split("/").findLast((step) => !/^\d*$/u.test(step));
  return shapeIssue(place, `\`${keyword ?? "the schema"}\` is not well formed`, fix, value);
}

function keywordIssue(place: SchemaPlace, name: string): Issue {
  const known = dialect.propertyNames.enum;
  const reason = refused.get(name);
  const meant = closest(name, known);
  const [message, fix] = reason
    ? [`The keyword \`${name}\` is not allowed.`, reason]
    : known.includes(name)
      ? [`The keyword \`${name}\` cannot stand here.`, "Move it to where it belongs, or remove it."]
      : [
          "There is no such keyword.",
          meant ? `Did you mean \`${meant}\`?` : "Remove it, or keep the remark in `$comment`.",
        ];
  return schemaIssue(place, "schema-keyword", message, fix, { value: name });
}

function placeOf(pointer: string, file: string, schema: unknown): SchemaPlace {
  const steps = pointer.split("/").map(unescapeStep);
  const table = tableName(schema);
  if (pointer === "") return { file, table };
  return { file, table, field: steps[1] === "properties" ? steps[2] : pointer };
}

/** The name that a schema gives its table, if it has the form of one. */
export function tableName(schema: unknown): string | undefined {
  const table = isObject(schema) && Object.hasOwn(schema, "table") ? schema.table : undefined;
  return isObject(table) && typeof table.name === "string" ? table.name : undefined;
}

const unescapeStep = (step: string): string => step.replaceAll("~1", "/").replaceAll("~0", "~");

function valueAt(pointer: string, schema: unknown): unknown {
  let value = schema;
  for (const step of pointer.split("/").slice(1).map(unescapeStep))
    value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
  return typeof value === "object" ? undefined : value;
}
