import type { Rule } from "./rule.ts";

/** Rules on rows, cells and the files as a whole. */
export const dataRules: readonly Rule[] = [
  {
    id: "SV022",
    description: "What was there is still there.",
    remedy: "Nothing to do.",
    advice: "Nothing breaks; totals and counts grow.",
    example: { before: "id,city\n1,Basel", after: "id,city\n1,Basel\n2,Bern" },
  },
  {
    id: "SV023",
    description:
      "The dataset was wrong and says so: a correction names the table, the row, the field, the version and the reason. Croissant calls every edit of existing data major.",
    remedy: "Nothing to do.",
    advice: "Use the corrected values; results that rest on the old ones change.",
    example: {
      before: "id,city\n1,Bsael",
      after:
        "id,city\n1,Basel\n\ncorrections:\n  - { table: shops, id: 1, field: city, since: 1.0.1, reason: Misspelt }",
    },
  },
  {
    id: "SV024",
    description:
      "A reader cannot tell an error that was mended from a fact that changed. An empty cell that was filled needs no reason. Croissant calls every edit of existing data major.",
    cases: { filled: { when: "an empty cell was filled" } },
    remedy:
      "If the old value was an error, record a correction with its reason; the change is then a patch.",
    advice: "Compare the old and the new values; results that rest on them change.",
    example: { before: "id,city\n1,Basel", after: "id,city\n1,Bern" },
  },
  {
    id: "SV025",
    description:
      "The id is retired with status withdrawn, so that whoever kept it learns what became of it. Data Package and Croissant call any removal of data major.",
    remedy: "Nothing to do.",
    advice: "Drop the withdrawn ids from what you built on them; retired_ids says why.",
    example: {
      before: "id,city\n1,Basel\n2,Bern",
      after: "id,city\n1,Basel\n\nretired_ids: shops,2,withdrawn,,1.1.0,Never opened",
    },
  },
  {
    id: "SV026",
    description: "Whoever kept the id finds nothing, and nothing says why.",
    remedy: "Retire the id as withdrawn or merged, with a reason.",
    advice: "Look for ids that you kept and that are gone.",
    example: { before: "id,city\n1,Basel\n2,Bern", after: "id,city\n1,Basel" },
  },
  {
    id: "SV027",
    description:
      "The id is retired with status merged and the id that stands for it. References that follow count here as well. Data Package and Croissant call it a removal.",
    cases: {
      "no-redirect": {
        when: "no row stands for the merged one",
        bump: "major",
      },
    },
    remedy: "Nothing to do while `replaced_by` leads to a row.",
    advice: "Replace the old ids by those in retired_ids.replaced_by.",
    example: {
      before: "id,city\n1,Basel\n2,Basle",
      after: "id,city\n1,Basel\n\nretired_ids: shops,2,merged,1,1.1.0,The same shop",
    },
  },
  {
    id: "SV028",
    description:
      "An id that was retired is in use again, which fails the build, or every value of a row (three or more) is another one.",
    cases: { reuse: { when: "a retired id is in use again", bump: "major" } },
    remedy: "Give the new thing a new id, and retire the old one.",
    advice: "Do not trust what you kept by this id.",
    example: {
      before: "id,name,city,tel\n1,Ada,Basel,12",
      after: "id,name,city,tel\n1,Bo,Bern,34",
    },
  },
  {
    id: "SV029",
    description:
      "The words behind a claim, or their place, changed; the claim says the same. A claim that is left without evidence is no bump but an error in the data.",
    remedy: "Nothing to do.",
    advice: "Nothing breaks; quotes and offsets are better than before.",
    example: {
      before: 'claim_id,span,exact\na.b,0,"in Oct 2019"',
      after: 'claim_id,span,exact\na.b,0,"in October 2019"',
    },
  },
  {
    id: "SV031",
    description:
      "What could harm someone leaves at once, as a patch. The changelog says where, never what. So it is with what is restricted from now on. Data Package and Croissant call any removal of data major.",
    remedy: "Mark the versions that still hold it as yanked, with a reason.",
    advice: "Update at once, and delete the versions before.",
    example: {
      before: "id,name,home\n1,Ada,Hill 3",
      after:
        "id,name,home\n1,Ada,\n\ncorrections:\n  - { table: people, id: 1, field: home, since: 1.0.1, kind: redaction, reason: Safety }",
    },
  },
  {
    id: "SV032",
    description:
      "Title, description, keywords, contributors, notice, homepage, or a page beside the data.",
    remedy: "Nothing to do.",
    advice: "Nothing breaks.",
    example: { before: "title: Shops", after: "title: Shops of Basel" },
  },
  {
    id: "SV033",
    description:
      "Another tool or setting wrote the same rows. A reproducible build should not do this.",
    remedy: "Find out which tool wrote other bytes, and say so in the changeset.",
    advice: "Nothing breaks; checksums that you kept are out of date.",
    example: { before: "id,price\n1,2.50", after: "id,price\n1,2.5" },
  },
  {
    id: "SV034",
    description: "There is nothing to release.",
    remedy: "Do not cut a release.",
    advice: "Nothing to do.",
    example: { before: "id,city\n1,Basel", after: "id,city\n1,Basel" },
  },
  {
    id: "SV035",
    description:
      "More than a fifth of the rows of a table, or every cell of a field, in tables of 20 rows or more. Most often something went wrong upstream, so someone has to confirm it. It has no bump of its own.",
    remedy:
      "Look at the diff; if it is meant, confirm it in the changeset: `Override: SV035 none - why`.",
    advice: "Compare your results before and after: much of the table is new.",
    example: { before: "100 rows, price in EUR", after: "100 rows, every price another" },
  },
];
