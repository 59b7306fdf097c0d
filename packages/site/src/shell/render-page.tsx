import { createHash } from "node:crypto";
import type { Issue } from "@sourcebook/schema";
import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { feedPath, wayTo } from "../addresses.ts";
import { type Assets, assetPath } from "./assets.ts";
import { Layout } from "./layout.tsx";
import type { Frame, Page } from "./page.ts";
import { Place } from "./place.tsx";
import { publicAddress } from "./public-address.ts";

/** What all pages of a site share. */
export interface Shell {
  readonly assets: Assets;
  /** The address that the site will have, ending in `/`; without it no page states its own. */
  readonly url?: string;
  /** For a preview only: pages ask their server when to load again. */
  readonly live?: Live;
}

/** What a preview adds to its pages. */
export interface Live {
  /** Rises with every change, so that a page can tell that it is out of date. */
  readonly revision: number;
  /** What is wrong with the project. With errors, the pages show it as it last was without. */
  readonly issues: readonly Issue[];
}

/**
 * A page as HTML. Whatever stands in the data becomes text: nothing on the way here makes markup of it.
 *
 * @param frame absent for a page that belongs to no dataset
 */
export function renderPage(page: Page, shell: Shell, frame?: Frame): string {
  const html = renderToString(
    <Place.Provider value={page.path}>
      <html lang="en" data-revision={shell.live?.revision}>
        <Head page={page} shell={shell} frame={frame} />
        <body>
          <Layout page={page} frame={frame} issues={shell.live?.issues ?? []}>
            {page.body}
          </Layout>
        </body>
      </html>
    </Place.Provider>,
  );
  // A reader of HTML takes a bare carriage return for the end of a line, and would lose it.
  return `<!doctype html>\n${html.replaceAll("\r", "&#13;")}\n`;
}

interface HeadProps {
  readonly page: Page;
  readonly shell: Shell;
  readonly frame: Frame | undefined;
}

function Head({ page, shell, frame }: HeadProps): JSX.Element {
  const { assets, url } = shell;
  const isLive = shell.live !== undefined;
  const way = (to: string) => wayTo(page.path, to);
  const asset = (name: string) => way(assetPath(assets, name));
  const title = [page.title, frame?.datasetTitle].filter(
    (part, index, parts) => part !== undefined && parts.indexOf(part) === index,
  );
  const scripts = ["site", ...(isLive ? ["live"] : []), ...(page.scripts ?? [])];
  const styles = ["font", "site", ...(page.scripts ?? [])].filter((name) =>
    assets.has(`${name}.css`),
  );
  return (
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy(isLive)} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>{title.join(" · ")}</title>
      {page.description !== undefined && <meta name="description" content={page.description} />}
      {!page.isListed && <meta name="robots" content="noindex" />}
      {url !== undefined && page.isListed && (
        <link rel="canonical" href={publicAddress(url, page.path)} />
      )}
      {page.leadsTo !== undefined && (
        <>
          <link rel="next" href={way(page.leadsTo)} />
          <noscript>
            <meta http-equiv="refresh" content={`0; url=${way(page.leadsTo)}`} />
          </noscript>
        </>
      )}
      {frame !== undefined && url !== undefined && (
        <link
          rel="alternate"
          type="application/atom+xml"
          title={`Releases of ${frame.datasetTitle}`}
          href={way(feedPath(frame.dataset))}
        />
      )}
      <link rel="icon" href="data:," />
      <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      {styles.map((name) => (
        <link key={name} rel="stylesheet" href={asset(`${name}.css`)} />
      ))}
      {(page.dataScripts ?? []).map((path) => (
        <script key={path} defer src={way(path)} />
      ))}
      {scripts.map((name) => (
        <script key={name} defer src={asset(`${name}.js`)} />
      ))}
      {page.jsonLd !== undefined && (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: jsonInHtml(page.jsonLd) }}
        />
      )}
    </head>
  );
}

/** JSON that may stand inside a `script` element: no text in it can end that. */
export const jsonInHtml = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

// Before the first paint, or a page in the other theme would flash. A browser that keeps nothing for a page throws: then
// the theme is that of the system.
const themeScript =
  'try{const t=localStorage.getItem("sourcebook-theme");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}';

const themeHash = createHash("sha256").update(themeScript).digest("base64");

/** Nothing but our own files, and no request to anyone else. */
const policy = (isLive: boolean): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'sha256-${themeHash}'`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src data:",
    ...(isLive ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
