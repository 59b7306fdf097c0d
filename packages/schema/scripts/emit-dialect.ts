import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import dialect from "../src/dialect/schema.json" with { type: "json" };
import vocabulary from "../src/dialect/vocabulary.json" with { type: "json" };

/** Writes the check of a schema against the dialect as a module: to compile it takes longer than to read a release. */
export function emitDialect(): { code: string; types: string } {
  const ajv = dialectAjv();
  const code = standalone
    .default(ajv, ajv.compile(dialect))
    .replace(/^"use strict";/u, imports)
    .replace(
      /export const validate = (validate\d+);\s*export default validate\d+;/u,
      "export const checkDialect = $1;",
    )
    .replaceAll(/\/\*# sourceURL=.*?\*\/;/gu, "")
    .replaceAll('require("ajv/dist/runtime/equal").default', "sameJson")
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', "codePointLength");
  if (/require\(|\beval\b|new Function/u.test(code)) throw new TypeError("not standalone");
  const types = [
    'import type { Check } from "../describe-faults.ts";',
    "export declare const checkDialect: Check;",
    "",
  ].join("\n");
  return { code, types };
}

const imports = `import { codePointLength } from "../code-point-length.ts";
import { sameJson } from "../same-json.ts";
`;

/** An ajv that can compile the dialect. */
export function dialectAjv(): Ajv2020 {
  return new Ajv2020({
    strict: false,
    allErrors: true,
    ownProperties: true,
    messages: false,
    validateFormats: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
  }).addSchema(vocabulary);
}
