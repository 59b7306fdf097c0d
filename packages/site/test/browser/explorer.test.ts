import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Row } from "@sourcebook/schema";
import { parse } from "csv-parse/sync";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, launchBrowser, serveSite, watchedPage } from "../support/browser.ts";
import { collectSite } from "../support/collect-site.ts";
import { nextVersion } from "../support/edit-dataset.ts";
import { cutAll, readProject } from "../support/releases.ts";

const list = new URL("../../../../../shared/suites/blns/blns.json", import.meta.url);

/** Text that would be something else than text if anything went wrong. */
const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)",
  "'; alert(1); //",
  "</script><svg onload=alert(1)>",
  "&lt;b&gt; &amp;",
  "=1+1",
  'a\tb\n  c,"d"',
  "\u2028\u2029\u202eRTL",
  "שלום עולם, 日本語 😀",
  // All others that a release can hold: neither empty nor with half a character.
  ...(existsSync(list) ? (JSON.parse(readFileSync(list, "utf8")) as string[]) : []).filter(
    (text) => text !== "" && !/\p{Surrogate}/u.test(text),
  ),
];

const manyDays = 12_001;
const dayOf = (number: number): string =>
  new Date(Date.UTC(1990, 0, 1 + number)).toISOString().slice(0, 10);

describe.skipIf(!hasBrowser)("in Chromium (skipped without /usr/bin/chromium)", () => {
  let browser: Browser;
  let site: ReadonlyMap<string, Buffer>;
  let served: Awaited<ReturnType<typeof serveSite>>;
  let folder: string;

  beforeAll(async () => {
    const stations = await readProject("stations");
    const large = nextVersion(stations, "2.0.0", {
      stations: (rows) => [
        ...rows,
        ...hostile.map((name, index): Row => ({ id: `n-${String(index).padStart(4, "0")}`, name })),
      ],
      observations: () =>
        Array.from({ length: manyDays }, (_, number) => ({
          station_id: "harbour",
          day: dayOf(number),
          value: (number * 7919) % 1000,
        })),
    });
    site = await collectSite(await cutAll(await readProject("harbour"), large));
    served = await serveSite(site);
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), "sourcebook-explorer-"));
    for (const [path, bytes] of site) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  const linesOf = (path: string): readonly string[] =>
    (parse(site.get(path) ?? "", { raw: true, columns: true }) as { raw: string }[]).map(
      ({ raw }) => raw,
    );
  const shownCells = (page: Page, column: number): Promise<string[]> =>
    page.locator(`.rows tbody td:nth-child(${column + 1})`).allTextContents();
  const saying = (page: Page, words: string) =>
    page.locator(".explorer-status").getByText(words, { exact: true }).waitFor();

  const selection = (page: Page): Locator =>
    page.getByRole("button", { name: /^Download \d+ rows? \(CSV\)$/ });

  async function downloadOf(page: Page, button: Locator): Promise<Buffer> {
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    return await readFile(await download.path());
  }

  test("rows stand on the page from the first moment, and until there are others", async () => {
    const { page, faults } = await watchedPage(browser, served.base);
    await page.addInitScript(() => {
      const counts: number[] = [];
      Reflect.set(globalThis, "rowCounts", counts);
      addEventListener("DOMContentLoaded", () => {
        const count = () => counts.push(document.querySelectorAll("#explorer tbody tr").length);
        count();
        const place = document.getElementById("explorer");
        if (place) new MutationObserver(count).observe(place, { childList: true, subtree: true });
      });
    });
    await page.goto(`${served.base}stations/2.0.0/tables/observations/index.html`);
    await saying(page, "12,001 rows.");
    const counts = (await page.evaluate(() => Reflect.get(globalThis, "rowCounts"))) as number[];
    expect(counts.length).toBeGreaterThan(1);
    expect(new Set(counts)).toEqual(new Set([50]));
    expect(faults).toEqual([]);
    await page.close();
  });

  test("sort, filter and search; the link leads back to it, and its rows come as they were released", async () => {
    const { page, faults } = await watchedPage(browser, served.base);
    await page.goto(`${served.base}harbour/1.0.0/tables/statements/index.html`);
    const canonical = String(site.get("harbour/1.0.0/files/views/statements.csv"));
    const rows = parse(canonical, { columns: true }) as Record<string, string>[];

    await page.getByRole("button", { name: "Subject", exact: true }).click();
    await page.getByRole("button", { name: "Subject", exact: true }).click();
    await page
      .getByRole("columnheader", { name: "Subject" })
      .and(page.locator("[aria-sort=descending]"))
      .waitFor();
    await page.getByRole("button", { name: "Filter and describe Modality" }).click();
    await page.getByRole("checkbox", { name: /^Asserted/ }).check();
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("searchbox", { name: "Search" }).fill("BOATS");

    const expected = rows
      .filter(({ modality }) => modality === "asserted")
      .filter((row) => Object.values(row).join("\n").toLowerCase().includes("boats"))
      .toSorted(({ subject: a = "" }, { subject: b = "" }) => (a === b ? 0 : a < b ? 1 : -1));
    expect(expected.length).toBeGreaterThan(0);
    await saying(page, `${expected.length} of ${rows.length} rows.`);
    expect(await shownCells(page, 1)).toEqual(expected.map(({ claim_id }) => claim_id));

    const again = await watchedPage(browser, served.base);
    await again.page.goto(page.url());
    await saying(again.page, `${expected.length} of ${rows.length} rows.`);
    expect(await shownCells(again.page, 1)).toEqual(expected.map(({ claim_id }) => claim_id));

    const [header = ""] = canonical.split(/(?<=\n)/);
    const lines = linesOf("harbour/1.0.0/files/views/statements.csv");
    const expectedLines = expected.map((row) => lines[rows.indexOf(row)]);
    expect(String(await downloadOf(page, selection(page)))).toBe(header + expectedLines.join(""));
    expect([...faults, ...again.faults]).toEqual([]);
  });

  test("a table in parts is paged, searched and downloaded without loading all of it", async () => {
    const { page, faults } = await watchedPage(browser, served.base);
    const parts: string[] = [];
    page.on("request", (request) => {
      const [part] = /rows-\d+\.js$/.exec(request.url()) ?? [];
      if (part) parts.push(part);
    });
    await page.goto(`${served.base}stations/2.0.0/tables/observations/index.html`);
    await saying(page, "12,001 rows.");
    await page.getByRole("button", { name: "Last" }).click();
    await page.getByText("12,001 to 12,001 of 12,001").waitFor();
    expect(await shownCells(page, 2)).toEqual([dayOf(12_000)]);
    expect(parts).toEqual(["rows-0.js", "rows-2.js"]);

    await page.goto(
      `${served.base}stations/2.0.0/tables/observations/index.html#where.day=is:${dayOf(7000)}`,
    );
    await page
      .locator(".explorer-status")
      .getByText(/^1 of 12,001 rows\. 1 part of 3 read/)
      .waitFor();
    await page.goto(
      `${served.base}stations/2.0.0/tables/observations/index.html#where.value=range:995;&sort=-value`,
    );
    const path = "stations/2.0.0/files/data/observations.csv";
    const rows = parse(site.get(path) ?? "", { columns: true }) as { value: string }[];
    const lines = linesOf(path);
    const chosen = [...rows.keys()]
      .filter((row) => Number(rows[row]?.value) >= 995)
      .sort((a, b) => Number(rows[b]?.value) - Number(rows[a]?.value));
    await saying(page, `${chosen.length} of 12,001 rows.`);
    expect(String(await downloadOf(page, selection(page)))).toBe(
      `station_id,day,value\n${chosen.map((row) => lines[row]).join("")}`,
    );
    expect(faults).toEqual([]);
  });

  test("every text is shown as it is, and nothing is made of it", async () => {
    const { page, faults } = await watchedPage(browser, served.base);
    await page.goto(`${served.base}stations/2.0.0/tables/stations/index.html#where.id=contains:n-`);
    await saying(page, `${hostile.length} of ${hostile.length + 3} rows.`);
    await page.getByLabel("Rows on a page").selectOption("250");
    const shown: string[] = [];
    while (shown.length < hostile.length) {
      if (shown.length > 0) await page.getByRole("button", { name: "Next" }).click();
      await page.locator(".pager-place", { hasText: `${shown.length + 1} to ` }).waitFor();
      shown.push(...(await shownCells(page, 2)));
    }
    expect(shown).toEqual(hostile);
    expect(await page.locator(".rows tbody :is(script, img, svg, b)").count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test("the keyboard sorts, filters and comes back to where it was", async () => {
    const { page } = await watchedPage(browser, served.base);
    await page.goto(`${served.base}harbour/1.0.0/tables/claims/index.html`);
    await page.getByRole("searchbox").focus();
    const focused = () =>
      page.evaluate(() => {
        const { activeElement: element } = document;
        return element?.getAttribute("aria-label") ?? element?.textContent;
      });
    const tabTo = async (words: string): Promise<void> => {
      for (let step = 0; step < 60; step += 1) {
        if ((await focused()) === words) return;
        await page.keyboard.press("Tab");
      }
      throw new Error(`Tab never reached ${words}`);
    };
    await tabTo("Predicate");
    await page.keyboard.press("Enter");
    const values = await shownCells(page, 4);
    expect(values).toEqual(values.toSorted());
    await tabTo("Filter and describe Modality");
    await page.keyboard.press("Enter");
    await tabTo("Kind of filter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Escape");
    expect(await focused()).toBe("Filter and describe Modality (filtered)");
    expect(page.url()).toMatch(/#where\.modality=in%3A\w+&sort=predicate$/);
  });

  test("from disk: from a mark in a picture to the marked words, and the picture as PNG", async () => {
    const origin = `file://${folder}/`;
    const { page, faults } = await watchedPage(browser, origin);
    await page.goto(`${origin}harbour/1.0.0/figures/index.html`);
    const picture = page.locator("section", { has: page.locator("#timeline") });
    const png = await downloadOf(page, picture.getByRole("button", { name: "Picture as PNG" }));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.length).toBeGreaterThan(10_000);
    await page.locator('[aria-labelledby="figures-by-claimant"] svg.chart-wide a').first().click();
    await page.waitForURL(/record\/claims\//);
    await page.locator("mark").first().waitFor();
    await page.goto(`${origin}harbour/1.0.0/tables/claims/index.html#sort=-id`);
    await page.locator(".rows tbody a").first().click();
    await page.waitForURL(/record\/claims\//);
    expect(faults).toEqual([]);
  });

  test("nothing keeps anybody out (axe), and every width fits", async () => {
    const axe = await readFile(
      createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
      "utf8",
    );
    const { page, faults } = await watchedPage(browser, served.base);
    const violations: unknown[] = [];
    const look = async (path: string, prepare?: () => Promise<void>): Promise<void> => {
      await page.goto("about:blank");
      await page.goto(served.base + path);
      await prepare?.();
      await page.evaluate(axe);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        for (const width of [360, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          const surplus = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect({ path, width, surplus }).toEqual({ path, width, surplus: 0 });
          const found = await page.evaluate(async () => {
            const { axe } = window as unknown as {
              axe: { run(): Promise<{ violations: Violation[] }> };
            };
            return (await axe.run()).violations.map(({ id, nodes }) => ({
              id,
              nodes: nodes.map(({ html }) => html).slice(0, 3),
            }));
          });
          violations.push(...found.map((each) => ({ path, colorScheme, width, ...each })));
        }
      }
    };
    await look(
      "harbour/1.0.0/tables/claims/index.html#where.modality=in:asserted&sort=id",
      async () => {
        await page.locator(".chosen").waitFor();
      },
    );
    await look("harbour/1.0.0/tables/claims/index.html", async () => {
      await page.getByRole("button", { name: "Filter and describe Date as stated" }).click();
    });
    await look("harbour/1.0.0/figures/index.html", async () => {
      for (const twin of await page.locator(".twin summary").all()) await twin.click();
    });
    await look("stations/2.0.0/figures/index.html");
    expect(violations).toEqual([]);
    expect(faults).toEqual([]);
  }, 120_000);
});

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}
