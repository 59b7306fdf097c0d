import { createHash } from "node:crypto";

/** A project of one short document and what it states. */
export function documentaryFiles(
  name: string,
  title: string,
): readonly (readonly [string, string])[] {
  return [
    ["dataset.yaml", datasetYaml(name, title)],
    ["documents/lind-1921.txt", document],
    ["sources/lind-1921.yaml", source],
    ["registry/entities.yaml", entities],
    ["judgements/judgements.yaml", judgements],
  ];
}

const datasetYaml = (name: string, title: string): string => `name: ${name}
title: ${title}
# In a sentence or two: what is in it, and what is not.
description: What one made-up article states, to be replaced by your own documents.
# An SPDX id, such as CC-BY-4.0 or CC0-1.0.
licence: CC-BY-4.0
contributors:
  - { title: Your name or organization, role: publisher }
model: documentary
# Further formats: parquet, xlsx, sqlite, excel-csv.
exports: [csv, json, zip]
notice: Quoted words remain their authors'.
`;

const document = `The Harbour Fire

by Ada Lind

On 3 May 1921 a fire broke out in the harbour of Varholm. More than 1,200 people lost their homes.
`;

const source = `# What one document states. New documents: sourcebook source add <file>
source:
  id: lind-1921
  file: lind-1921.txt
  sha256: ${createHash("sha256").update(document).digest("hex")}
  title: The Harbour Fire
  authors: [ada-lind]
  published_basis: unknown
  language: en
  rights: not stated
names:
  ada-lind:
    - { form: Ada Lind, kind: full }
  varholm:
    - { form: Varholm, kind: full }
claims:
  - id: fire
    subject: harbour-fire
    predicate: took_place
    date_text: 3 May 1921
    date: 1921-05-03
    place: varholm
    quote: >-
      On 3 May 1921 a fire broke out in the harbour of Varholm.

  - id: homes-lost
    subject: harbour-fire
    predicate: has_quantity
    quantity: { expression: "More than 1,200", value: 1200, qualifier: at_least, measure: people }
    quote: >-
      More than 1,200 people lost their homes.
`;

const entities = `# Everyone and everything that claims speak of. Labels are neutral; loaded words live in quotes.
entities:
  - id: ada-lind
    type: person
    label: Ada Lind
    living: unknown

  - id: varholm
    type: place
    label: Varholm

  - id: harbour-fire
    type: event
    label: Fire in the harbour of Varholm
`;

const judgements = `# Claims that disagree, ids that are given up, and released values that were wrong.
conflicts: []
retired: []
corrections: []
`;
