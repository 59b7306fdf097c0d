import { releasePage } from "../addresses.ts";
import type { ReleaseFacts } from "../release-facts.ts";
import type { Page } from "../shell/page.ts";
import { Link } from "../shell/place.tsx";
import { day } from "../words.ts";

/** Every release of a dataset, the newest first. */
export function versionList(all: readonly ReleaseFacts[]): Omit<Page, "path"> {
  return {
    title: "Versions",
    section: "versions",
    body: (
      <>
        <h1>Versions</h1>
        <p>A released version never changes. Cite the one that you used.</p>
        <ol reversed>
          {all.toReversed().map(({ release, yanked, isDraft }) => (
            <li key={release.version}>
              <h2>
                <Link to={releasePage(release.name, release.version)}>{release.version}</Link>
              </h2>
              {isDraft && <p>Not released yet</p>}
              {yanked !== undefined && (
                <p>
                  Withdrawn: <bdi>{yanked}</bdi>
                </p>
              )}
              {release.created !== undefined && (
                <p class="soft">
                  <time dateTime={release.created}>{day(release.created)}</time>
                </p>
              )}
            </li>
          ))}
        </ol>
      </>
    ),
  };
}
