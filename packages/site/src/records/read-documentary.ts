import { amountText, type PublishedRelease } from "@sourcebook/export";
import { compareText, type Rows, type TableName } from "@sourcebook/schema";
import { codesOf } from "../codes-of.ts";
import type { Claim, Conflict, Documentary, Entity, Source } from "./documentary.ts";

/**
 * Reads the tables of a documentary release whole and joins them.
 *
 * Records are made by hand, so they are few: this is not for tables of measurements.
 */
export async function readDocumentary(release: PublishedRelease): Promise<Documentary> {
  const read = <Name extends TableName>(name: Name) => readRows(release, name);
  const entityRows = new Map((await read("entities")).map((row) => [row.id, row]));
  const sourceRows = new Map((await read("sources")).map((row) => [row.id, row]));
  const attributions = groupBy(await read("attributions"), ({ claim_id }) => claim_id);
  const evidence = groupBy(await read("evidence"), ({ claim_id }) => claim_id);
  const quantities = new Map((await read("quantities")).map((row) => [row.claim_id, row]));
  const quotations = new Map((await read("quotations")).map((row) => [row.claim_id, row]));
  const conflictRows = new Map((await read("conflicts")).map((row) => [row.id, row]));
  const members = await read("conflict_members");
  const membersByClaim = groupBy(members, ({ claim_id }) => claim_id);
  const claimRows = await read("claims");
  const echoes = groupBy(claimRows, ({ about_id }) => about_id ?? "");
  const measures = codesOf(release.model, "measures");

  const mustGet = <T>(index: ReadonlyMap<string, T>, id: string): T => {
    const found = index.get(id);
    // A release that was cut holds all that its rows refer to.
    if (found === undefined) throw new Error(`${JSON.stringify(id)} is in no table of the release`);
    return found;
  };
  const entity = (id: string) => mustGet(entityRows, id);

  const claims = new Map<string, Claim>();
  for (const row of claimRows) {
    const { id, object_id, place_id, from_place_id, event_id } = row;
    const spans = evidence.get(id) ?? [];
    const quantity = quantities.get(id);
    const quotation = quotations.get(id);
    claims.set(id, {
      row,
      source: mustGet(sourceRows, row.source_id),
      subject: entity(row.subject_id),
      ...(object_id !== undefined && { object: entity(object_id) }),
      ...(place_id !== undefined && { place: entity(place_id) }),
      ...(from_place_id !== undefined && { fromPlace: entity(from_place_id) }),
      ...(event_id !== undefined && { event: entity(event_id) }),
      chain: (attributions.get(id) ?? []).map(({ agent_id, act, work_id, certainty }) => ({
        agent: entity(agent_id),
        act,
        ...(work_id !== undefined && { work: entity(work_id) }),
        certainty,
      })),
      quotes: spans.filter(({ role }) => role === "quote"),
      contexts: spans.filter(({ role }) => role === "context"),
      ...(quantity && { quantity, amount: amountText(quantity, measures) }),
      ...(quotation && { quotation }),
      conflicts: (membersByClaim.get(id) ?? []).map(({ conflict_id, value }) => ({
        conflict: mustGet(conflictRows, conflict_id),
        value,
      })),
      echoes: (echoes.get(id) ?? []).map((echo) => echo.id),
    });
  }

  const conflicts = new Map<string, Conflict>();
  const membersByConflict = groupBy(members, ({ conflict_id }) => conflict_id);
  for (const row of conflictRows.values()) {
    const sides = (membersByConflict.get(row.id) ?? []).map(({ claim_id, value }) => ({
      claim: mustGet(claims, claim_id),
      value,
    }));
    conflicts.set(row.id, { row, sides });
  }

  const entities = joinEntities(
    [...entityRows.values()],
    [...claims.values()],
    await read("names"),
  );
  const bySource = groupBy([...claims.values()], ({ row }) => row.source_id);
  const citations = groupBy(await read("citations"), ({ source_id }) => source_id);
  const passages = groupBy(await read("passages"), ({ source_id }) => source_id);
  const sources = new Map<string, Source>();
  for (const row of sourceRows.values()) {
    const text = await readText(release, row.id);
    sources.set(row.id, {
      row,
      authors: (row.authors ?? []).map(entity),
      ...(row.affiliation !== undefined && { affiliation: entity(row.affiliation) }),
      claims: (bySource.get(row.id) ?? []).toSorted(inDocumentOrder),
      citations: citations.get(row.id) ?? [],
      passages: passages.get(row.id) ?? [],
      ...(text !== undefined && { text }),
    });
  }

  return {
    sources,
    entities,
    claims,
    conflicts,
    retired: await read("retired_ids"),
    happened: new Set(
      codesOf(release.model, "modalities").flatMap(({ code, happened }) =>
        happened === "yes" ? [code] : [],
      ),
    ),
    describe(codelist, code) {
      const entry = codesOf(release.model, codelist).find((known) => known.code === code);
      return {
        title: entry?.title ?? code.replaceAll("_", " "),
        description: entry?.description ?? "",
      };
    },
  };
}

/** Where the first words of a claim stand; those that begin together, by id. */
const inDocumentOrder = (a: Claim, b: Claim): number =>
  (a.quotes[0]?.start ?? 0) - (b.quotes[0]?.start ?? 0) || compareText(a.row.id, b.row.id);

function joinEntities(
  rows: readonly Rows["entities"][],
  claims: readonly Claim[],
  nameRows: readonly Rows["names"][],
): ReadonlyMap<string, Entity> {
  const names = groupBy(nameRows, ({ entity_id }) => entity_id);
  const parts = groupBy(rows, ({ part_of }) => part_of ?? "");
  const byId = new Map(rows.map((row) => [row.id, row]));
  const about = new Map<string, Claim[]>();
  const by = new Map<string, Claim[]>();
  const passedOn = new Map<string, Claim[]>();
  for (const claim of claims) {
    const { subject, object, place, fromPlace, event, quotation, chain } = claim;
    const spokenOf = [subject, object, place, fromPlace, event].map((row) => row?.id);
    for (const id of new Set([...spokenOf, quotation?.addressee_id])) add(about, id, claim);
    const last = chain.at(-1)?.agent.id;
    add(by, last, claim);
    for (const id of new Set(chain.slice(0, -1).map(({ agent }) => agent.id))) {
      if (id !== last) add(passedOn, id, claim);
    }
  }
  return new Map(
    rows.map((row) => {
      const partOf = byId.get(row.part_of ?? "");
      return [
        row.id,
        {
          row,
          ...(partOf && { partOf }),
          parts: parts.get(row.id) ?? [],
          names: names.get(row.id) ?? [],
          claimsAbout: about.get(row.id) ?? [],
          claimsBy: by.get(row.id) ?? [],
          claimsPassedOn: passedOn.get(row.id) ?? [],
        },
      ];
    }),
  );
}

function add<T>(groups: Map<string, T[]>, key: string | undefined, value: T): void {
  if (key === undefined) return;
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) add(groups, keyOf(value), value);
  return groups;
}

/** Rows in the order of the release; none for a table that an older model does not have. */
async function readRows<Name extends TableName>(
  { tables }: PublishedRelease,
  name: Name,
): Promise<readonly Rows[Name][]> {
  const table = tables.find(({ definition }) => definition.name === name);
  const rows: Rows[Name][] = [];
  if (table === undefined) return rows;
  // They were checked against these types when the release was cut.
  for await (const batch of table.batches()) rows.push(...(batch as readonly Rows[Name][]));
  return rows;
}

async function readText({ files }: PublishedRelease, id: string): Promise<string | undefined> {
  const file = files.find(({ path }) => path === `sources/${id}.txt`);
  if (file === undefined) return undefined;
  const blocks: Buffer[] = [];
  for await (const block of file.read()) blocks.push(Buffer.from(block));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(blocks));
}
