import { citedContributors } from "@sourcebook/export";
import { datasetHome, feedPath, releasePage } from "../addresses.ts";
import type { ReleaseStep } from "../changes/release-step.ts";
import type { ReleaseFacts } from "../release-facts.ts";
import { publicAddress } from "../shell/public-address.ts";

/**
 * The releases of a dataset as an Atom feed, the newest first.
 *
 * Only releases that bear a day are in it: a feed has no entry without one, and the clock's is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4287
 */
export function atomFeed(
  all: readonly ReleaseFacts[],
  steps: ReadonlyMap<string, ReleaseStep>,
  url: string,
): string {
  const dated = all.flatMap(({ release }) =>
    release.created === undefined ? [] : [{ release, created: release.created }],
  );
  const last = all.at(-1);
  if (last === undefined) throw new Error("A dataset has a release");
  const { name, title } = last.release;
  const home = publicAddress(url, datasetHome(name));
  const newest = dated
    .map(({ created }) => created)
    .toSorted()
    .at(-1);
  const entries = dated.toReversed().map(({ release, created }) => {
    const address = publicAddress(url, releasePage(name, release.version));
    const summary = [
      release.yanked &&
        `Nobody should use it since ${release.yanked.since}: ${release.yanked.reason}`,
      steps.get(release.version)?.sentence ?? "The first release.",
    ].filter((part) => part !== undefined);
    return [
      "  <entry>",
      `    <title>${escapeXml(`${title}, version ${release.version}`)}</title>`,
      `    <id>${escapeXml(address)}</id>`,
      `    <link href="${escapeXml(address)}"/>`,
      `    <updated>${escapeXml(created)}</updated>`,
      `    <summary>${escapeXml(summary.join(" "))}</summary>`,
      "  </entry>",
    ].join("\n");
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <title>${escapeXml(`Releases of ${title}`)}</title>`,
    `  <id>${escapeXml(home)}</id>`,
    `  <link href="${escapeXml(home)}"/>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeXml(publicAddress(url, feedPath(name)))}"/>`,
    // A feed must say when; one without a dated release has no more to tell than its beginning.
    `  <updated>${escapeXml(newest ?? "1970-01-01T00:00:00Z")}</updated>`,
    ...citedContributors(last.release).map(
      ({ title: who }) => `  <author><name>${escapeXml(who)}</name></author>`,
    ),
    ...entries,
    "</feed>",
    "",
  ].join("\n");
}

/** Text inside XML 1.0, without the characters that it cannot hold at all. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
