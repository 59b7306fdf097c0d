import { _ } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { annotationKeywords, createAjv } from "../src/ajv.ts";
import { isObject, type JsonSchema } from "../src/json-schema.ts";
import { messageHints } from "../src/message-hints.ts";
import type { Model, TableDefinition } from "../src/model.ts";

const formatNames: Readonly<Record<string, string>> = {
  date: "dateFormat",
  "date-time": "dateTimeFormat",
  edtf: "edtfFormat",
  "language-tag": "languageTagFormat",
  semver: "semverFormat",
  uri: "uriFormat",
};

/** Writes a table's validator as a module that needs no ajv and no `eval`. */
export function emitValidator(table: TableDefinition): { code: string; types: string } {
  const ajv = createAjv({ code: { source: true, esm: true, lines: true, formats: _`formats` } });
  const check = ajv.compile(withoutAnnotations(table.schema));
  const exportName = validatorName(table);
  const hints = messageHints(table);
  const usedFormats = [...new Set(table.fields.flatMap(({ format }) => format ?? []))];
  const code = [
    ...(usedFormats.length === 0
      ? []
      : [
          `import { ${usedFormats.map((format) => formatNames[format]).join(", ")} } from "../../formats.ts";`,
        ]),
    'import { rowValidator } from "../../describe-faults.ts";',
    'import { codePointLength } from "../../code-point-length.ts";',
    "",
    pureCode(standalone.default(ajv, check)),
    "",
    `export const ${exportName} = /* @__PURE__ */ rowValidator(check, {`,
    `  fields: ${JSON.stringify(hints.fields)},`,
    `  rules: ${JSON.stringify(hints.rules)},`,
    `  patternHelp: ${JSON.stringify(hints.patternHelp)},`,
    `  formats: { ${usedFormats.map((format) => `${JSON.stringify(format)}: ${formatNames[format]}`).join(", ")} },`,
    "});",
    "",
  ].join("\n");
  const types = `import type { RowValidator } from "../../row-fault.ts";\nexport declare const ${exportName}: RowValidator;\n`;
  return { code, types };
}

/** Writes the list of all validators. */
export function emitValidatorIndex(model: Model): string {
  const tables = Object.values(model.tables);
  return [
    'import type { RowValidator } from "../row-fault.ts";',
    'import type { TableName } from "./rows.ts";',
    ...tables.map(
      (table) => `import { ${validatorName(table)} } from "./validate/${table.name}.js";`,
    ),
    "",
    `export { ${tables.map(validatorName).join(", ")} };`,
    "",
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
      /formats(?:\.([\w]+)|\["([\w-]+)"\])/gu,
      (_match, plain, quoted) => `${formatNames[plain ?? quoted]}.test`,
    )
    .replaceAll(/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/gu, "codePointLength")
    .replaceAll("= new RegExp(", "= /* @__PURE__ */ new RegExp(");
  if (/require\(|\beval\b|new Function/u.test(code)) throw new TypeError("not standalone");
  return code;
}
