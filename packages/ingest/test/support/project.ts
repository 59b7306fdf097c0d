import { createHash } from "node:crypto";
import type { Issue } from "@sourcebook/schema";
import type { ProjectFiles } from "../../src/index.ts";

/** Files of a made-up project, as texts; what is not given is that of a project without a fault. */
export function projectFiles(files: Readonly<Record<string, string>> = {}): ProjectFiles {
  const all = { ...faultless, ...files };
  return new Map(Object.entries(all).map(([path, text]) => [path, new TextEncoder().encode(text)]));
}

/** One line for each issue, and one for each line of its fix. */
export function formatIssues(issues: readonly Issue[]): string {
  return issues
    .map(({ file, line, column, severity, code, message, fix }) => {
      const place = [file, line, column].filter((part) => part !== undefined).join(":");
      return `${place}: ${severity} [${code}] ${message}\n  ${fix.replaceAll("\n", "\n  ")}\n`;
    })
    .join("");
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** An article on the harbour of a town that does not exist. */
export const article = `The Harbour Fire

by Ada Lind

On 3 May 1921 a fire broke out in the harbour of Varholm. More than 1,200 people lost their homes.

“We saw it coming,” said Nils Berg, the harbour master. Berg had warned the town council in the summer of 1920.

The council has denied this.¹ The council never paid.

¹ Varholm Gazette, June 12, 1921.

Share this page
`;

export const faultless: Readonly<Record<string, string>> = {
  "dataset.yaml": `name: varholm
title: The harbour fire of Varholm
licence: CC-BY-4.0
contributors: [{ title: Town archive }]
`,
  "package.json": `{ "name": "varholm", "version": "0.1.0" }\n`,
  "documents/lind.txt": article,
  "registry/all.yaml": `entities:
  - { id: ada-lind, type: person, label: Ada Lind }
  - { id: nils-berg, type: person, label: Nils Berg }
  - { id: varholm, type: place, label: Varholm }
  - { id: town-council, type: organization, label: Town council of Varholm, part_of: varholm }
  - { id: harbour-fire, type: event, label: Fire in the harbour of Varholm }
  - { id: gazette-report, type: work, label: Report in the Varholm Gazette }
`,
  "sources/lind-1921.yaml": `source:
  id: lind-1921
  file: lind.txt
  sha256: ${sha256(article)}
  title: The Harbour Fire
  authors: [ada-lind]
  published_basis: unknown
  language: en
  rights: not stated
names:
  nils-berg:
    - { form: Nils Berg, kind: full }
    - { form: Berg, kind: short }
  varholm:
    - { form: Varholm, kind: full }
  town-council:
    - { form: town council, kind: full }
    - { form: The council, kind: short }
passages:
  - { kind: chrome, quote: Share this page, reason: A link of the web page. }
claims:
  - id: fire-began
    subject: harbour-fire
    predicate: took_place
    place: varholm
    date_text: 3 May 1921
    date: 1921-05-03
    quote: On 3 May 1921 a fire broke out in the harbour of Varholm.
  - id: homes-lost
    subject: harbour-fire
    predicate: has_quantity
    quantity: { expression: "More than 1,200", value: 1200, qualifier: at_least, measure: killed }
    quote: More than 1,200 people lost their homes.
  - id: seen-coming
    subject: nils-berg
    predicate: said
    voice: quotation
    quotation: { speaker: nils-berg, text: We saw it coming }
    attribution: [ada-lind, { agent: nils-berg }]
    quote: '"We saw it coming," said Nils Berg'
citations:
  - number: 1
    marker: The council has denied this.¹
    note: ¹ Varholm Gazette, June 12, 1921.
    items:
      - { text: "Varholm Gazette, June 12, 1921", work: gazette-report, cited_date: 1921-06-12 }
`,
};
