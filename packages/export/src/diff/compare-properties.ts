import type { Comparable, PropertyChange } from "./release-diff.ts";

/** What a release says of itself, and what of it changed; lists as JSON. The version itself is no change. */
export function compareProperties(
  before: Comparable,
  after: Comparable,
): readonly PropertyChange[] {
  const old = propertiesOf(before);
  const renewed = propertiesOf(after);
  const isOwn = hasOwnModel(before) && hasOwnModel(after);
  return Object.keys(old)
    .filter((property) => old[property] !== renewed[property])
    .filter((property) => property !== "schema_version" || !isOwn)
    .map((property) => ({
      property,
      ...(old[property] === undefined ? {} : { before: old[property] }),
      ...(renewed[property] === undefined ? {} : { after: renewed[property] }),
    }));
}

const propertiesOf = (release: Comparable): Readonly<Record<string, string | undefined>> => ({
  name: release.name,
  title: release.title,
  description: release.description,
  licence: release.licence,
  keywords: listText(release.keywords),
  homepage: release.homepage,
  contributors: listText(
    release.contributors.map(({ title, role, path }) => ({ title, role, path })),
  ),
  model: release.model.name,
  schema_version: release.model.version,
});

/** A model of the dataset's own bears its name, and has no version beside that of the dataset. */
const hasOwnModel = ({ name, model }: Comparable): boolean => model.name === name;

const listText = (list: readonly unknown[] = []): string | undefined =>
  list.length === 0 ? undefined : JSON.stringify(list);
