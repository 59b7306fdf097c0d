import type { Rule } from "./rule.ts";

/** Rules on tables, fields, codelists, keys and files. */
export const structureRules: readonly Rule[] = [
  {
    id: "SV001",
    description:
      "Whoever reads the table by its name finds nothing. A table counts as renamed when its fields, its key and nine in ten of its rows are the same under another name. A dataset that takes another name or model counts as well.",
    remedy: "Keep the table for one more major version and announce its end with a deprecation.",
    advice: "Read the table under its new name, or stay on the version before.",
    example: { before: "data/shops.csv", after: "data/stores.csv" },
  },
  {
    id: "SV002",
    description:
      "Whoever reads the field by its name finds nothing. A field counts as renamed when a new field of the same type holds the same content.",
    remedy: "Keep the old field beside the new one for one more major version and deprecate it.",
    advice: "Read the field under its new name, or stay on the version before.",
    example: { before: "id,city\n1,Basel", after: "id,town\n1,Basel" },
  },
  {
    id: "SV003",
    description:
      "Readers by name and readers by position both go on as before. The recipe of Data Package counts every added field as major.",
    remedy: "Nothing to do; describe the field in the changeset.",
    advice: "Nothing breaks; the new field is there to use.",
    example: { before: "id,city\n1,Basel", after: "id,city,canton\n1,Basel,BS" },
  },
  {
    id: "SV004",
    description:
      "Readers by position and spreadsheets with formulas take one field for another without a word.",
    remedy: "Put new fields at the end, and leave the others where they were.",
    advice: "Read fields by name; check formulas that count columns.",
    example: { before: "id,city\n1,Basel", after: "city,id\nBasel,1" },
  },
  {
    id: "SV005",
    description: "The same characters mean another value, or no longer parse.",
    remedy: "Add a field of the new type at the end and deprecate the old one.",
    advice: "Change the type in the code that reads the field.",
    example: { before: "distance: integer (km)", after: "distance: number (m)" },
  },
  {
    id: "SV006",
    description:
      "No program can see this: `definitionVersion` of the field is raised by hand. Every edit of a description asks whether it should be.",
    remedy: "If the meaning changed, raise `definitionVersion`; better, add a new field.",
    advice: "Read the new definition before you compare values across versions.",
    example: { before: "staff: employees on 1 January", after: "staff: full-time equivalents" },
  },
  {
    id: "SV007",
    description:
      "Readers that rely on a value meet an empty cell. Data Package calls a looser constraint minor: its rules look at writers.",
    remedy: "Keep the field required, and add a field for the case that has no value.",
    advice: "Expect empty cells in this field.",
    example: { before: "city: required", after: "city: optional" },
  },
  {
    id: "SV008",
    description:
      "Every row already states it, so readers gain a promise. Writers who validate their own rows may fail, which Data Package calls major.",
    remedy: "Nothing to do for readers.",
    advice: "Nothing breaks; the field is never empty from now on.",
    example: { before: "city: optional", after: "city: required" },
  },
  {
    id: "SV009",
    description: "The list is declared extensible: readers were told to expect unknown codes.",
    remedy: "Nothing to do; say in the changeset what the code means.",
    advice: "Decide what the new code means for your own grouping.",
    example: { before: "kinds (open): bakery, bank", after: "kinds (open): bakery, bank, bar" },
  },
  {
    id: "SV010",
    description:
      "Readers that handle every code, such as an exhaustive switch, meet one that they do not know. Data Package calls a looser constraint minor.",
    remedy: "Declare the field extensible first if the list is going to grow.",
    advice: "Handle the new code wherever you handle all codes.",
    example: { before: "state (closed): open, shut", after: "state (closed): open, shut, moved" },
  },
  {
    id: "SV011",
    description: "Filters on the code come back empty without a word.",
    remedy: "Deprecate the code with `replaced_by` first, and remove it in a later major version.",
    advice: "Replace the code in your filters.",
    example: { before: "kinds: bakery, bank", after: "kinds: bakery" },
  },
  {
    id: "SV012",
    description:
      "All rows are within it, so readers gain a promise. Writers who validate their own rows may fail, which Data Package calls major.",
    remedy: "Nothing to do for readers.",
    advice: "Nothing breaks; the values keep within tighter limits.",
    example: { before: "age: 0 to 200", after: "age: 0 to 130" },
  },
  {
    id: "SV013",
    description: "Values may come that the old limit ruled out.",
    remedy: "Nothing to do; say in the changeset why the limit was wrong.",
    advice: "Check code that relies on the old limit.",
    example: { before: "age: 0 to 130", after: "age: 0 to 200" },
  },
  {
    id: "SV014",
    description:
      "A changing id is a breaking change: every reference and every note kept by id is lost. Found when the key has other fields, or when most rows of a table kept their content under another id.",
    remedy: "Keep the old ids; put a better name into a field of its own.",
    advice: "Map your stored ids to the new ones before you join.",
    example: { before: "id,city\n17,Basel", after: "id,city\nch-basel,Basel" },
  },
  {
    id: "SV015",
    description:
      "Joins that were sure to find one row may find none or two. Data Package calls a looser constraint minor.",
    remedy: "Keep the key, or say in the changeset which rows no longer meet it.",
    advice: "Check joins over this key for rows that vanish or double.",
    example: { before: "shops.city_id -> cities.id", after: "shops.city_id" },
  },
  {
    id: "SV016",
    description:
      "All rows meet it, so readers gain a promise. Writers who validate their own rows may fail, which Data Package calls major.",
    remedy: "Nothing to do for readers.",
    advice: "Nothing breaks; the join is safe from now on.",
    example: { before: "shops.city_id", after: "shops.city_id -> cities.id" },
  },
  {
    id: "SV017",
    description:
      "Delimiter, encoding, line end, the mark for an empty cell, booleans, or the separator of lists. Readers with fixed settings read nonsense. Croissant calls another serialisation of the same data a patch.",
    remedy: "Add a second export in the new form and leave the canonical one alone.",
    advice: "Take the settings of your reader from datapackage.json.",
    example: { before: "id,tags\n1,a;b", after: "id,tags\n1,a|b" },
  },
  {
    id: "SV018",
    description: "The declared sort order changed: other bytes, the same meaning.",
    remedy: "Nothing to do; readers should not rely on the order.",
    advice: "Nothing breaks unless you rely on the order of rows.",
    example: { before: "sorted by id", after: "sorted by city, id" },
  },
  {
    id: "SV019",
    description: "What was there is still there.",
    remedy: "Nothing to do; describe it in the changeset.",
    advice: "Nothing breaks; there is more to use.",
    example: { before: "data/shops.csv", after: "data/shops.csv\njson/shops.json" },
  },
  {
    id: "SV020",
    description: "Whoever fetches the file by its path finds nothing.",
    remedy: "Keep the export, or announce its end with a deprecation first.",
    advice: "Fetch the file under its new path, or in another format.",
    example: { before: "json/shops.json", after: "(no file)" },
  },
  {
    id: "SV021",
    description:
      "Uses that were allowed may not be any more. A licence that asks for less is minor; one that asks for more, or that cannot be compared, is major.",
    cases: { looser: { when: "the new licence asks for less", bump: "minor" } },
    remedy: "Say in the changeset what users may no longer do.",
    advice: "Read the new licence before you use this version.",
    example: { before: "licence: CC0-1.0", after: "licence: CC-BY-SA-4.0" },
  },
  {
    id: "SV030",
    description:
      "A field, code, table or format will go. It may be removed in a later major version.",
    remedy: "Name the replacement and the version of the removal.",
    advice: "Move to the replacement before the next major version.",
    example: { before: "city", after: "city (deprecated, use town)" },
  },
  {
    id: "SV036",
    description:
      "Shown of a release when the version of its schemas is another. A new major version of the schemas forces a new major version of the data, a minor one at least a minor one: code compiled against the types may no longer compile.",
    cases: {
      major: { when: "the schemas rose by a major version", bump: "major" },
      minor: { when: "the schemas rose by a minor version", bump: "minor" },
      patch: { when: "the schemas rose by a patch version", bump: "patch" },
    },
    remedy: "Nothing to do beyond what the other findings say.",
    advice: "Install the schema package of the same version and compile again.",
    example: { before: "schema version 1.4", after: "schema version 2.0" },
  },
];
