import { citationText } from "./citation.ts";
import { findLicence } from "./licence.ts";
import { code, codeBlock, list, page, plain } from "./markdown.ts";
import { filesSection } from "./readme-files.ts";
import { loadingSection } from "./readme-loading.ts";
import { type ReleaseFacts, releaseDay } from "./release-facts.ts";

/** The page README.md: what the release is and is not, its files, how to load, cite and check it. */
export function formatReadme(facts: ReleaseFacts): string {
  const { dataset, views, created, written } = facts;
  const { title, version, description, licence, homepage } = dataset;
  const found = findLicence(licence);
  const day = releaseDay(created);
  const start = startHere(facts);
  return page(
    `# ${plain(title)}`,
    [
      `**Version ${version}**`,
      ...(day === undefined ? [] : [day]),
      `Licence: ${found ? `[${found.id}](${found.page})` : plain(licence)}`,
      ...(homepage === undefined ? [] : [`<${homepage}>`]),
    ].join(" · "),
    description === undefined ? undefined : plain(description),
    start.length === 0 ? undefined : `## Start here\n\n${list(start)}`,
    views.length === 0 ? undefined : whatItIsNot,
    filesSection(written),
    loadingSection(facts),
    `## Cite\n\n> ${plain(citationText(facts))}\n\n${code("CITATION.cff")} says the same to reference managers. Cite the version: later ones may differ.`,
    `## Check\n\nNo byte has changed since the release was cut when this says OK for every file:\n\n${codeBlock("sh", "sha256sum --check SHA256SUMS")}`,
    `## Rights\n\nSee [LICENSE.md](LICENSE.md) for the licence and what it does not cover, and [ATTRIBUTION.md](ATTRIBUTION.md) for who made this and from which sources.`,
  );
}

function startHere({ views, written, comparedWith }: ReleaseFacts): string[] {
  const has = (path: string): boolean => written.some((file) => file.path === path);
  const workbook = written.find(({ resource }) => resource.format === "xlsx");
  return [
    ...(workbook
      ? [`Just looking: open [${workbook.path}](${workbook.path}) in a spreadsheet program.`]
      : []),
    ...(views.length > 0
      ? [
          "Reading: [views/statements.csv](views/statements.csv) has every claim on one line, with who says it and in which words.",
        ]
      : []),
    ...(has("CODEBOOK.md")
      ? ["What a column means: [CODEBOOK.md](CODEBOOK.md), with counts and examples."]
      : []),
    ...(comparedWith === undefined
      ? []
      : [
          `What changed since version ${comparedWith}, and what to do about it: [changes/CHANGELOG.md](changes/CHANGELOG.md).`,
        ]),
  ];
}

// Of every dataset of claims the same holds, whatever it is about.
const whatItIsNot = [
  "## What it is, and what it is not",
  list([
    "Each row is a *claim*: in a source, a chain of speakers says something, in a modality (asserted, alleged, planned, hoped, …), in exact words. The dataset records who says what. It does not decide who is right.",
    "A claim is not a fact. Keep attribution, modality and polarity beside the value whenever you use one; a denied claim says the opposite of what its columns read.",
    "Counts of claims are not counts of people or events. Numbers overlap and contradict each other: do not add them up, and do not take a mean of them.",
    "Sources that repeat each other do not confirm each other; those that declare an affiliation show it.",
    "What is not in the sources is not here. An empty cell means *not stated*, and nothing was filled in from elsewhere. Inferred dates stand in columns of their own and are marked.",
  ]),
].join("\n\n");
