import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type SiteFile, servePreview } from "../../src/index.ts";

const executablePath = "/usr/bin/chromium";

/** Debian's, which `.ci/run` installs. */
export const hasBrowser: boolean = existsSync(executablePath);

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page that keeps a list of what no page of ours may do. */
export interface WatchedPage {
  readonly page: Page;
  /** Dialogs, requests that leave `origin`, failed requests, words on the console, errors. */
  readonly faults: string[];
}

/** @param origin all that a page may ask: `http://127.0.0.1:1234/` or `file:///…/` */
export async function watchedPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  // Shorter than that of a test, so that a failure says what was waited for.
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    // One that was under way when the page was left is none.
    if (request.failure()?.errorText === "net::ERR_ABORTED") return;
    faults.push(`failed: ${request.url()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(?:data|blob):/.test(url)) faults.push(`request: ${url}`);
  });
  return { page, faults };
}

/** Serves a site under a path, as it may stand on a server among others. */
export async function serveSite(
  files: ReadonlyMap<string, Buffer>,
): Promise<{ readonly base: string; close(): Promise<void> }> {
  const server = await servePreview();
  const under = new Map(
    [...files].map(([path, bytes]): [string, SiteFile] => [
      `some/where/${path}`,
      {
        path,
        async *content() {
          yield bytes;
        },
      },
    ]),
  );
  server.show(under, 1);
  return { base: `${server.address}some/where/`, close: () => server.close() };
}
