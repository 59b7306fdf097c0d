import { citationText, citedContributors, findLicence } from "@sourcebook/export";
import { releaseFile, releasePage } from "../addresses.ts";
import { downloads } from "../plan-downloads.ts";
import type { ReleaseFacts } from "../release-facts.ts";
import { publicAddress } from "../shell/public-address.ts";
import { day } from "../words.ts";

/**
 * A release in the words of schema.org, as search engines for datasets read it.
 *
 * @param url where the site will be found; without it no address is given, since they must be whole
 */
export function datasetJsonLd({ release }: ReleaseFacts, url?: string): object {
  const { name, title, version, description, created, licence, keywords = [], homepage } = release;
  const licencePage = findLicence(licence)?.page;
  return {
    "@context": "https://schema.org/",
    "@type": "Dataset",
    name: title,
    identifier: `${name} ${version}`,
    version,
    ...(description !== undefined && { description }),
    ...(created !== undefined && { datePublished: day(created) }),
    ...(licencePage !== undefined && { license: licencePage }),
    ...(keywords.length > 0 && { keywords: [...keywords] }),
    ...(homepage !== undefined && { sameAs: homepage }),
    ...(url !== undefined && { url: publicAddress(url, releasePage(name, version)) }),
    creator: citedContributors(release).map(({ title: who, path }) => ({
      "@type": "Organization",
      name: who,
      ...(path !== undefined && { url: path }),
    })),
    citation: citationText({ dataset: release, created }),
    isAccessibleForFree: true,
    ...(url !== undefined && {
      distribution: downloads(release)
        .filter(({ format, path }) => format === "zip" || /^data\/.*\.csv$/.test(path))
        .map(({ path, format, bytes, sha256 }) => ({
          "@type": "DataDownload",
          name: path,
          contentUrl: publicAddress(url, releaseFile(name, version, path)),
          ...(format !== undefined && { encodingFormat: mediaTypes[format] ?? format }),
          ...(bytes !== undefined && { contentSize: `${bytes} B` }),
          ...(sha256 !== undefined && { sha256 }),
        })),
    }),
  };
}

const mediaTypes: Readonly<Record<string, string>> = {
  csv: "text/csv",
  json: "application/json",
  zip: "application/zip",
};
