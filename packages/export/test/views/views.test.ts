import { documentary, type Row } from "@sourcebook/schema";
import { expect, test } from "vitest";
import { viewsOf } from "../../src/views/views.ts";
import { millFire } from "../fixtures/mill-fire.ts";
import { datasetOf, definitionOf, fieldOf, rowsOf, tableOf } from "../fixtures/tables.ts";

async function viewRows(name: string, dataset = millFire()): Promise<readonly Row[]> {
  const view = viewsOf(dataset).find(({ definition }) => definition.name === name);
  if (view === undefined) throw new Error(`There is no view ${name}`);
  return rowsOf(view);
}

const pick = (rows: readonly Row[], ...names: string[]) =>
  rows.map((row) => names.map((name) => row[name] ?? "").join(" | "));

test("statements shows every claim with who says it, in what sense, in which words", async () => {
  const rows = await viewRows("statements");
  expect(rows).toMatchInlineSnapshot(`
    [
      {
        "attribution": "Ida Fenn writes",
        "claim_id": "gazette-1921.fire",
        "context": "Harbour Gazette, Saturday, 5 March 1921",
        "date": "1921-03",
        "date_basis": "same_document",
        "date_inferred": "1921-03-03",
        "date_text": "on Thursday",
        "file": "001_gazette.txt",
        "line": 1,
        "modality": "asserted",
        "place": "Sedge mill",
        "polarity": "affirmed",
        "predicate": "took_place",
        "published": "1921-03-05",
        "quote": "The mill at Sedge burned to the ground on Thursday",
        "source": "Fire at the Sedge mill",
        "subject": "Fire at the Sedge mill, 1921",
        "voice": "author",
      },
      {
        "attribution": "Ida Fenn writes",
        "claim_id": "gazette-1921.lockout",
        "date": "1921-03-11",
        "date_text": "next Friday",
        "file": "001_gazette.txt",
        "line": 2,
        "modality": "planned",
        "polarity": "affirmed",
        "predicate": "called_for",
        "published": "1921-03-05",
        "quote": "The workers plan a day of mourning […] next Friday",
        "source": "Fire at the Sedge mill",
        "subject": "Workers of the Sedge mill",
        "value": "a day of mourning",
        "voice": "author",
      },
      {
        "attribution": "Ida Fenn writes; Tom Reed denies",
        "claim_id": "gazette-1921.reed-denies",
        "date": "1921-03-04",
        "date_text": "on Friday",
        "file": "001_gazette.txt",
        "line": 3,
        "modality": "asserted",
        "object": "Fire at the Sedge mill, 1921",
        "polarity": "denied",
        "predicate": "carried_out",
        "published": "1921-03-05",
        "quote": "“I set no fire”, said Mr Reed on Friday",
        "source": "Fire at the Sedge mill",
        "subject": "Tom Reed",
        "voice": "quotation",
      },
      {
        "amount": "12 people [killed]",
        "attribution": "Ida Fenn writes; Mill inquiry states (via report of the mill inquiry)",
        "claim_id": "gazette-1921.toll",
        "conflicts": "Number of workers killed in the fire",
        "event": "Fire at the Sedge mill, 1921",
        "file": "001_gazette.txt",
        "line": 4,
        "modality": "reported",
        "polarity": "affirmed",
        "predicate": "was_killed",
        "published": "1921-03-05",
        "quote": "twelve workers, says the report of the inquiry, lost their lives",
        "source": "Fire at the Sedge mill",
        "subject": "Workers of the Sedge mill",
        "voice": "author",
      },
      {
        "affiliation": "Mill Workers' Union",
        "attribution": "Author of the pamphlet (unnamed) writes",
        "claim_id": "pamphlet.anniversary",
        "date": "XXXX-03-03",
        "date_text": "every 3 March",
        "file": "002_pamphlet.txt",
        "line": 5,
        "modality": "asserted",
        "object": "Fire at the Sedge mill, 1921",
        "polarity": "affirmed",
        "predicate": "took_part_in",
        "quote": "We gather every 3 March, as we did on that day",
        "source": "pamphlet",
        "subject": "Workers of the Sedge mill",
        "voice": "author",
      },
      {
        "affiliation": "Mill Workers' Union",
        "attribution": "Author of the pamphlet (unnamed) writes; Workers of the Sedge mill claim [implied]",
        "claim_id": "pamphlet.reed",
        "date": "1921-03-03",
        "date_text": "3 March 1921",
        "file": "002_pamphlet.txt",
        "line": 6,
        "modality": "alleged",
        "note": "The accusation stands in the pamphlet alone.",
        "object": "Fire at the Sedge mill, 1921",
        "polarity": "affirmed",
        "predicate": "carried_out",
        "quote": "It is said on the floor that Reed =set it alight
    on 3 March 1921",
        "source": "pamphlet",
        "subject": "Tom Reed",
        "value": "=set it alight",
        "voice": "author",
      },
      {
        "affiliation": "Mill Workers' Union",
        "amount": "at least 1,300 people [killed]",
        "attribution": "Author of the pamphlet (unnamed) writes",
        "claim_id": "pamphlet.toll",
        "conflicts": "Number of workers killed in the fire",
        "event": "Fire at the Sedge mill, 1921",
        "file": "002_pamphlet.txt",
        "line": 7,
        "modality": "estimated",
        "polarity": "affirmed",
        "predicate": "was_killed",
        "quote": "more than 1,300 of us perished",
        "source": "pamphlet",
        "subject": "Workers of the Sedge mill",
        "voice": "author",
      },
    ]
  `);
});

test("estimates shows no number without its qualifier, and no total", async () => {
  expect(await viewRows("estimates")).toMatchInlineSnapshot(`
    [
      {
        "amount": "12 people [killed]",
        "attribution": "Ida Fenn writes; Mill inquiry states (via report of the mill inquiry)",
        "claim_id": "gazette-1921.toll",
        "conflicts": "Number of workers killed in the fire",
        "event": "Fire at the Sedge mill, 1921",
        "expression": "twelve",
        "file": "001_gazette.txt",
        "line": 4,
        "maximum": 12,
        "measure": "killed",
        "minimum": 12,
        "modality": "reported",
        "polarity": "affirmed",
        "population": "workers",
        "predicate": "was_killed",
        "published": "1921-03-05",
        "qualifier": "exact",
        "quote": "twelve workers, says the report of the inquiry, lost their lives",
        "source": "Fire at the Sedge mill",
        "subject": "Workers of the Sedge mill",
        "unit": "people",
        "voice": "author",
      },
      {
        "affiliation": "Mill Workers' Union",
        "amount": "at least 1,300 people [killed]",
        "attribution": "Author of the pamphlet (unnamed) writes",
        "claim_id": "pamphlet.toll",
        "conflicts": "Number of workers killed in the fire",
        "event": "Fire at the Sedge mill, 1921",
        "expression": "more than 1,300",
        "file": "002_pamphlet.txt",
        "line": 7,
        "measure": "killed",
        "minimum": 1300,
        "modality": "estimated",
        "place": "Sedge mill",
        "polarity": "affirmed",
        "predicate": "was_killed",
        "qualifier": "at_least",
        "quote": "more than 1,300 of us perished",
        "source": "pamphlet",
        "subject": "Workers of the Sedge mill",
        "unit": "people",
        "voice": "author",
      },
    ]
  `);
});

test("timeline holds only what is affirmed in a modality of what happened", async () => {
  const rows = await viewRows("timeline");
  expect(rows).toMatchInlineSnapshot(`
    [
      {
        "attribution": "Ida Fenn writes",
        "claim_id": "gazette-1921.fire",
        "context": "Harbour Gazette, Saturday, 5 March 1921",
        "date": "1921-03",
        "date_basis": "same_document",
        "date_inferred": "1921-03-03",
        "date_note": "The paper appeared on Saturday, 5 March 1921.",
        "date_text": "on Thursday",
        "file": "001_gazette.txt",
        "line": 1,
        "modality": "asserted",
        "not_after": "1921-03-03",
        "not_before": "1921-03-03",
        "place": "Sedge mill",
        "polarity": "affirmed",
        "predicate": "took_place",
        "published": "1921-03-05",
        "quote": "The mill at Sedge burned to the ground on Thursday",
        "source": "Fire at the Sedge mill",
        "subject": "Fire at the Sedge mill, 1921",
        "voice": "author",
        "when": "1921-03; 1921-03-03 [inferred: same document]",
      },
      {
        "affiliation": "Mill Workers' Union",
        "attribution": "Author of the pamphlet (unnamed) writes",
        "claim_id": "pamphlet.anniversary",
        "date": "XXXX-03-03",
        "date_text": "every 3 March",
        "file": "002_pamphlet.txt",
        "line": 5,
        "modality": "asserted",
        "object": "Fire at the Sedge mill, 1921",
        "polarity": "affirmed",
        "predicate": "took_part_in",
        "quote": "We gather every 3 March, as we did on that day",
        "source": "pamphlet",
        "subject": "Workers of the Sedge mill",
        "voice": "author",
        "when": "XXXX-03-03",
      },
    ]
  `);
});

test("quotations_flat names speaker, addressee and who quotes", async () => {
  expect(await viewRows("quotations_flat")).toMatchInlineSnapshot(`
    [
      {
        "addressee": "Ida Fenn",
        "attribution": "Ida Fenn writes; Tom Reed denies",
        "claim_id": "gazette-1921.reed-denies",
        "date": "1921-03-04",
        "date_text": "on Friday",
        "file": "001_gazette.txt",
        "line": 3,
        "modality": "asserted",
        "polarity": "denied",
        "published": "1921-03-05",
        "quote": "“I set no fire”, said Mr Reed on Friday",
        "source": "Fire at the Sedge mill",
        "speaker": "Tom Reed",
        "text": "I set no fire",
        "voice": "quotation",
      },
    ]
  `);
});

test("conflicts_flat puts the sides one under the other", async () => {
  const rows = await viewRows("conflicts_flat");
  expect(
    pick(rows, "conflict", "strength", "side", "attribution", "modality", "affiliation"),
  ).toMatchInlineSnapshot(`
    [
      "Number of workers killed in the fire | hard | twelve | Ida Fenn writes; Mill inquiry states (via report of the mill inquiry) | reported | ",
      "Number of workers killed in the fire | hard | more than 1,300 | Author of the pamphlet (unnamed) writes | estimated | Mill Workers' Union",
    ]
  `);
});

test("a model without claims has no views", () => {
  const plain = tableOf(definitionOf("stations", [fieldOf("id", "string")]), []);
  expect(viewsOf(datasetOf([plain]))).toEqual([]);
});

test("a claim without attribution or quote never reaches a view", async () => {
  const without = (name: string) => {
    const dataset = millFire();
    const tables = dataset.tables.map((table) =>
      table.definition.name === name ? tableOf(table.definition, []) : table,
    );
    return viewRows("statements", { ...dataset, tables });
  };
  await expect(without("attributions")).rejects.toMatchObject({
    code: "USAGE",
    what: "The claim gazette-1921.fire has no attribution",
  });
  await expect(without("evidence")).rejects.toMatchObject({
    code: "USAGE",
    what: "The claim gazette-1921.fire has no quote",
  });
});

test("every cell of every view is a cell of its definition, and required ones are there", async () => {
  for (const view of viewsOf(millFire())) {
    const { fields, primaryKey, sortOrder } = view.definition;
    const names = fields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...primaryKey, ...sortOrder]));
    for (const always of ["attribution", "modality", "polarity", "quote", "source"]) {
      expect(fields.find(({ name }) => name === always)?.required).toBe(true);
    }
    for (const row of await rowsOf(view)) {
      expect(Object.keys(row)).toEqual(names.filter((name) => name in row));
      for (const field of fields.filter(({ required }) => required)) {
        expect(Object.keys(row)).toContain(field.name);
      }
    }
  }
});

test("no view has a column that is a bare number, or takes the name of a table", () => {
  for (const { definition } of viewsOf(millFire())) {
    const numbers = definition.fields.filter(({ type }) => type === "number");
    expect(numbers.map(({ name }) => name)).toEqual(
      definition.name === "estimates" ? ["minimum", "maximum"] : [],
    );
    expect(Object.keys(documentary.tables)).not.toContain(definition.name);
  }
});
