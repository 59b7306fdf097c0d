import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { sitemaps } from "../src/machines/sitemap.ts";
import { collectSite } from "./support/collect-site.ts";
import { nextHarbour } from "./support/edit-dataset.ts";
import { cutAll, readProject } from "./support/releases.ts";

const url = "https://example.org/data/";
let site: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  const harbour = await readProject("harbour");
  const hostile = { ...harbour, title: "Fire & </title><script>alert(1)</script>" };
  site = await collectSite(await cutAll(hostile, nextHarbour(hostile)), { url });
});

const read = (path: string): string => site.get(path)?.toString() ?? "missing";

test("the feed has every release, the newest first", () => {
  expect(read("harbour/releases.atom")).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom">
      <title>Releases of Fire &amp; &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>
      <id>https://example.org/data/harbour/</id>
      <link href="https://example.org/data/harbour/"/>
      <link rel="self" type="application/atom+xml" href="https://example.org/data/harbour/releases.atom"/>
      <updated>2026-01-02T00:00:00Z</updated>
      <author><name>Example Archive</name></author>
      <entry>
        <title>Fire &amp; &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;, version 2.0.0</title>
        <id>https://example.org/data/harbour/2.0.0/</id>
        <link href="https://example.org/data/harbour/2.0.0/"/>
        <updated>2026-01-02T00:00:00Z</updated>
        <summary>This is a major change: after 1.0.0 comes 2.0.0 or higher.</summary>
      </entry>
      <entry>
        <title>Fire &amp; &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;, version 1.0.0</title>
        <id>https://example.org/data/harbour/1.0.0/</id>
        <link href="https://example.org/data/harbour/1.0.0/"/>
        <updated>2026-01-01T00:00:00Z</updated>
        <summary>The first release.</summary>
      </entry>
    </feed>
    "
  `);
});

test("the sitemap has the pages that are worth finding, each as its canonical link says", () => {
  const listed = [...read("sitemap.xml").matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, it]) => it);
  const canonical = [...site]
    .filter(([path]) => path.endsWith(".html"))
    .flatMap(
      ([, bytes]) => /<link rel="canonical" href="([^"]*)"/.exec(bytes.toString())?.[1] ?? [],
    );
  expect(listed.toSorted()).toEqual(canonical.toSorted());
  expect(listed).toContain("https://example.org/data/harbour/record/entities/north-quay/");
  expect(listed).not.toContain("https://example.org/data/harbour/record/entities/town-council/");
  expect(listed.filter((address) => address?.includes("/latest/"))).toEqual([]);
});

test("more pages than one map may hold are an index of maps", () => {
  const paths = Array.from({ length: 50_001 }, (_, index) => `${index}/index.html`);
  const files = sitemaps(paths, url);
  expect([...files.keys()]).toEqual(["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
  expect(files.get("sitemap.xml")).toContain("<loc>https://example.org/data/sitemap-2.xml</loc>");
  expect(files.get("sitemap-2.xml")).toContain("<loc>https://example.org/data/50000/</loc>");
});

test("a page says what its dataset is in the words of schema.org, and no text can leave them", () => {
  const [, text = ""] =
    /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(
      read("harbour/1.0.0/index.html"),
    ) ?? [];
  const { distribution, ...rest } = JSON.parse(text);
  expect(rest).toMatchInlineSnapshot(`
    {
      "@context": "https://schema.org/",
      "@type": "Dataset",
      "citation": "Example Archive (2026-01-01): Fire & </title><script>alert(1)</script>, version 1.0.0 [dataset]",
      "creator": [
        {
          "@type": "Organization",
          "name": "Example Archive",
        },
      ],
      "datePublished": "2026-01-01",
      "description": "A made-up dataset that the tests cut.",
      "identifier": "harbour 1.0.0",
      "isAccessibleForFree": true,
      "keywords": [
        "fire",
        "harbour",
      ],
      "license": "https://spdx.org/licenses/CC-BY-4.0.html",
      "name": "Fire & </title><script>alert(1)</script>",
      "url": "https://example.org/data/harbour/1.0.0/",
      "version": "1.0.0",
    }
  `);
  for (const { contentUrl, contentSize, sha256 } of distribution) {
    const file = site.get(contentUrl.slice(url.length)) ?? Buffer.from("missing");
    expect(createHash("sha256").update(file).digest("hex")).toBe(sha256);
    expect(contentSize).toBe(`${file.length} B`);
  }
  expect(distribution).toHaveLength(14);
});

test("without an address nothing claims one", async () => {
  const bare = await collectSite(await cutAll(await readProject("stations")));
  const names = [...bare.keys()];
  expect(names.filter((name) => /sitemap|\.atom$/.test(name))).toEqual([]);
  expect(bare.get("stations/index.html")?.toString()).not.toContain("canonical");
});

test("latest leads to the newest release, page by page, with and without script", () => {
  const page = read("harbour/latest/tables/index.html");
  const to = "../../2.0.0/tables/index.html";
  expect(page).toContain(
    `<noscript><meta http-equiv="refresh" content="0; url=${to}"/></noscript>`,
  );
  expect(page).toContain(`<link rel="next" href="${to}"/>`);
  expect(page).toContain(`<a href="${to}"><bdi>Version 2.0.0</bdi></a>`);
});
