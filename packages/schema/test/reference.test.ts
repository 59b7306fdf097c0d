import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { referencePages } from "../scripts/reference-pages.ts";
import { documentary } from "../src/index.ts";

const folder = join(import.meta.dirname, "../../../docs/schema");
const pages = referencePages(documentary);

test("docs/schema is current: run `pnpm --filter @sourcebook/schema reference` when it is not", () => {
  const written = readdirSync(folder).map((name) => [
    name,
    readFileSync(join(folder, name), "utf8"),
  ]);
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(pages));
});

test("every table, column and code is in the reference", () => {
  const columns = Object.values(documentary.tables).flatMap(({ name, fields }) =>
    fields.filter((field) => !pages.get(`${name}.md`)?.includes(`| \`${field.name}\` |`)),
  );
  const codes = Object.values(documentary.codelists)
    .flat()
    .filter(({ code }) => !pages.get("codelists.md")?.includes(`| \`${code}\` |`));
  expect([columns, codes]).toEqual([[], []]);
});

test("links between the pages lead somewhere", () => {
  const links = [...pages].flatMap(([from, text]) =>
    [...text.matchAll(/\]\(([^)#]+)(?:#([^)]*))?\)/g)].map(([, to = "", anchor]) => ({
      from,
      to,
      anchor,
    })),
  );
  const broken = links.filter(
    ({ to, anchor }) => !pages.has(to) || (anchor && !pages.get(to)?.includes(`\n## ${anchor}\n`)),
  );
  expect(broken).toEqual([]);
  expect(links.length).toBeGreaterThan(50);
});
