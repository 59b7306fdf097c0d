import { type Contributor, isEdtf } from "@sourcebook/schema";
import type { IssueList } from "../issue-list.ts";
import { createLineTable } from "../line-table.ts";
import { parseJsonRow } from "../tables/parse-json-row.ts";
import { asText, itemsOf, type Located, type RecordNode, textOf } from "./record-node.ts";

/** What `dataset.yaml` says, before it is checked. */
export interface DatasetFile {
  readonly name: Located | undefined;
  readonly title: Located | undefined;
  readonly description: Located | undefined;
  readonly licence: Located | undefined;
  readonly notice: Located | undefined;
  readonly homepage: Located | undefined;
  readonly released: Located | undefined;
  readonly model: Located | undefined;
  readonly keywords: readonly Located[];
  readonly exports: readonly Located[];
  readonly contributors: readonly Contributor[];
}

export function parseDatasetFile(root: RecordNode): DatasetFile {
  const listOf = (key: string) => itemsOf(root, key).flatMap((item) => asText(item) ?? []);
  return {
    name: textOf(root, "name"),
    title: textOf(root, "title"),
    description: textOf(root, "description"),
    licence: textOf(root, "licence"),
    notice: textOf(root, "notice"),
    homepage: textOf(root, "homepage"),
    released: textOf(root, "released"),
    model: textOf(root, "model"),
    keywords: listOf("keywords"),
    exports: listOf("exports"),
    contributors: itemsOf(root, "contributors").flatMap((item) => {
      const title = textOf(item, "title")?.value;
      const role = textOf(item, "role")?.value;
      const path = textOf(item, "path")?.value;
      if (title === undefined) return [];
      return [{ title, ...(role !== undefined && { role }), ...(path !== undefined && { path }) }];
    }),
  };
}

/** Reports a day of release that is no day: it stands in the release's own dates. */
export function checkReleased({ released }: DatasetFile, issues: IssueList): void {
  if (released === undefined) return;
  if (/^\d{4}-\d{2}-\d{2}$/.test(released.value) && isEdtf(released.value)) return;
  issues.add("invalid-date", released.at, {
    message: `"${released.value}" is not a day.`,
    fix: "Write the day of the release as YYYY-MM-DD, such as 2024-05-04.",
    field: "released",
    value: released.value,
  });
}

// https://semver.org, without build metadata: two releases must not differ in that alone.
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/;

/** Whether a text is a version that can be compared with others. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** The dataset's version, which changesets keeps in its `package.json`. */
export function parseVersion(
  file: string,
  text: string | undefined,
  issues: IssueList,
): string | undefined {
  if (text === undefined) {
    issues.add(
      "version-invalid",
      { file },
      {
        message: "There is no package.json beside dataset.yaml, and so no version.",
        fix: 'Add one that says { "name": …, "version": "0.1.0", "private": true }.',
      },
    );
    return undefined;
  }
  const lines = createLineTable(text);
  const { faults } = parseJsonRow(text);
  for (const { code, message, fix, offset } of faults) {
    issues.add(code, { file, ...lines.lineAndColumnAt(offset) }, { message, fix });
  }
  if (faults.length > 0) return undefined;
  const value: unknown = JSON.parse(text);
  const version =
    typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (typeof version === "string" && isVersion(version)) return version;
  const offset = Math.max(0, text.indexOf('"version"'));
  issues.add(
    "version-invalid",
    { file, ...lines.lineAndColumnAt(offset) },
    {
      message:
        version === undefined
          ? "The package.json states no version."
          : "The version in package.json is no semantic version.",
      fix: 'Write it as "version": "1.2.3".',
      ...(version === undefined ? {} : { value: String(version) }),
    },
  );
  return undefined;
}
