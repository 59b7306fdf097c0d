import type { Dataset } from "@sourcebook/schema";
import { csvDialect } from "../format-csv.ts";
import { changesFolder } from "../release-paths.ts";
import { type PlannedFile, textContent } from "../release-plan.ts";
import { changeLinesCsv, changesCsv } from "./changes-csv.ts";
import { changesJson } from "./changes-json.ts";
import { formatChangelog } from "./format-changelog.ts";
import { changeColumns, changeLine } from "./list-changes.ts";
import { publishedChanges, publishedVerdict } from "./published-changes.ts";
import type { ReleaseChanges } from "./release-changes.ts";

/** Plans the files that say what changed; without changes, that this is the first release. */
export function planChanges(
  { name, title, version }: Dataset,
  changes: ReleaseChanges | undefined,
): readonly PlannedFile[] {
  const since = changes
    ? `since ${changes.comparedWith.version}`
    : "before it: this is the first release";
  const published = changes && {
    survey: publishedChanges(changes.judgement.survey),
    verdict: publishedVerdict(changes.judgement.verdict),
  };
  return [
    {
      path: `${changesFolder}changes.csv`,
      resource: {
        name: "release-changes",
        type: "table",
        title: "Changes",
        description: `Every change ${since}, one a line.`,
        format: "csv",
        mediatype: "text/csv",
        dialect: csvDialect,
        schema: changesSchema,
      },
      content: () =>
        published
          ? changesCsv(published.survey)
          : changeLinesCsv([[changeLine("first_release", { field: "version", after: version })]]),
    },
    {
      path: `${changesFolder}changes.json`,
      resource: {
        name: "release-changes-json",
        title: "Changes as JSON",
        description: `Every change ${since}, and what it does to the version.`,
        format: "json",
        mediatype: "application/json",
      },
      content: () =>
        published
          ? changesJson(
              { name, version, compared_with: changes?.comparedWith, verdict: published.verdict },
              published.survey,
            )
          : textContent(`${JSON.stringify({ name, version, first_release: true }, null, 2)}\n`),
    },
    {
      path: `${changesFolder}CHANGELOG.md`,
      resource: {
        name: "changelog",
        title: "Changelog",
        description: `What changed ${since}, and what to do about it.`,
        format: "md",
        mediatype: "text/markdown",
      },
      async *content() {
        yield await formatChangelog(
          `${title} ${version}`,
          published && { ...published, yanked: changes?.yanked ?? [] },
        );
        return undefined;
      },
    },
  ];
}

const changesSchema = {
  $schema: "https://datapackage.org/profiles/2.0/tableschema.json",
  fields: changeColumns.map(({ name, description }) => ({ name, type: "string", description })),
  fieldsMatch: ["exact"],
  missingValues: [""],
};
