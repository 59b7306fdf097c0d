import type { ReleaseFacts } from "../release-facts.ts";
import type { Page } from "../shell/page.ts";
import { count } from "../words.ts";

/** What a release is, and the ways into it. */
export function overview(facts: ReleaseFacts): Omit<Page, "path"> {
  const { release } = facts;
  const { title, description } = release;
  return {
    title,
    section: "overview",
    ...(description !== undefined && { description }),
    body: (
      <>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        {description !== undefined && (
          <p class="lead">
            <bdi>{description}</bdi>
          </p>
        )}
        <ul>
          {facts.tables.map(({ table, rows }) => (
            <li key={table.definition.name}>
              <bdi>{table.definition.title}</bdi>: {count(rows, "row")}
            </li>
          ))}
        </ul>
      </>
    ),
  };
}
