import { existsSync, readFileSync } from "node:fs";
import type { Dataset, Row } from "@sourcebook/schema";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launchBrowser, serveSite, watchedPage } from "../support/browser.ts";
import { collectSite } from "../support/collect-site.ts";
import { nextVersion } from "../support/edit-dataset.ts";
import { cutAll, readProject } from "../support/releases.ts";

const own = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</title></script><script>alert(1)</script>",
  "' onmouseover='alert(1)",
  "javascript:alert(1)",
  "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
  "]]><svg onload=alert(1)>",
  "<!-- <style>@import 'https://evil.example'</style>",
  "<base href='https://evil.example/'>",
  "&lt;b&gt; &amp;amp; &#x41;",
  "__proto__",
  "{{constructor.constructor('alert(1)')()}}",
  "\u202eright to left\u202c \u2066x",
  "a\u2028b\u2029c",
  "  two  spaces  ",
  "a\r\nb\rc\td",
  "😀 𝔸 ﷽ שלום مرحبا",
];
const suite = new URL("../../../../../shared/suites/blns/blns.json", import.meta.url);
const blns: readonly string[] = existsSync(suite) ? JSON.parse(readFileSync(suite, "utf8")) : [];

/** Puts hostile words where a project may have any words. */
async function hostileHarbour(): Promise<Dataset> {
  const harbour = await readProject("harbour");
  let next = 0;
  const words = (): string => own[next++ % own.length] ?? "";
  const free = ["label", "note", "value", "title", "subtitle", "credit", "population", "exact"];
  const soil = (rows: readonly Row[]) =>
    rows.map((row) => ({
      ...row,
      ...Object.fromEntries(
        [...free, "prefix", "suffix", "date_text", "expression", "url", "form"]
          .filter((field) => typeof row[field] === "string")
          .map((field) => [field, words()]),
      ),
    }));
  const tables = ["sources", "entities", "claims", "evidence", "conflicts", "conflict_members"];
  const edited = nextVersion(
    harbour,
    "1.0.0",
    Object.fromEntries(tables.map((name) => [name, soil])),
  );
  return {
    ...edited,
    title: own[2] ?? "",
    description: own.join(" "),
    keywords: own,
    homepage: "javascript:alert(1)",
    contributors: [{ title: own[1] ?? "", role: own[0] ?? "", path: "javascript:alert(1)" }],
  };
}

/** A table with one string in each row. */
async function tableOf(strings: readonly string[]): Promise<Dataset> {
  const rows = strings.map((name, index) => ({ id: `s${index}`, name, opened: "2001-01-01" }));
  return nextVersion(await readProject("stations"), "1.0.0", {
    stations: () => rows,
    observations: () => [],
  });
}

const title = "hostile words in Chromium (skipped without /usr/bin/chromium)";

describe.skipIf(!hasBrowser)(title, { timeout: 120_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  test("no page of a dataset of them does anything: no dialog, no request, no element", async () => {
    const site = await collectSite(await cutAll(await hostileHarbour()));
    const served = await serveSite(site);
    const { page, faults } = await watchedPage(browser, served.base);
    const types = new Map<string, string>();
    for (const path of site.keys()) {
      // One page of each kind of record, and every other page.
      if (path.endsWith(".html")) types.set(path.replace(/(record\/[^/]+)\/.*/, "$1"), path);
    }
    for (const path of types.values()) {
      await page.goto(served.base + path);
      const foreign = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            "img, iframe, object, embed, base, form, style, svg [onload]",
          ),
          ...document.querySelectorAll("script:not([src]):not([type='application/ld+json'])"),
          ...document.querySelectorAll("a[href^='javascript'], [onerror], [onmouseover]"),
        ].map((element) => element.outerHTML),
      );
      // The one script that stands on the page itself is ours: the policy knows its hash.
      expect([path, foreign]).toEqual([path, [expect.stringMatching(/^<script>try\{const t=/)]]);
    }
    expect(faults).toEqual([]);
    await served.close();
  });

  test.skipIf(blns.length === 0)(
    "every naughty string is shown as it is (skipped when ../shared/suites is absent)",
    () => shownExactly([...blns, ...own].filter((text) => text !== "")),
  );

  test("every hostile string is shown as it is", () => shownExactly(own));

  async function shownExactly(strings: readonly string[]): Promise<void> {
    const site = await collectSite(await cutAll(await tableOf(strings)));
    const served = await serveSite(site);
    const { page, faults } = await watchedPage(browser, served.base);
    await page.goto(`${served.base}stations/index.html`);
    const pages = strings.map((_, index) =>
      String(site.get(`stations/record/stations/s${index}/index.html`)),
    );
    const shown = await page.evaluate(
      (texts) =>
        texts.map((text) => {
          const document = new DOMParser().parseFromString(text, "text/html");
          const values = [...document.querySelectorAll("dd > .value")];
          return { values: values.map(({ textContent }) => textContent), title: document.title };
        }),
      pages,
    );
    for (const [index, text] of strings.entries()) {
      expect(shown[index]?.values).toEqual([`s${index}`, text, "2001-01-01"]);
    }
    await page.goto(`${served.base}stations/1.0.0/tables/stations/index.html`);
    expect(faults).toEqual([]);
    await served.close();
  }
});
