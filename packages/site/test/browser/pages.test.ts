import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  hasBrowser,
  launchBrowser,
  serveSite,
  type WatchedPage,
  watchedPage,
} from "../support/browser.ts";
import { collectSite } from "../support/collect-site.ts";
import { nextHarbour } from "../support/edit-dataset.ts";
import { cutAll, readProject, releasesFolder } from "../support/releases.ts";

// One of each type. Those of tables and figures have tests of their own beside this.
const pages = [
  "index.html",
  "harbour/index.html",
  "harbour/1.0.0/index.html",
  "harbour/versions/index.html",
  "harbour/2.0.0/changes/index.html",
  "harbour/2.0.0/tables/index.html",
  "harbour/2.0.0/sources/index.html",
  "harbour/2.0.0/entities/index.html",
  "harbour/1.0.0/conflicts/index.html",
  "harbour/2.0.0/about/index.html",
  "harbour/2.0.0/about/codebook/index.html",
  "harbour/record/sources/gazette-1921/index.html",
  "harbour/record/entities/tom-reed/index.html",
  "harbour/record/entities/town-council/index.html",
  "harbour/record/claims/letter-1921.reed-let-it-burn/index.html",
  "stations/index.html",
  "stations/record/stations/hill/index.html",
];
const widths = [360, 800, 1440];

const title = "in Chromium (skipped without /usr/bin/chromium)";

describe.skipIf(!hasBrowser)(title, { timeout: 120_000 }, () => {
  let browser: Browser;
  let site: ReadonlyMap<string, Buffer>;
  let served: Awaited<ReturnType<typeof serveSite>>;

  beforeAll(async () => {
    const harbour = await readProject("harbour");
    const datasets = await cutAll(harbour, nextHarbour(harbour), await readProject("stations"));
    site = await collectSite(datasets);
    served = await serveSite(site);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  const open = (): Promise<WatchedPage> => watchedPage(browser, served.base);

  test("every page fits every width, in light and in dark, asks nobody, and has no fault", async () => {
    const { page, faults } = await open();
    for (const path of pages) {
      await page.goto(served.base + path);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          const surplus = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect({ path, width, surplus }).toEqual({ path, width, surplus: 0 });
        }
      }
    }
    expect(faults).toEqual([]);
  });

  test("no page has what keeps somebody out (axe), in light and in dark", async () => {
    const axe = await readFile(
      createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
      "utf8",
    );
    const { page } = await open();
    const violations: unknown[] = [];
    for (const path of pages) {
      await page.goto(served.base + path);
      await page.evaluate(axe);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        // What the colours change is contrast alone.
        const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
        const found = await page.evaluate(async (runOnly) => {
          const { violations } = await (window as unknown as { axe: Axe }).axe.run({
            resultTypes: ["violations"],
            ...(runOnly && { runOnly }),
          });
          return violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }));
        }, rules);
        violations.push(...found.map((each) => ({ path, colorScheme, ...each })));
      }
    }
    expect(violations).toEqual([]);
  });

  test("opened from disk it is the same, and every way on works", async () => {
    const folder = await releasesFolder();
    for (const [path, bytes] of site) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    const origin = `file://${folder}/`;
    const { page, faults } = await watchedPage(browser, origin);
    await page.goto(`${origin}harbour/latest/entities/index.html#entities`);
    await expect.poll(() => page.url()).toBe(`${origin}harbour/2.0.0/entities/index.html#entities`);
    await page.getByRole("searchbox", { name: "Find by name" }).fill("reed");
    expect(await page.getByRole("status").textContent()).toBe("1 of 10");
    await page.getByRole("link", { name: "Tom Reed" }).click();
    await page
      .getByRole("link", { name: /letter-1921\.reed-let-it-burn$/ })
      .first()
      .click();
    expect(await page.locator("mark").first().textContent()).toBe(
      'My neighbour said\r\nthat Reed said, "let it burn."',
    );
    await page.getByRole("button", { name: "Use dark colours" }).click();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.reload();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    expect(faults).toEqual([]);
  });

  test("the keyboard alone leads from the home to the marked words, and shows where it is", async () => {
    const { page } = await open();
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return {
          words: element.textContent?.trim() ?? "",
          ring: `${outlineStyle} ${outlineWidth}`,
        };
      });
    const tabTo = async (words: RegExp) => {
      for (let step = 0; step < 80; step += 1) {
        await page.keyboard.press("Tab");
        const { words: found, ring } = await focused();
        expect(ring).toBe("solid 3px");
        if (words.test(found)) return;
      }
      throw new Error(`Tab never reached ${words}`);
    };
    await page.goto(`${served.base}harbour/index.html`);
    await page.keyboard.press("Tab");
    expect((await focused()).words).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+Tab");
    await page.goto(`${served.base}harbour/index.html`);
    await tabTo(/^Sources$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/sources\/index\.html$/);
    await tabTo(/^Letter from the quay$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/letter-1921\/index\.html$/);
    await tabTo(/^In its context: letter-1921\.reed-let-it-burn$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/reed-let-it-burn\/index\.html$/);
    expect(await page.locator("mark").first().isVisible()).toBe(true);
  });

  test("the words of a claim are copied as they stand, and with their place", async () => {
    const { page } = await watchedPage(browser, served.base, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.goto(`${served.base}harbour/record/claims/letter-1921.reed-let-it-burn/index.html`);
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole("button", { name: "Copy the words" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await copied()).toBe('My neighbour said\r\nthat Reed said, "let it burn."');
    await page.getByRole("button", { name: "Copy with the place" }).click();
    await expect
      .poll(copied)
      .toBe(
        [
          '“My neighbour said\r\nthat Reed said, "let it burn."”',
          "Letter from the quay, line 3, characters 94 to 143, counted in code points from 0, end exclusive.",
          "Before it: “ master, Reed, said so himself. ”",
          "After it: “ The fire did not begin on 2 May”",
          "harbour 2.0.0, claim letter-1921.reed-let-it-burn",
        ].join("\n"),
      );
  });

  test("a first view loads at most 120 kB of script, compressed", async () => {
    const { gzipSync } = await import("node:zlib");
    for (const [path, bytes] of site) {
      if (!path.endsWith(".html")) continue;
      const scripts = [...bytes.toString().matchAll(/<script[^>]* src="([^"]*)"/g)];
      const sizes = scripts.map(([, address = ""]) => {
        const script = site.get(join(dirname(path), decodeURIComponent(address)));
        return gzipSync(script ?? Buffer.alloc(1_000_000)).length;
      });
      expect(
        sizes.reduce((sum, size) => sum + size, 0),
        path,
      ).toBeLessThan(120_000);
    }
  });
});

interface Axe {
  run(options: object): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
}
