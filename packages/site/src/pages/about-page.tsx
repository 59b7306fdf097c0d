import { type FindLink, Markdown } from "../markdown/markdown.tsx";
import type { PageContent } from "../shell/page.ts";
import { Link } from "../shell/place.tsx";

interface AboutPage {
  readonly title: string;
  readonly path: string;
  /** All pages of this kind. */
  readonly pages: readonly { readonly title: string; readonly path: string }[];
  /** Markdown, as the release holds it. */
  readonly text: string;
  readonly findLink: FindLink;
}

/** What a release says about itself: how to read it, what its columns mean, who made it, on what terms. */
export function aboutPage({ title, path, pages, text, findLink }: AboutPage): PageContent {
  return {
    title,
    section: "about",
    body: (
      <>
        <nav class="subsections" aria-label="About this release">
          <ul>
            {pages.map((page) => (
              <li key={page.path}>
                <Link to={page.path} current={page.path === path}>
                  {page.title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <Markdown text={text} findLink={findLink} />
      </>
    ),
  };
}
