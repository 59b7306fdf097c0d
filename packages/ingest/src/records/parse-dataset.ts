import { type Contributor, isReleaseVersion } from "@sourcebook/schema";
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
  /** Of the dataset and of its contributors. */
  readonly addresses: readonly Located[];
}

export function parseDatasetFile(root: RecordNode): DatasetFile {
  const listOf = (key: string) => itemsOf(root, key).flatMap((item) => asText(item) ?? []);
  const homepage = textOf(root, "homepage");
  return {
    name: textOf(root, "name"),
    title: textOf(root, "title"),
    description: textOf(root, "description"),
    licence: textOf(root, "licence"),
    notice: textOf(root, "notice"),
    homepage,
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
    addresses: [
      ...(homepage === undefined ? [] : [homepage]),
      ...itemsOf(root, "contributors").flatMap((item) => textOf(item, "path") ?? []),
    ],
  };
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
    const words =
      code === "json-shape"
        ? {
            message: "The file holds no object.",
            fix: 'Write { "name": …, "version": "0.1.0", "private": true }.',
          }
        : { message, fix };
    issues.add(code, { file, ...lines.lineAndColumnAt(offset) }, words);
  }
  if (faults.length > 0) return undefined;
  const value: unknown = JSON.parse(text);
  const version =
    typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (typeof version === "string" && isReleaseVersion(version)) return version;
  const offset = Math.max(0, text.indexOf('"version"'));
  issues.add(
    "version-invalid",
    { file, ...lines.lineAndColumnAt(offset) },
    {
      message:
        version === undefined
          ? "The package.json states no version."
          : "The version in package.json is no semantic version.",
      fix: 'Write it as "version": "1.2.3", in small letters and without build metadata.',
      ...(version === undefined ? {} : { value: String(version) }),
    },
  );
  return undefined;
}
