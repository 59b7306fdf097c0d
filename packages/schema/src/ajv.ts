import { Ajv2020, type Options } from "ajv/dist/2020.js";
import { formats } from "./formats.ts";

/** Keywords of our own that say something about a value and check nothing. */
export const annotationKeywords = [
  "codelist",
  "computed",
  "definitionVersion",
  "deprecatedDetails",
  "extensible",
  "table",
  "unit",
  "visibility",
] as const;

/**
 * Makes an ajv that finds all faults, sees own properties only, reads patterns in Unicode mode, changes no
 * data and loads nothing.
 */
export function createAjv(options: Options = {}): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    // A rule may require a field that the table, not the rule, describes; the lint knows that it exists.
    strictRequired: false,
    allErrors: true,
    ownProperties: true,
    validateFormats: true,
    multipleOfPrecision: 9,
    unicodeRegExp: true,
    allowUnionTypes: false,
    $data: false,
    useDefaults: false,
    coerceTypes: false,
    removeAdditional: false,
    messages: false,
    validateSchema: false,
    ...options,
  });
  // No schema of ours uses `unevaluatedProperties`; keeping count for it would double the code of a validator.
  ajv.opts.unevaluated = false;
  ajv.addVocabulary([...annotationKeywords]);
  for (const [name, { test }] of Object.entries(formats)) ajv.addFormat(name, test);
  return ajv;
}
