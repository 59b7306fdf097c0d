import { datasetHome, releasePage, versionsPage } from "./addresses.ts";
import type { ReleaseFacts } from "./release-facts.ts";
import type { Frame } from "./shell/page.ts";

/**
 * What stands around the pages of a release.
 *
 * @param newest the release that the home of the dataset shows
 */
export function frameOf(facts: ReleaseFacts, newest: ReleaseFacts): Frame {
  const { release, isDraft = false } = facts;
  const { name, title, version, yanked } = release;
  return {
    dataset: name,
    datasetTitle: title,
    version,
    isDraft,
    ...(facts !== newest && { newerVersion: newest.release.version }),
    ...(yanked && { yanked }),
    // A release that nobody should use leads to the one that is used instead.
    sections: sectionsOf(yanked ? newest : facts, newest),
  };
}

function sectionsOf(facts: ReleaseFacts, newest: ReleaseFacts): Frame["sections"] {
  const { release, isDraft = false, isDocumentary } = facts;
  const { name, version, yanked } = release;
  const at = (...names: string[]) => releasePage(name, version, ...names);
  const overview = facts === newest ? datasetHome(name) : at();
  const versions = { section: "versions", label: "Versions", path: versionsPage(name) } as const;
  if (yanked) return [{ section: "overview", label: "Overview", path: overview }, versions];
  return [
    { section: "overview", label: "Overview", path: overview },
    { section: "tables", label: "Tables", path: at("tables") },
    { section: "figures", label: "Pictures", path: at("figures") },
    ...(isDocumentary
      ? ([
          { section: "sources", label: "Sources", path: at("sources") },
          { section: "entities", label: "People and things", path: at("entities") },
          { section: "conflicts", label: "Conflicts", path: at("conflicts") },
        ] as const)
      : []),
    ...(isDraft ? [] : [{ section: "about", label: "How to read", path: at("about") } as const]),
    versions,
  ];
}
