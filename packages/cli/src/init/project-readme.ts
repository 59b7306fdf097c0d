/** What a newcomer to the project reads first. */
export function readmeOf(about: {
  readonly name: string;
  readonly title: string;
  readonly kind: "table" | "documentary";
  readonly isInWorkspace: boolean;
}): string {
  const { name, title, kind, isInWorkspace } = about;
  const run = (command: string): string =>
    isInWorkspace ? `sourcebook ${command}` : `npm run ${command}`;
  const version = isInWorkspace ? "changeset version" : "npm run version";
  return `# ${title}

A dataset, kept with [sourcebook](https://github.com/sourcebook-data/sourcebook).

${layouts[kind]}
\`package.json\` holds its version and \`CHANGELOG.md\` its history; changesets writes both, nobody edits the version by hand.

## From an edit to a release

| command | does |
| --- | --- |
| \`${run("check")}\` | finds everything that is wrong, with its place and how to mend it |
| \`${run("status")}\` | says what changed since the last release, and what to do next |
| \`${run("change")}\` | writes a changeset in \`.changeset/\`: what changed, and the bump that it asks for. Edit its words |
| \`${version}\` | turns changesets into the new version and its entry in \`CHANGELOG.md\` |
| \`${run("cut")}\` | cuts the release into \`releases/${name}/\`: whole or not at all, and never over another |

Commit the first three together. \`check\` compares with the last release in \`releases/\`; a fresh clone has none, so fetch
it first.

${rules[kind]}
What an issue or a rule means: \`sourcebook explain <code>\`.
`;
}

const layouts = {
  table: `\`data/\` holds the rows, \`schemas/\` says what they are (one schema for each table, and lists of codes), and
\`dataset.yaml\` says which file feeds which table.`,
  documentary: `\`documents/\` holds the sources as received, \`sources/\` what each of them states with the words it rests on,
\`registry/\` whom and what they speak of, and \`judgements/\` what was decided about them. \`dataset.yaml\` describes the whole.`,
} as const;

const rules = {
  table: `## Ids last, and corrections say so

An id never changes its meaning and is never used again. When a row goes, add a line to \`data/retired_ids.csv\`:

\`\`\`csv
table,id,status,replaced_by,since,reason
places,new-quay,merged,north-quay,0.2.0,Two names of the same quay.
\`\`\`

When a released value was wrong, say so in \`dataset.yaml\`, for the version that mends it:

\`\`\`yaml
corrections:
  - { table: places, id: north-quay, field: opened, since: 0.1.1, reason: As in the register. }
\`\`\`
`,
  documentary: `## Ids last, and corrections say so

An id never changes its meaning and is never used again. What goes leaves an entry in \`judgements/judgements.yaml\`, and so
does a released value that was wrong:

\`\`\`yaml
retired:
  - { table: claims, id: lind-1921.homes-lost, status: withdrawn, since: 0.2.0, reason: Misread. }
corrections:
  - { table: entities, id: varholm, field: label, since: 0.2.0, reason: As on the map. }
\`\`\`
`,
} as const;
