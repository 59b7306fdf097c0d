import { datasetHome, releasePage, versionsPage } from "./addresses.ts";
import type { ReleaseFacts } from "./release-facts.ts";
import type { Frame } from "./shell/page.ts";

/**
 * What stands around the pages of a release.
 *
 * @param newest the release that the home of the dataset shows
 */
export function frameOf(facts: ReleaseFacts, newest: ReleaseFacts): Frame {
  const { release, yanked, isDraft = false, isDocumentary } = facts;
  const { name, title, version } = release;
  const isNewest = facts === newest;
  const at = (...names: string[]) => releasePage(name, version, ...names);
  return {
    dataset: name,
    datasetTitle: title,
    version,
    isDraft,
    ...(!isNewest && { newerVersion: newest.release.version }),
    ...(yanked !== undefined && { yanked }),
    sections: [
      { section: "overview", label: "Overview", path: isNewest ? datasetHome(name) : at() },
      { section: "tables", label: "Tables", path: at("tables") },
      ...(isDocumentary
        ? ([
            { section: "sources", label: "Sources", path: at("sources") },
            { section: "entities", label: "People and things", path: at("entities") },
            { section: "conflicts", label: "Conflicts", path: at("conflicts") },
          ] as const)
        : []),
      ...(isDraft ? [] : [{ section: "about", label: "How to read", path: at("about") } as const]),
      { section: "versions", label: "Versions", path: versionsPage(name) },
    ],
  };
}
