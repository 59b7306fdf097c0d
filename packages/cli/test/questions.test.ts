import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Answer,
  cutSeeds,
  loadIntoSqlite,
  type SeedsRelease,
} from "./support/release-of-seeds.ts";

const page = join(import.meta.dirname, "../../../docs/data/questions.md");

let seeds: SeedsRelease;
beforeAll(async () => {
  seeds = await cutSeeds();
});
afterAll(() => rm(seeds.releasesFolder, { recursive: true, force: true }));

// A query, and the table of its answer below it: the lines that start with a bar.
const QUERY = /(?<=```sql\n)(?<sql>.+?)(?=```\n)```\n\n(?:(?:\|[^\n]*\n)+\n)?/gsu;

test("every query of the page gives the table printed below it", async () => {
  const text = await readFile(page, "utf8");
  const queries = [...text.matchAll(QUERY)].map(({ groups }) => groups?.sql ?? "");
  const { answers } = await loadIntoSqlite(seeds.release, queries);
  const tables = answers.map(formatAnswer);
  const current = text.replace(QUERY, (_, sql: string) => `${sql}\`\`\`\n\n${tables.shift()}\n`);
  if (process.env.UPDATE_DOCS === "1") await writeFile(page, current);
  else expect(text, "UPDATE_DOCS=1 prints the answers anew").toBe(current);
});

test("the page asks twelve questions, each with one query that orders its rows", async () => {
  const sections = (await readFile(page, "utf8")).split(/^## /mu).slice(1);
  const shapes = sections.map((section) => ({
    number: /^\d+/u.exec(section)?.[0],
    queries: [...section.matchAll(QUERY)].map(({ groups }) =>
      /\nORDER BY .+;\n$/u.test(groups?.sql ?? ""),
    ),
    isRead: /\n\n[^|\n`].+\n\n?$/u.test(section),
  }));
  expect(shapes).toEqual(
    sections.map((_, index) => ({ number: `${index + 1}`, queries: [true], isRead: true })),
  );
  expect(shapes.length).toBe(12);
});

/** An answer as a Markdown table, an empty cell for what is not stated. */
function formatAnswer({ columns, rows }: Answer): string {
  const line = (cells: readonly (string | number | null)[]) =>
    `| ${cells.map((cell) => escapeCell(String(cell ?? ""))).join(" | ")} |\n`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("");
}

const escapeCell = (text: string): string =>
  text.replace(/\s+/gu, " ").replace(/[\\`*[\]<|]/gu, "\\$&");
