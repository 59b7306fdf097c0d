import type { PageContent } from "../shell/page.ts";
import { Link } from "../shell/place.tsx";

/** A page that leads to another one: at once with script, else by itself, else by a link. */
export function leadOn(to: string, title: string): PageContent {
  return {
    title,
    leadsTo: to,
    scripts: ["lead-on"],
    body: (
      <p>
        <Link to={to}>
          <bdi>{title}</bdi>
        </Link>
      </p>
    ),
  };
}
