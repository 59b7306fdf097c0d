import { readFile } from "node:fs/promises";
import { parseHTML } from "linkedom";
import { beforeAll, expect, test } from "vitest";
import { palette } from "../../src/charts/palette.ts";
import { parseView } from "../../src/explorer/view.ts";
import { collectSite } from "../support/collect-site.ts";
import { cutAll, readProject } from "../support/releases.ts";

let site: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  site = await collectSite(
    await cutAll(await readProject("harbour"), await readProject("stations")),
  );
});

const page = "harbour/1.0.0/figures/index.html";

interface Shown {
  /** Title and address of each mark of the picture, as it is drawn for one width. */
  readonly marks: readonly { readonly title: string; readonly href: string }[];
  readonly rows: readonly {
    readonly cells: readonly string[];
    readonly hrefs: readonly string[];
  }[];
}

function show(id: string, size: "wide" | "narrow", at = page): Shown {
  const { document } = parseHTML(String(site.get(at)));
  const section = document.querySelector(`section[aria-labelledby="${id}"]`);
  const all = (selector: string, under: Element | null = section): Element[] => [
    ...(under?.querySelectorAll(selector) ?? []),
  ];
  return {
    marks: all(`svg.chart-${size} a`).flatMap((mark) => {
      const title = mark.querySelector("title")?.textContent;
      return title ? [{ title, href: mark.getAttribute("href") ?? "" }] : [];
    }),
    rows: all(".twin tbody tr").map((row) => ({
      cells: all("td", row).map((cell) => cell.textContent ?? ""),
      hrefs: all("a", row).map((link) => link.getAttribute("href") ?? ""),
    })),
  };
}

const sizes = ["wide", "narrow"] as const;

test.each(sizes)(
  "every date that is drawn %s stands in the table, and every row is drawn",
  (size) => {
    const { marks, rows } = show("timeline", size);
    expect(rows.length).toBeGreaterThan(0);
    const drawn = marks.flatMap(({ title, href }) => {
      const [, date = "", basis = ""] = /^(.*), (stated|inferred): /.exec(title) ?? [];
      const of = rows.filter(({ cells }) => cells[0] === date && cells[1]?.startsWith(basis));
      const [, view] = href.split("#");
      if (view === undefined) expect(of.map(({ hrefs }) => hrefs[0])).toEqual([href]);
      else {
        const field = basis === "stated" ? "date" : "date_inferred";
        expect(parseView(view, [{ name: field }]).filters[field]).toEqual({ op: "is", text: date });
      }
      return of;
    });
    expect(new Set(drawn)).toEqual(new Set(rows));
    expect(drawn).toHaveLength(rows.length);
  },
);

test.each(sizes)(
  "every number that is drawn %s leads to its claim, and stands in the table",
  (size) => {
    const { marks, rows } = show("figures-by-claimant", size);
    const addresses = new Map(rows.map(({ hrefs, cells }) => [hrefs[0], cells[1]]));
    expect(marks.length).toBeGreaterThan(0);
    for (const { title, href } of marks) {
      expect(title.startsWith(`${addresses.get(href)}: `), title).toBe(true);
    }
  },
);

test.each(sizes)("discs drawn %s say what the table says", (size) => {
  const { marks, rows } = show("who-says-it", size);
  const said = rows.map(({ cells: [who, source, said, passedOn] }) => ({
    words: `${who} in ${source}: ${said} ${said === "1" ? "claim" : "claims"} said, ${passedOn} passed on`,
  }));
  const words = new Set(said.map((each) => each.words));
  const discs = marks.filter(({ href }) => href.includes("#"));
  for (const { title } of discs) expect(words).toContain(title);
});

test("columns over a document count all its quotes", () => {
  const { marks, rows } = show("coverage", "wide");
  const drawn = marks.reduce((sum, { title }) => sum + Number(/: (\d+) quote/.exec(title)?.[1]), 0);
  const evidence = String(site.get("harbour/1.0.0/files/data/evidence.csv")).split("\n");
  expect(drawn).toBe(evidence.filter((line) => /,quote,/.test(line)).length);
  expect(rows.map(({ cells }) => cells[0])).toEqual(["The Harbour Fire", "Letter from the quay"]);
});

test("a dataset of tables has bars of its rows", () => {
  const { marks, rows } = show("growth", "wide", "stations/1.0.0/figures/index.html");
  expect(marks.map(({ title }) => title)).toEqual(
    rows.map(({ cells }) => `${cells[2]}: ${cells[3]} ${cells[3] === "1" ? "row" : "rows"}`),
  );
});

test("a picture as a file needs nothing else and leads nowhere", () => {
  const files = [...site].filter(([path]) => path.endsWith(".svg") && path.includes("/figures/"));
  expect(files.length).toBeGreaterThan(5);
  for (const [path, bytes] of files) {
    const text = String(bytes);
    expect(/\b(?:href|src)=|<a\b|<script|url\(|@import/.exec(text), path).toBeNull();
    expect(text, path).toContain("prefers-color-scheme:dark");
  }
});

test("the colours of such files are those of the site", async () => {
  const tokens = await readFile(new URL("../../src/design/tokens.css", import.meta.url), "utf8");
  const [light = "", dark = ""] = tokens.split("@media (prefers-color-scheme: dark)");
  for (const [name, value] of Object.entries(palette.light))
    expect(light).toContain(`${name}: ${value};`);
  for (const [name, value] of Object.entries(palette.dark))
    expect(dark).toContain(`${name}: ${value};`);
});
