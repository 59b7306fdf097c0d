import type { JSX } from "preact";
import { recordPage, releasePage } from "./addresses.ts";
import type { ReleaseStep } from "./changes/release-step.ts";
import { pageFile, type Rendering } from "./page-file.ts";
import { ClaimBody } from "./pages/records/claim-page.tsx";
import { ConflictBody } from "./pages/records/conflict-page.tsx";
import { EntityBody } from "./pages/records/entity-page.tsx";
import { PlainRecord } from "./pages/records/plain-record.tsx";
import { type Reading, sourceTitle, WithReading } from "./pages/records/reading.tsx";
import { RecordFrame, type Retirement } from "./pages/records/record-frame.tsx";
import { ConflictList, EntityList, SourceList } from "./pages/records/record-lists.tsx";
import { SourceBody } from "./pages/records/source-page.tsx";
import { type AllSeries, followRecords, type RecordSeries } from "./records/record-series.ts";
import type { ReleaseFacts } from "./release-facts.ts";
import type { PageContent, Section } from "./shell/page.ts";
import type { SiteFile } from "./site-file.ts";

// The others of this model hang on these, and are shown with them.
const documentaryHubs = ["sources", "entities", "claims", "conflicts"];

/** Which rows have a permanent page of their own. */
export async function followShownRecords(
  all: readonly ReleaseFacts[],
  steps: ReadonlyMap<string, ReleaseStep>,
): Promise<AllSeries> {
  return await followRecords(
    all,
    steps,
    ({ isDocumentary }, table) =>
      table !== "retired_ids" && (!isDocumentary || documentaryHubs.includes(table)),
  );
}

/** The permanent pages of all records that any release has had. */
export async function* planRecords(
  all: AllSeries,
  newest: ReleaseFacts,
  rendering: Rendering,
  reading: Reading | undefined,
): AsyncGenerator<SiteFile, undefined> {
  const { name: dataset, version, tables } = newest.release;
  const retirements = await readRetirements(newest);
  const hasPage = (table: string, key: readonly unknown[]) =>
    all.get(table)?.has(JSON.stringify(key)) === true;
  for (const [table, records] of all) {
    const definition = tables.find((each) => each.definition.name === table)?.definition;
    const titleOf = (field: string): string =>
      definition?.fields.find(({ name }) => name === field)?.title ?? field;
    for (const series of records.values()) {
      const retirement = retirements.get(`${table}\n${series.key.map(String).join("/")}`);
      const isGone = series.lastVersion !== version;
      const page = (): PageContent => {
        const shown = isGone ? undefined : showRecord(series);
        const name = series.key.map(String).join(" / ");
        const body = (
          <RecordFrame
            dataset={dataset}
            series={series}
            newestVersion={version}
            retirement={retirement}
            titleOf={titleOf}
          >
            {shown?.body}
          </RecordFrame>
        );
        return {
          title: shown?.title ?? name,
          ...(shown?.section && { section: shown.section }),
          body: reading ? <WithReading reading={reading}>{body}</WithReading> : body,
        };
      };
      yield pageFile(recordPage(dataset, table, series.key), rendering, page, !isGone);
    }

    function showRecord(series: RecordSeries): ShownRecord | undefined {
      const id = String(series.key[0]);
      const documentary = reading && showDocumentary(reading, table, id);
      if (documentary || definition === undefined) return documentary;
      return {
        title: series.key.map(String).join(" / "),
        section: "tables",
        body: (
          <PlainRecord
            dataset={dataset}
            definition={definition}
            row={series.row}
            hasPage={hasPage}
          />
        ),
      };
    }
  }
  return undefined;
}

interface ShownRecord {
  readonly title: string;
  readonly section?: Section;
  readonly body: JSX.Element;
}

function showDocumentary({ records }: Reading, table: string, id: string): ShownRecord | undefined {
  const source = table === "sources" ? records.sources.get(id) : undefined;
  if (source) {
    return {
      title: sourceTitle(source.row),
      section: "sources",
      body: <SourceBody source={source} />,
    };
  }
  const entity = table === "entities" ? records.entities.get(id) : undefined;
  if (entity) {
    return { title: entity.row.label, section: "entities", body: <EntityBody entity={entity} /> };
  }
  const claim = table === "claims" ? records.claims.get(id) : undefined;
  if (claim) return { title: id, section: "sources", body: <ClaimBody claim={claim} /> };
  const conflict = table === "conflicts" ? records.conflicts.get(id) : undefined;
  return (
    conflict && {
      title: conflict.row.label,
      section: "conflicts",
      body: <ConflictBody conflict={conflict} />,
    }
  );
}

/** The lists from which records are reached, as they stand in one release. */
export function* planRecordLists(
  { release }: ReleaseFacts,
  rendering: Rendering,
  reading: Reading,
): Generator<SiteFile, undefined> {
  const lists: readonly (readonly [Section, string, () => JSX.Element])[] = [
    ["sources", "Sources", SourceList],
    ["entities", "People and things", EntityList],
    ["conflicts", "Conflicts", ConflictList],
  ];
  for (const [section, title, List] of lists) {
    const path = releasePage(release.name, release.version, section);
    yield pageFile(
      path,
      rendering,
      (): PageContent => ({
        title,
        section,
        body: (
          <WithReading reading={reading}>
            <List />
          </WithReading>
        ),
      }),
    );
  }
  return undefined;
}

/** What the newest release says of ids that are no longer used, by table and id. */
async function readRetirements({
  release,
}: ReleaseFacts): Promise<ReadonlyMap<string, Retirement>> {
  const found = new Map<string, Retirement>();
  const table = release.tables.find(({ definition }) => definition.name === "retired_ids");
  if (table === undefined) return found;
  for await (const batch of table.batches()) {
    for (const row of batch) {
      const { table: of, id, status, replaced_by, since, reason } = row;
      found.set(`${of}\n${id}`, {
        status: String(status),
        ...(replaced_by !== undefined && { replaced_by: String(replaced_by) }),
        since: String(since),
        reason: String(reason),
      });
    }
  }
  return found;
}
