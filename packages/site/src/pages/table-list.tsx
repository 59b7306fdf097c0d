import { releasePage } from "../addresses.ts";
import type { ReleaseFacts, ShownTable } from "../release-facts.ts";
import type { PageContent } from "../shell/page.ts";
import { Link } from "../shell/place.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { digits } from "../words.ts";

/** All tables of a release: what a row of each is, and how many there are. */
export function tableList({ tables, release }: ReleaseFacts): PageContent {
  const pageOf = (name: string) => releasePage(release.name, release.version, "tables", name);
  const views = tables.filter(({ kind }) => kind === "view");
  const canonical = tables.filter(({ kind }) => kind === "table");
  return {
    title: "Tables",
    section: "tables",
    body: (
      <>
        <h1>Tables</h1>
        {views.length > 0 && (
          <>
            <h2>For reading</h2>
            <p>
              Flat tables with everything about a row in it, made of the reference tables below.
            </p>
            <List tables={views} pageOf={pageOf} />
            <h2>For reference</h2>
          </>
        )}
        <List tables={canonical} pageOf={pageOf} />
      </>
    ),
  };
}

interface ListProps {
  readonly tables: readonly ShownTable[];
  readonly pageOf: (table: string) => string;
}

function List({ tables, pageOf }: ListProps) {
  return (
    <Scroll label="Tables">
      <table class="listing">
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col" class="number">
              Rows
            </th>
            <th scope="col">What a row is</th>
          </tr>
        </thead>
        <tbody>
          {tables.map(({ table: { definition }, rows }) => (
            <tr key={definition.name}>
              <th scope="row">
                <Link to={pageOf(definition.name)}>
                  <bdi>{definition.title}</bdi>
                </Link>
              </th>
              <td class="number">{digits(rows)}</td>
              <td>
                <bdi>{definition.description}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
