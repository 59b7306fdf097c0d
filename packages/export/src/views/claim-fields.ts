import type { Field } from "@sourcebook/schema";

/** A field of words that need not be given. */
export const text = (name: string, title: string, description: string): Field => ({
  name,
  type: "string",
  title,
  description,
  required: false,
  examples: [],
  definitionVersion: 1,
});

/** The same field, given in every row. */
export const required = (field: Field): Field => ({ ...field, required: true });

/** The same field, its values from a codelist. */
export const coded = (codelist: string, field: Field): Field => ({ ...field, codelist });

type ClaimField =
  | "claim_id"
  | "attribution"
  | "modality"
  | "polarity"
  | "voice"
  | "subject"
  | "predicate"
  | "object"
  | "value"
  | "amount"
  | "date_text"
  | "date"
  | "date_inferred"
  | "date_basis"
  | "as_of"
  | "about_claim"
  | "from_place"
  | "place"
  | "event"
  | "quote"
  | "context"
  | "source"
  | "published"
  | "affiliation"
  | "file"
  | "line"
  | "conflicts"
  | "note";

/** Field definitions that the views share, each by its name: one meaning in all of them. */
export const claimFields: Readonly<Record<ClaimField, Field>> = {
  claim_id: required(
    text("claim_id", "Claim", "The claim that the row shows, by its id in the table of claims."),
  ),
  attribution: required(
    text(
      "attribution",
      "Who says it",
      "The chain of speakers in words, the author of the source first. The last one is who is said to assert it.",
    ),
  ),
  modality: coded(
    "modalities",
    required(
      text(
        "modality",
        "Modality",
        "In what sense it is said: asserted, alleged, planned, and so on.",
      ),
    ),
  ),
  polarity: coded(
    "polarities",
    required(text("polarity", "Polarity", "Whether the words affirm or deny it.")),
  ),
  voice: coded(
    "voices",
    required(text("voice", "Voice", "In which part of the document the words stand.")),
  ),
  subject: required(text("subject", "Subject", "Whom or what it is said of.")),
  predicate: coded(
    "predicates",
    required(text("predicate", "Predicate", "What is said of the subject.")),
  ),
  object: text("object", "Object", "The other party, when the predicate takes one."),
  value: text("value", "Value", "The words that the claim gives as a value."),
  amount: text(
    "amount",
    "Amount",
    "The number together with the words that qualify it and what it counts; never a bare number. A vague amount stands in the words of the source.",
  ),
  date_text: text("date_text", "Date as printed", "The words of the source that give the date."),
  date: text(
    "date",
    "Date as stated",
    "What the printed words alone allow, in EDTF; XXXX for a year that is not printed.",
  ),
  date_inferred: text(
    "date_inferred",
    "Date as inferred",
    "A date that goes beyond the printed words, in EDTF. It never replaces the stated one.",
  ),
  date_basis: coded(
    "date_bases",
    text("date_basis", "Basis of the inferred date", "What the inferred date rests on."),
  ),
  as_of: text("as_of", "As of", "The time at which a lasting state is said to hold, in EDTF."),
  about_claim: text(
    "about_claim",
    "About claim",
    "The claim that this one is about, by its id: the figure that somebody confirms, the call that somebody echoes.",
  ),
  from_place: text(
    "from_place",
    "From place",
    "Where a movement starts; the place is where it ends.",
  ),
  place: text("place", "Place", "Where it is said to have happened or to apply."),
  event: text("event", "Event", "The event that it belongs to."),
  quote: required(
    text(
      "quote",
      "Quote",
      "The exact words that it rests on. Parts that do not follow one another in the document are joined by […].",
    ),
  ),
  context: text("context", "Context", "Other words of the document that the values rest on."),
  source: required(
    text("source", "Source", "The title of the document, or its id when it has none."),
  ),
  published: text("published", "Published", "When the document was published, in EDTF."),
  affiliation: text(
    "affiliation",
    "Declared affiliation",
    "The organization that the document declares its author or publisher to belong to. Sources of one affiliation do not confirm each other.",
  ),
  file: required(text("file", "File", "The file name of the document.")),
  line: required({
    ...text("line", "Line", "The line of the document, from 1, on which the quote begins."),
    type: "integer",
  }),
  conflicts: text(
    "conflicts",
    "In conflict",
    "The conflicts with other claims that it belongs to; see conflicts_flat for the other sides.",
  ),
  note: text("note", "Note", "A remark by the curators."),
};
