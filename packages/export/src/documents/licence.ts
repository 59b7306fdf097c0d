import type { Dataset } from "@sourcebook/schema";
import { lateLibrary } from "../late-library.ts";
import { page, plain } from "./markdown.ts";

const licences = lateLibrary<typeof import("spdx-license-list")>("spdx-license-list");

/** A licence by its SPDX id. */
export interface Licence {
  readonly id: string;
  readonly name: string;
  readonly page: string;
}

/** The licence with this SPDX id; nothing for an expression of several, or one of one's own. */
export function findLicence(id: string): Licence | undefined {
  const entry = Object.hasOwn(licences(), id) ? licences()[id] : undefined;
  return entry && { id, name: entry.name, page: `https://spdx.org/licenses/${id}.html` };
}

/** A licence as Data Package names it; what has no SPDX id has only its page in the release. */
export function licenceDescriptor(licence: string): object {
  const found = findLicence(licence);
  return found
    ? { name: found.id, path: found.page, title: found.name }
    : { path: "LICENSE.md", title: licence };
}

/** Where the licence can be read: the SPDX page, or the one in the release. */
export function licenceAddress(licence: string): string {
  return findLicence(licence)?.page ?? "LICENSE.md";
}

/** The page LICENSE.md: the licence of the records, and what it does not cover. */
export function formatLicencePage(dataset: Dataset, quotesSources: boolean): string {
  const { licence, title, version, notice } = dataset;
  const found = findLicence(licence);
  const words = notice === undefined ? undefined : plain(notice);
  return page(
    "# Licence",
    `**${plain(title)}**, version ${version}, is published under the licence **${plain(found?.name ?? licence)}**${found ? ` (SPDX: [${found.id}](${found.page}))` : ""}.`,
    quotesSources
      ? page(
          "## Words of others",
          words ?? wordsOfOthers,
          "What each source says about its rights stands in [ATTRIBUTION.md](ATTRIBUTION.md).",
        ).trimEnd()
      : undefined,
    quotesSources || words === undefined ? undefined : `## Notice\n\n${words}`,
  );
}

const wordsOfOthers =
  "The licence covers the records: their structure, ids, labels, codes and notes. It does not cover the words quoted from sources, nor their titles: these remain their authors' and publishers', and stand here so that each record can be checked.";
