import { _ } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { annotationKeywords, createAjv } from "../src/ajv.ts";
import { isObject, type JsonSchema } from "../src/json-schema.ts";
import { messageHints } from "../src/message-hints.ts";
import type { Model, TableDefinition } from "../src/model.ts";

// What formats.ts calls the test of a format, and the object that explains its faults: each is imported by its own
// name, so that a bundler drops those that a table does not use.
const formatNames: Readonly<Record<string, { test: string; format: string }>> = {
  date: { test: "isDate", format: "dateFormat" },
  "date-time": { test: "isDateTime", format: "dateTimeFormat" },
  edtf: { test: "isEdtf", format: "edtfFormat" },
  "language-tag": { test: "isLanguageTag", format: "languageTagFormat" },
  semver: { test: "isSemver", format: "semverFormat" },
  uri: { test: "isUri", format: "uriFormat" },
};

/** Writes a table's validator as a module that needs no ajv and no `eval`. */
export function emitValidator(table: TableDefinition): { code: string; types: string } {
  const ajv = createAjv({ code: { source: true, esm: true, lines: true, formats: _`formats` } });
  const check = ajv.compile(withoutAnnotations(table.schema));
  const { fields, rules, patternHelp } = messageHints(table);
  const used = [...new Set(table.fields.flatMap(({ format }) => format ?? []))];
  const imports = used.flatMap((format) => Object.values(formatNames[format] ?? {}));
  const formats = used.map((format) => `"${format}": ${formatNames[format]?.format}`);
  const code = [
    'import { codePointLength } from "../../code-point-length.ts";',
    'import { rowValidator } from "../../describe-faults.ts";',
    `import { ${imports.join(", ")} } from "../../formats.ts";`,
    "",
    pureCode(standalone.default(ajv, check)),
    "",
    "export const validator = /* @__PURE__ */ rowValidator(check, {",
    `  fields: ${JSON.stringify(fields)},`,
    `  rules: ${JSON.stringify(rules)},`,
    `  patternHelp: ${JSON.stringify(patternHelp)},`,
    `  formats: { ${formats.join(", ")} },`,
    "});",
    "",
  ].join("\n");
  const types = [
    'import type { RowValidator } from "../../row-fault.ts";',
    "export declare const validator: RowValidator;",
    "",
  ].join("\n");
  return { code, types };
}

/** Writes the list of all validators. */
export function emitValidatorIndex(model: Model): string {
  const tables = Object.values(model.tables);
  return [
    'import type { RowValidator } from "../row-fault.ts";',
    'import type { TableName } from "./rows.ts";',
    ...tables.map(
      ({ name }, index) => `import { validator as table${index} } from "./validate/${name}.js";`,
    ),
    "",
    ...tables.flatMap((table, index) => [
      `/** Finds the faults of a row of \`${table.name}\`. */`,
      `export const ${validatorName(table)}: RowValidator = table${index};`,
      "",
    ]),
    "/** The validator of each table, by its name. */",
    "export const validators: { readonly [Name in TableName]: RowValidator } = {",
    ...tables.map((table) => `  ${table.name}: ${validatorName(table)},`),
    "};",
    "",
  ].join("\n");
}

const validatorName = ({ name }: TableDefinition): string =>
  `validate${name
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")}`;

const annotations: ReadonlySet<string> = new Set([
  ...annotationKeywords,
  "title",
  "description",
  "examples",
  "deprecated",
]);

// The fields' own names are keys of `properties`, not keywords.
function withoutAnnotations(value: unknown): JsonSchema {
  const strip = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(strip);
    if (!isObject(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner)
        .filter(([keyword]) => !annotations.has(keyword))
        .map(([keyword, part]) => [
          keyword,
          keyword === "properties" && isObject(part)
            ? Object.fromEntries(Object.entries(part).map(([name, field]) => [name, strip(field)]))
            : strip(part),
        ]),
    );
  };
  return strip(value) as JsonSchema;
}

// What ajv writes has calls and assignments at the top level, which keep a bundler from dropping it, and
// `require` of its own helpers. Here each becomes something that can be dropped.
function pureCode(source: string): string {
  const code = source
    .replace(/^"use strict";/u, "")
    .replace(
      /export const validate = (validate\d+);\s*export default validate\d+;/u,
      "const check = $1;",
    )
    .replaceAll(/\/\*# sourceURL=.*?\*\/;/gu, "")
    .replaceAll(
      /\bformats(?:\.(\w+)|\["([\w-]+)"\])/gu,
      (_match, plain, quoted) => formatNames[plain ?? quoted]?.test ?? "",
    )
    .replaceAll(/\bfunc\d+\((data\d*)\) < 1\)/gu, "$1.length < 1)")
    .replaceAll(/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/gu, "codePointLength")
    .replaceAll("= new RegExp(", "= /* @__PURE__ */ new RegExp(");
  if (/require\(|\beval\b|new Function/u.test(code)) throw new TypeError("not standalone");
  return code;
}
