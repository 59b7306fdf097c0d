import type { PageContent } from "../shell/page.ts";
import { Link } from "../shell/place.tsx";

/** A page that leads to another one: at once with script, else by itself, else by a link. */
export function leadOn(to: string, version: string): PageContent {
  return {
    title: `Version ${version}`,
    leadsTo: to,
    scripts: ["lead-on"],
    body: (
      <p>
        The latest version is {version}: <Link to={to}>go there</Link>
      </p>
    ),
  };
}
