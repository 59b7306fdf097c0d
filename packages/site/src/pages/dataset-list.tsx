import { datasetHome } from "../addresses.ts";
import type { PageContent } from "../shell/page.ts";
import { Link } from "../shell/place.tsx";
import type { SiteDataset } from "../site-dataset.ts";
import { count } from "../words.ts";

/** The first page of a site: which datasets it has. */
export function datasetList(datasets: readonly SiteDataset[]): PageContent {
  return {
    title: "Datasets",
    body: (
      <>
        <h1>Datasets</h1>
        {datasets.length === 0 && <p>There is nothing to show yet.</p>}
        {datasets.map(({ name, releases }) => {
          const { title, description, version } = releases.at(-1)?.release ?? {};
          return (
            <section key={name}>
              <h2>
                <Link to={datasetHome(name)}>
                  <bdi>{title}</bdi>
                </Link>
              </h2>
              {description !== undefined && (
                <p>
                  <bdi>{description}</bdi>
                </p>
              )}
              <p class="soft">
                Version {version}; {count(releases.length, "release")}
              </p>
            </section>
          );
        })}
      </>
    ),
  };
}
