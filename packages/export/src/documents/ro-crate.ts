import type { Contributor } from "@sourcebook/schema";
import { agentType, citedContributors, publishers } from "./contributors.ts";
import { findLicence } from "./licence.ts";
import { type ReleaseFacts, releaseDay, type WrittenFile } from "./release-facts.ts";

/**
 * The file ro-crate-metadata.json: RO-Crate 1.2, every file written before it, flat.
 *
 * @see https://www.researchobject.org/ro-crate/specification/1.2/
 */
export function roCrate({ dataset, created, written }: ReleaseFacts): object {
  const { title, description, version, licence, homepage, keywords = [] } = dataset;
  const day = releaseDay(created);
  const people = identified(dataset.contributors);
  const references = (wanted: readonly Contributor[]): readonly object[] =>
    [...people].filter(([, who]) => wanted.includes(who)).map(([id]) => ({ "@id": id }));
  const authors = references(citedContributors(dataset));
  const publishedBy = references(publishers(dataset));
  const licenceId = findLicence(licence)?.page ?? "#licence";
  return {
    "@context": "https://w3id.org/ro/crate/1.2/context",
    "@graph": [
      {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        conformsTo: { "@id": "https://w3id.org/ro/crate/1.2" },
        about: { "@id": "./" },
      },
      {
        "@id": "./",
        "@type": "Dataset",
        name: title,
        description: description ?? title,
        version,
        ...(day !== undefined && { datePublished: day }),
        license: { "@id": licenceId },
        ...(authors.length > 0 && { author: authors }),
        ...(publishedBy.length > 0 && { publisher: publishedBy }),
        ...(homepage !== undefined && { url: homepage }),
        ...(keywords.length > 0 && { keywords: keywords.join(", ") }),
        hasPart: written.map(({ path }) => ({ "@id": path })),
      },
      {
        "@id": licenceId,
        "@type": "CreativeWork",
        name: findLicence(licence)?.name ?? licence,
        description: "The licence of the records; see LICENSE.md for what it does not cover.",
      },
      ...[...people].map(([id, who]) => ({
        "@id": id,
        "@type": agentType(who),
        name: who.title,
        ...(who.path !== undefined && { url: who.path }),
      })),
      ...written.map(file),
    ],
  };
}

function file({ path, bytes, sha256, resource }: WrittenFile): object {
  return {
    "@id": path,
    "@type": "File",
    name: resource.title,
    description: resource.description ?? resource.title,
    encodingFormat: resource.mediatype,
    contentSize: String(bytes),
    sha256,
  };
}

/** Contributors by an id of their own: the web address where there is one and it is theirs alone. */
function identified(contributors: readonly Contributor[]): ReadonlyMap<string, Contributor> {
  const people = new Map<string, Contributor>();
  for (const [index, who] of contributors.entries()) {
    const id = who.path !== undefined && !people.has(who.path) ? who.path : undefined;
    people.set(id ?? `#contributor-${index + 1}`, who);
  }
  return people;
}
