import type { Issue } from "./issue.ts";
import { isObject } from "./json-schema.ts";
import { locate, type SchemaFiles } from "./resolve-schema.ts";
import { schemaIssue } from "./schema-issue.ts";

/** Checks that every `$ref` leads to a part of these files, and never back to itself. */
export function lintReferences(files: SchemaFiles): readonly Issue[] {
  return Object.entries(files).flatMap(([file, schema]) => {
    const issues = referencesIn(schema).flatMap((reference) =>
      lintReference(reference, file, files),
    );
    // Every reference on a circle leads back to itself: the first is enough.
    return issues.filter(({ message }, index) => message !== circular || isFirst(issues, index));
  });
}

const circular = "A reference leads back to itself.";

const isFirst = (issues: readonly Issue[], index: number): boolean =>
  issues.findIndex(({ message }) => message === circular) === index;

function lintReference(reference: string, file: string, files: SchemaFiles): readonly Issue[] {
  const issue = (message: string, fix: string): readonly Issue[] => [
    schemaIssue({ file }, "schema-reference", message, fix, { value: reference }),
  ];
  if (/^[a-z][a-z\d+.-]*:|^\/\//iu.test(reference))
    return issue(
      "A reference leads out of the model; nothing is ever loaded.",
      "Copy the part into a file of the model, and refer to it there by file name.",
    );
  const target = locate(reference, file, files);
  if (!target || !isObject(target.schema))
    return issue(
      "A reference leads nowhere.",
      `Write "#/$defs/…" or the name of one of ${Object.keys(files).join(", ")} before it.`,
    );
  return isCircular(reference, file, files, [])
    ? issue(circular, "Break the circle: a row is flat.")
    : [];
}

function isCircular(
  reference: string,
  file: string,
  files: SchemaFiles,
  passed: readonly unknown[],
): boolean {
  const target = locate(reference, file, files);
  if (!target) return false;
  if (passed.includes(target.schema)) return true;
  return referencesIn(target.schema).some((next) =>
    isCircular(next, target.file, files, [...passed, target.schema]),
  );
}

const literal: ReadonlySet<string> = new Set(["const", "enum", "examples"]);

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([keyword, part]) => {
    if (literal.has(keyword)) return [];
    return keyword === "$ref" && typeof part === "string" ? [part] : referencesIn(part);
  });
}
