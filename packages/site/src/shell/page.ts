import type { ComponentChildren } from "preact";

/** A page of the site before it is text. */
export interface Page {
  /** The path of its file; all addresses on it are relative to that. */
  readonly path: string;
  /** Without the name of the dataset, which follows it in the title bar. */
  readonly title: string;
  /** One sentence for search engines. */
  readonly description?: string;
  /** The part of the site that the page belongs to, marked in the navigation. */
  readonly section?: Section;
  /** Client scripts beyond the one that every page has, by name. */
  readonly scripts?: readonly ClientScript[];
  /** Further scripts of the page's own: paths of files of the site. */
  readonly dataScripts?: readonly string[];
  /** What the page is about in the words of schema.org. */
  readonly jsonLd?: object;
  /** The page that this one leads to, for one that is only the way there. */
  readonly leadsTo?: string;
  /** Whether search engines may list it. */
  readonly isListed: boolean;
  readonly body: ComponentChildren;
}

/** What a page shows, wherever it stands. */
export type PageContent = Omit<Page, "path" | "isListed">;

/** A bundle of `dist/browser`, built from the entry of that name. */
export type ClientScript = "explorer" | "charts" | "lead-on";

export type Section =
  | "overview"
  | "tables"
  | "figures"
  | "sources"
  | "entities"
  | "conflicts"
  | "about"
  | "versions";

/** What stands around the page: which dataset and release it shows, and what else there is to see. */
export interface Frame {
  readonly dataset: string;
  readonly datasetTitle: string;
  readonly version: string;
  /** The newest version that may be used, when the page shows another one. */
  readonly newerVersion?: string;
  readonly isDraft: boolean;
  readonly yanked?: { readonly since: string; readonly reason: string };
  readonly sections: readonly {
    readonly section: Section;
    readonly label: string;
    readonly path: string;
  }[];
}
