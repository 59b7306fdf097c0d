import { existsSync, readFileSync } from "node:fs";
import type { Issue } from "@sourcebook/schema";
import { describe, expect, test } from "vitest";
import { createIssueList } from "../../src/issue-list.ts";
import type { TableAssertions } from "../../src/tables/assertions.ts";
import { checkTables } from "../../src/tables/check-tables.ts";
import type { RawBatch } from "../../src/tables/raw-table.ts";
import { readCsv } from "../../src/tables/read-csv.ts";
import { readXlsx } from "../../src/tables/read-xlsx.ts";
import { plainSource } from "../../src/tables/table-source.ts";
import { ownModel, type ShortField, type ShortTable } from "./own-model.ts";
import { inputOf } from "./read-all.ts";

// What frictionless-py expects of its own test files, held against what is reported here. The outcome for
// each of its cases stands in docs/data-tests/frictionless.md, which this test writes and compares.

const suite = new URL("../../../../../shared/suites/frictionless/", import.meta.url);
const isThere = existsSync(suite);

interface Case {
  readonly test: string;
  readonly files: readonly string[];
  readonly fields: readonly string[];
  readonly expected: readonly (readonly unknown[])[];
}

const cases: readonly Case[] = isThere
  ? (JSON.parse(readFileSync(new URL("expected-errors.json", suite), "utf8")) as { cases: Case[] })
      .cases
  : [];
const load = (path: string): Buffer => readFileSync(new URL(path, suite));

/** Their name for each of our codes. */
const KINDS: Readonly<Record<string, string>> = {
  "header-blank": "blank-label",
  "header-duplicate": "duplicate-label",
  "header-missing": "source-error",
  "column-unknown": "extra-label",
  "column-missing": "missing-label",
  "row-short": "missing-cell",
  "row-long": "extra-cell",
  "row-blank": "blank-row",
  "encoding-invalid": "encoding-error",
  "cell-type": "type-error",
  "cell-required": "constraint-error",
  "cell-length": "constraint-error",
  "cell-range": "constraint-error",
  "duplicate-id": "primary-key",
  "duplicate-value": "unique-error",
  "unknown-reference": "foreign-key",
  "assertion-failed": "row-count",
};

/** A row, counted with the header as they count, and a kind. */
type Finding = `${number | "header"} ${string}`;

const toFinding = ({ code, row }: { code: string; row?: number }): Finding =>
  `${row === undefined ? "header" : row + 1} ${KINDS[code] ?? code}`;

type Run = () => Promise<readonly Finding[]>;

/** The file as such: no schema. */
const structure =
  (path: string): Run =>
  async () => {
    const input = inputOf(load(path), { path });
    const batches: AsyncIterable<RawBatch> = path.endsWith(".xlsx")
      ? readXlsx(input)
      : readCsv(input);
    const found: Finding[] = [];
    for await (const { fileFaults, rowFaults, firstRow } of batches) {
      // A spreadsheet's blank rows are faults of the file, with their line.
      for (const { code, line } of fileFaults) {
        found.push(toFinding(code === "row-blank" ? { code, row: (line ?? 0) - 1 } : { code }));
      }
      for (const [index, faults] of rowFaults) {
        for (const { code } of faults) found.push(toFinding({ code, row: firstRow + index }));
      }
    }
    return found;
  };

interface Files {
  readonly [table: string]: { readonly content: Uint8Array | string; readonly schema: ShortTable };
}

/** The files with schemas, keys and assertions. */
const checked =
  (files: Files, assertions: readonly TableAssertions[] = []): Run =>
  async () => {
    const issues = createIssueList();
    const schemas = Object.entries(files).map(([name, { schema }]) => [name, schema] as const);
    const names = Object.keys(files);
    await checkTables(
      {
        ...ownModel(Object.fromEntries(schemas)),
        sources: names.map((name) => plainSource(name, `${name}.csv`)),
        assertions,
      },
      {
        paths: names.map((name) => `${name}.csv`),
        open: (path) => inputOf(files[path.replace(".csv", "")]?.content ?? "").open(),
      },
      issues,
    );
    return issues.sorted().map((issue: Issue) => toFinding(issue));
  };

interface TableSchema {
  readonly fields: readonly {
    name: string;
    type: string;
    constraints?: { required?: boolean; unique?: boolean };
  }[];
  readonly primaryKey?: string;
}

/** A Table Schema in our words. */
function shortTable(path: string): ShortTable {
  const { fields, primaryKey } = JSON.parse(load(path).toString()) as TableSchema;
  return {
    fields: Object.fromEntries(
      fields.map(({ name, type, constraints }) => [
        name,
        `${type as "string"}${constraints?.required || name === primaryKey ? "!" : ""}` as ShortField,
      ]),
    ),
    primaryKey: [primaryKey ?? ""],
    uniqueKeys: fields.filter(({ constraints }) => constraints?.unique).map(({ name }) => [name]),
  };
}

const rows = (min: number | undefined, max: number | undefined): Run =>
  checked(
    {
      limits: {
        // Its header is padded (`id, name`), which is not what these cases are about.
        content: load("data/table-limits.csv").toString().replaceAll(", ", ","),
        schema: {
          fields: { field1: "string!", field2: "string", field3: "string", field4: "string" },
          primaryKey: ["field1"],
        },
      },
    },
    [
      {
        table: "limits",
        rows: {
          ...(min !== undefined && { min }),
          ...(max !== undefined && { max }),
          at: { file: "dataset.yaml", line: 1, column: 1 },
        },
        filled: [],
        unique: [],
        values: [],
        rules: [],
      },
    ],
  );

const threeRows = (): Run =>
  checked(
    {
      table: {
        content: load("data/table.csv"),
        schema: { fields: { id: "integer!", name: "string" }, primaryKey: ["id"] },
      },
    },
    [
      {
        table: "table",
        rows: { min: 3, max: 3, at: { file: "dataset.yaml", line: 1, column: 1 } },
        filled: [],
        unique: [],
        values: [],
        rules: [],
      },
    ],
  );

const limited = (field: string, type: ShortField, limits: object, values: readonly string[]): Run =>
  checked({
    table: {
      content: `row,${field}\n${values.map((value, index) => `${index + 2},${value}`).join("\n")}\n6\n`,
      schema: { fields: { row: "integer!", [field]: { type, ...limits } }, primaryKey: ["row"] },
    },
  });

const twoTables = (): Run => {
  const text = "string" as const;
  return checked({
    data: {
      content: load("data/invalid/data.csv"),
      schema: {
        fields: { id: "string!", name: text, description: text, amount: "number" },
        primaryKey: ["id"],
      },
    },
    data2: {
      content: load("data/invalid/data2.csv"),
      schema: {
        fields: { parent: "string!", comment: "string!" },
        primaryKey: ["comment"],
        foreignKeys: [{ fields: ["parent"], reference: { table: "data", fields: ["id"] } }],
      },
    },
  });
};

/** How each case in scope is run; those that are not here are out of scope. */
function runOf({ test, files }: Case): Run | undefined {
  const uniqueField = () =>
    checked({
      table: {
        content: load("data/unique-field.csv"),
        schema: shortTable("data/unique-field.json"),
      },
    });
  const named: Readonly<Record<string, () => Run>> = {
    test_validate_baseline_stats_rows_invalid: threeRows,
    test_resource_validate_stats_rows_invalid: threeRows,
    test_validate_table_dimensions_num_rows: () => rows(42, 42),
    test_validate_table_dimensions_num_rows_declarative: () => rows(42, 42),
    test_validate_table_dimensions_min_rows: () => rows(42, undefined),
    test_validate_table_dimensions_min_rows_declarative: () => rows(42, undefined),
    test_validate_table_dimensions_max_rows: () => rows(undefined, 2),
    test_validate_table_dimensions_max_rows_declarative: () => rows(undefined, 2),
    test_resource_validate_schema_multiple_errors: () =>
      checked({
        table: {
          content: load("data/schema-errors.csv"),
          schema: shortTable("data/schema-valid.json"),
        },
      }),
    test_resource_validate_schema_extra_headers_and_cells: () =>
      checked({
        table: {
          content: load("data/table.csv"),
          schema: { fields: { id: "integer!" }, primaryKey: ["id"] },
        },
      }),
    test_resource_validate_less_actual_fields_with_required_constraint_issue_950: () =>
      checked({
        table: {
          content: load("data/table.csv"),
          schema: {
            fields: { id: "integer!", name: "string", bad: "string!" },
            primaryKey: ["id"],
          },
        },
      }),
    test_resource_validate_schema_min_length_constraint: () =>
      limited("word", "string", { minLength: 2, examples: ["ab"] }, ["a", "ab", "abc", "abcd"]),
    test_resource_validate_schema_max_length_constraint: () =>
      limited("word", "string", { maxLength: 2 }, ["a", "ab", "abc", "abcd"]),
    test_resource_validate_schema_minimum_constraint: () =>
      limited("score", "integer", { minimum: 2, examples: [2] }, ["1", "2", "3", "4"]),
    test_resource_validate_schema_maximum_constraint: () =>
      limited("score", "integer", { maximum: 2 }, ["1", "2", "3", "4"]),
    test_resource_validate_schema_foreign_key_error_self_referencing_invalid: () =>
      checked({
        nested: {
          content: load("data/nested-invalid.csv"),
          schema: {
            fields: { id: "integer!", cat: "integer", name: "string" },
            primaryKey: ["id"],
            foreignKeys: [{ fields: ["cat"], reference: { table: "nested", fields: ["id"] } }],
          },
        },
      }),
    test_resource_validate_schema_unique_error: uniqueField,
    test_resource_validate_schema_primary_key_error: uniqueField,
    test_resource_validate_schema_primary_key_and_unique_error: uniqueField,
    test_resource_validate_infer_fields_issue_225: () =>
      checked({
        table: {
          content: "name1,name2\n123,\n456,\n789\n",
          schema: { fields: { name1: "string!", name2: "string" }, primaryKey: ["name1"] },
        },
      }),
    test_package_validate_from_dict_invalid: twoTables,
    test_package_validate_from_path_invalid: twoTables,
    test_package_validate_parallel_from_dict_invalid: twoTables,
    test_package_validate_with_parallel: twoTables,
    test_inquiry_validate_with_multiple_packages: twoTables,
    test_inquiry_validate_with_multiple_packages_with_parallel: twoTables,
  };
  if (Object.hasOwn(named, test)) return named[test]?.();
  const first = files.find((file) => /\.(?:csv|xlsx)$/.test(file)) ?? "";
  const isStructural =
    /^(?:test_validate_invalid|test_inquiry_validate(?:_parallel)?_multiple_invalid|test_package_validate_invalid_table|test_resource_validate_(?:invalid|invalid_table|blank_headers|duplicate_headers|defective_rows|blank_rows|blank_rows_multiple|no_data|pick_errors|pick_errors_tags|skip_errors|skip_errors_tags|invalid_limit_errors|structure_errors_with_limit_errors|table_is_invalid_issue_312|bound_checklist|encoding_invalid))$/.test(
      test,
    );
  return isStructural && first !== "" && existsSync(new URL(first, suite))
    ? structure(first)
    : undefined;
}

const OUT_OF_SCOPE: readonly (readonly [RegExp, string])[] = [
  [
    /ascii_(?:value|not_valid)|deviated|forbidden|required_value|sequential|truncated|row_constraint|duplicate_row|custom_check/,
    "a check of frictionless's own, for a purpose that Sourcebook does not have",
  ],
  [
    /fields?_declarative|_fields$|num_fields|min_fields|no_limits/,
    "counts columns, which the schema decides here",
  ],
  [
    /stats_(?:bytes|size|hash|invalid)|package_stats/,
    "compares hashes and sizes with a descriptor: `verify` does so for releases",
  ],
  [
    /zip|compression|scheme|dialect_none/,
    "a container, scheme or file without header that is not read",
  ],
  [
    /profile|standards|package_errors|issue_192|array_path|set_default|schema_issue_304|schema_invalid_json|required_invalid|missing_values|fields_match|sync_schema|header_case|distinguished_by_case|schema_sync|test_validate_invalid$|_invalid_limit/,
    "judges descriptors and options of frictionless",
  ],
  [/.*/, "its data is not in the suite, only in the code of its test"],
];

const reasonOf = (test: string): string =>
  OUT_OF_SCOPE.find(([pattern]) => pattern.test(test))?.[1] ?? "";

/** Why a case in scope ends otherwise. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  "extra-cell": "the column is reported once, in the header, and not again in each row",
  "missing-cell": "the column is reported once, in the header, and not again in each row",
  "constraint-error": "the column is reported once, in the header, and not again in each row",
  "primary-key": "the blank row is reported as such, and not as one without a key, too",
};

interface Outcome {
  readonly name: string;
  readonly result: "same" | "other" | "out of scope";
  readonly remark: string;
}

async function compare(one: Case): Promise<Outcome> {
  const run = runOf(one);
  if (run === undefined)
    return { name: one.test, result: "out of scope", remark: reasonOf(one.test) };
  const at = (field: string) => one.fields.indexOf(field);
  const expected = new Set(
    one.expected.map((values) => {
      const row = values[at("rowNumber")];
      const kind = String(values[at("type")]).replace("table-dimensions", "row-count");
      return `${typeof row === "number" ? row : "header"} ${kind}` as Finding;
    }),
  );
  const found = new Set(await run());
  // Text that is in another encoding has its line here, and only its byte there.
  const here = [...found].map((finding) => finding.replace(/^\d+ (?=encoding-error)/, "header "));
  const missing = [...expected].filter((finding) => !here.includes(finding));
  if (missing.length === 0)
    return { name: one.test, result: "same", remark: [...expected].join(", ") || "nothing" };
  const reasons = new Set(
    missing.map((finding) => DIFFERENCES[finding.replace(/^\S+ /, "")] ?? "?"),
  );
  return {
    name: one.test,
    result: "other",
    remark: `lacks ${missing.join(", ")}: ${[...reasons].join("; ")}`,
  };
}

const table = (outcomes: readonly Outcome[]): string => {
  const lines = outcomes.map(({ name, remark }) => `- \`${name}\`: ${remark}`);
  return [...new Set(lines)].join("\n");
};

const byReason = (outcomes: readonly Outcome[]): string => {
  const reasons = new Map<string, string[]>();
  for (const { name, remark } of outcomes)
    reasons.set(remark, [...(reasons.get(remark) ?? []), name]);
  return Array.from(reasons, ([reason, names]) => {
    const list = [...new Set(names)].map((name) => `- \`${name}\``).join("\n");
    return `${names.length} for this reason: ${reason}.\n\n${list}`;
  }).join("\n\n");
};

describe.skipIf(!isThere)("frictionless-py (skipped when ../shared/suites is absent)", () => {
  test("of its expectations, those in scope are met but for the differences written down", async () => {
    const outcomes: Outcome[] = [];
    for (const one of cases) outcomes.push(await compare(one));
    const of = (result: Outcome["result"]) =>
      outcomes.filter((outcome) => outcome.result === result);
    const [same, other, out] = [of("same"), of("other"), of("out of scope")];
    const page = `# What frictionless-py expects

frictionless-py tests itself with ${cases.length} reports of errors. ${same.length + other.length} of them are in scope here: their data is at hand, and they are
about structure, types, constraints, keys and counts of rows. In ${same.length} of those, every error that frictionless expects
is reported here, too: the same kind on the same row (counted with the header as row 1). This page is written by
\`packages/ingest/test/tables/frictionless.test.ts\`.

## Same kind on the same row

${table(same)}

## Otherwise

${table(other)}

## Out of scope

${byReason(out)}
`;
    await expect(page).toMatchFileSnapshot("../../../../docs/data-tests/frictionless.md");
    expect([cases.length, same.length, other.length, out.length]).toEqual([159, 40, 8, 111]);
  });
});
