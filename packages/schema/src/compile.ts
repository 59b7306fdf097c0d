import { createAjv } from "./ajv.ts";
import { completeSchema, defineTable } from "./define-table.ts";
import { rowValidator } from "./describe-faults.ts";
import type { Issue } from "./issue.ts";
import type { JsonSchema } from "./json-schema.ts";
import { lintExamples } from "./lint-examples.ts";
import { isSlow, slowPatternLimit } from "./lint-pattern.ts";
import { lintSchemas, tableFiles } from "./lint-schemas.ts";
import { messageHints } from "./message-hints.ts";
import type { CodelistEntry, Model, TableDefinition } from "./model.ts";
import { resolveSchema, type SchemaFiles } from "./resolve-schema.ts";
import type { RowValidator } from "./row-fault.ts";

export { lintPattern, type PatternFault } from "./lint-pattern.ts";
export type { SchemaFiles } from "./resolve-schema.ts";

/** A model of one's own, ready for use; or why it is not. */
export interface CompiledModel {
  readonly issues: readonly Issue[];
  /** Absent when an issue is an error. */
  readonly model?: Model;
  /** By table; absent when an issue is an error. */
  readonly validators?: Readonly<Record<string, RowValidator>>;
}

/** What a model is called. */
export interface ModelName {
  readonly name: string;
  /** The version of its schemas: major and minor. */
  readonly version: string;
  /** The address under which its schemas are published, ending in `/`; without it they have no `$id`. */
  readonly base?: string;
}

/**
 * Compiles row schemas of one's own into a model and its validators, or says what is wrong with them.
 *
 * Uses ajv at run time, which makes functions out of text: not for pages that forbid `eval`. The validators
 * of the built-in model need none of this.
 *
 * @param files parsed JSON by file name; tables come in this order, and `$ref` leads to these files only
 * @param codelists entries by name of the list
 */
export function compileModel(
  files: SchemaFiles,
  codelists: Readonly<Record<string, readonly CodelistEntry[]>> = {},
  about: ModelName = { name: "own", version: "0.0" },
): CompiledModel {
  const issues = lintSchemas(files, codelists);
  if (issues.some(({ severity }) => severity === "error")) return { issues };
  const tables = tableFiles(files).map((file) => ({
    file,
    ...defineTable(publish(completeSchema(resolveSchema(file, files), codelists), file, about)),
  }));
  const compile = tableCompiler();
  const compiled = tables.map(({ file, ...table }) => ({ file, table, validate: compile(table) }));
  const faults = compiled.flatMap(({ file, table, validate }) =>
    lintExamples(file, table, validate),
  );
  if (faults.length > 0) return { issues: [...issues, ...faults] };
  return {
    issues,
    model: {
      name: about.name,
      version: about.version,
      tables: Object.fromEntries(compiled.map(({ table }) => [table.name, table])),
      codelists,
    },
    validators: Object.fromEntries(compiled.map(({ table, validate }) => [table.name, validate])),
  };
}

/**
 * Compiles the validator of one table of a model that {@link compileModel} has let through: for a thread that
 * was handed its definition.
 */
export function compileTable(table: TableDefinition): RowValidator {
  return tableCompiler()(table);
}

/** Makes validators that are compiled when a row is first held against them: to compare releases takes none. */
function tableCompiler(): (table: TableDefinition) => RowValidator {
  let ajv: ReturnType<typeof createAjv> | undefined;
  return (table) => {
    let validate: RowValidator | undefined;
    return (row) => {
      ajv ??= createAjv({ code: { regExp: boundedRegExp } });
      validate ??= rowValidator(ajv.compile(table.schema), messageHints(table));
      return validate(row);
    };
  };
}

// A published schema needs nothing of ours to be read: it names the plain dialect, and its own address.
function publish(schema: JsonSchema, file: string, { base, version }: ModelName): JsonSchema {
  const { $schema: _, $id: __, ...rest } = schema;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...(base !== undefined && { $id: `${base}${version}/${file}` }),
    ...rest,
  };
}

// A slow pattern is let through only beside a `maxLength` within this limit, so that a longer text is refused
// anyway and need not be tested.
const boundedRegExp = Object.assign(
  (pattern: string, flags: string) => {
    const expression = new RegExp(pattern, flags);
    const limit = isSlow(pattern) ? slowPatternLimit * 2 : Infinity;
    return {
      test: (text: string) => text.length <= limit && expression.test(text),
      // By this ajv tells one pattern from another.
      toString: () => String(expression),
    };
  },
  { code: "boundedRegExp" },
);
