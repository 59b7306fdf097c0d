import type { Dataset } from "@sourcebook/schema";
import { comparableDataset } from "../comparables.ts";
import { planRelease } from "../plan-release.ts";
import { publicDataset } from "../rights/public-dataset.ts";
import { viewsOf } from "../views/views.ts";
import type { PublishedRelease } from "./published-release.ts";

/**
 * A dataset as the release that it would become, to look at before it is cut.
 *
 * Its files have no size and no hash yet, and those that speak of the hashes of others are left out.
 *
 * @throws SourcebookError `USAGE` for what no release can hold
 */
export async function publishedDataset(given: Dataset): Promise<PublishedRelease> {
  const { dataset } = await publicDataset(given);
  const { files } = await planRelease(dataset, { toolVersion: "0.0.0" });
  const { files: _, ...comparable } = await comparableDataset(dataset);
  return {
    ...comparable,
    ...(dataset.released !== undefined && { created: `${dataset.released}T00:00:00Z` }),
    views: viewsOf(dataset),
    lists: [],
    files: files.flatMap(({ path, resource, content }) =>
      resource === undefined
        ? []
        : [
            {
              path,
              title: resource.title,
              ...(resource.description !== undefined && { description: resource.description }),
              format: resource.format,
              read: () => content(async () => []),
            },
          ],
    ),
  };
}
