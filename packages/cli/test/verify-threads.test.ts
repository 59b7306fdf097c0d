import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cutRelease, type ProveTables, rowWork, verifyRelease } from "@sourcebook/export";
import { checkProject, proveTables } from "@sourcebook/ingest";
import fc from "fast-check";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";
import { linesOfVisits, visit, visitsHeader, writeVisits } from "./support/visits.ts";

/** Cuts a release of visits and returns its folder. */
async function cutVisits(
  project: string,
  lines: readonly string[],
  hasJson = true,
): Promise<string> {
  const exports = hasJson ? ["csv", "json"] : ["csv"];
  await writeVisits(project, `${[visitsHeader, ...lines].join("\n")}\n`, exports);
  const { dataset, issues } = await checkProject(project);
  if (dataset === undefined) throw new Error(JSON.stringify(issues));
  const releasesFolder = join(project, "releases");
  return (await cutRelease(dataset, { releasesFolder, toolVersion: "0.0.0" })).folder;
}

/** Puts other bytes in the place of a file of a release, and makes all hashes right again. */
async function replaceFile(
  release: string,
  path: string,
  change: (text: string) => string,
): Promise<void> {
  const before = await readFile(join(release, path), "latin1");
  const after = Buffer.from(change(before), "latin1");
  await writeFile(join(release, path), after);
  const replaceHash = async (list: string, bytes: Buffer, old: string, more?: [string, string]) => {
    const text = await readFile(join(release, list), "utf8");
    let next = text.replace(old, sha256(bytes));
    if (more) next = next.replace(...more);
    await writeFile(join(release, list), next);
    return { before: sha256(Buffer.from(text)), after: Buffer.from(next) };
  };
  const old = Buffer.from(before, "latin1");
  const sizes = [`"bytes": ${old.length},`, `"bytes": ${after.length},`] as [string, string];
  const descriptor = await replaceHash("datapackage.json", after, sha256(old), sizes);
  await replaceHash("SHA256SUMS", after, sha256(old));
  await replaceHash("SHA256SUMS", descriptor.after, descriptor.before);
}

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** By threads, in pieces of a few records; tells whether they proved it. */
async function verifyByThreads(release: string) {
  let isProved = false;
  const prove: ProveTables = async (tables) => {
    const rows = await proveTables(tables, {
      forms: rowWork,
      leastBytes: 0,
      threads: 2,
      pieceBytes: 90,
    });
    isProved = rows !== undefined;
    return rows;
  };
  const { findings } = await verifyRelease(release, { prove });
  return { findings, isProved };
}

const visits = "data/visits.csv";
const places = "data/places.csv";
const json = "json/visits.json";

const someVisits = [
  "0,p0,1.5,1988-07-31,true,a,open,https://example.org/a",
  '3,p7,-0.25,,false,b,"open, ""or not""",',
  "7,,,,,,,",
  '9,p7,1000,2024-02-29,true,a,"open\nor not",urn:x:y',
  "12,p0,,,,,open \u00e9,",
];

// Cut once, and copied for each change.
const sound = await mkdtemp(join(tmpdir(), "sourcebook-verified-"));
afterAll(() => rm(sound, { recursive: true }));
const withJson = await cutVisits(join(sound, "json"), someVisits);
const withoutJson = await cutVisits(join(sound, "plain"), someVisits, false);

async function copyOf(release: string): Promise<string> {
  const copy = join(await tempFolder(), "release");
  await cp(release, copy, { recursive: true });
  return copy;
}

test("threads prove releases that are as they were cut", async () => {
  for (const release of [withJson, withoutJson]) {
    expect(await verifyByThreads(release)).toEqual({ findings: [], isProved: true });
  }
});

/** What someone may have made of a release, and whether it is still one that a cut may have made. */
const changes: readonly (readonly [
  what: string,
  path: string,
  change: (text: string) => string,
])[] = [
  ["CRLF", visits, (text) => text.replaceAll("\n", "\r\n")],
  ["CRLF behind one record", visits, (text) => text.replace(/\n$/, "\r\n")],
  ["a byte-order mark", visits, (text) => `\u00ef\u00bb\u00bf${text}`],
  ["a space in the header", visits, (text) => text.replace("id,", "id ,")],
  ["quotes in the header", visits, (text) => text.replace("id,", '"id",')],
  ["columns in another order", visits, (text) => text.replace("place,share", "share,place")],
  ["no header", visits, (text) => text.slice(text.indexOf("\n") + 1)],
  ["a column more", visits, (text) => text.replaceAll(/(link|)\n/g, "$1,\n")],
  ["no line end at the end", visits, (text) => text.slice(0, -1)],
  ["an empty line at the end", visits, (text) => `${text}\n`],
  ["a place that there is not", visits, (text) => text.replace(",p7,", ",p3,")],
  ["another number of a row", visits, (text) => text.replace("\n9,", "\n99,")],
  ["an id that stands twice", visits, (text) => text.replace("\n9,", "\n7,")],
  ["a number in another form", visits, (text) => text.replace(",1.5,", ",1.50,")],
  ["true in capitals", visits, (text) => text.replace(",true,", ",TRUE,")],
  ["a day that is none", visits, (text) => text.replace("1988-07-31", "1988-02-31")],
  ["a code that is none", visits, (text) => text.replace(",a,", ",c,")],
  ["quotes that need not be", visits, (text) => text.replace(",a,", ',"a",')],
  ["a quote left open", visits, (text) => `${text}61,,,,,,"x`],
  ["bytes that are no text", visits, (text) => text.replace("open", "op\u00ffn")],
  ["a control character", visits, (text) => text.replace("open", "op\u0001n")],
  ["a place less", places, (text) => text.replace("p7\n", "")],
  ["a place twice", places, (text) => `${text}p7\n`],
  ["places in another order", places, (text) => text.replace("p0\np7", "p7\np0")],
  ["other words in JSON", json, (text) => text.replace("open", "shut")],
  ["other spaces in JSON", json, (text) => text.replaceAll(",\n", " ,\n")],
  ["a row less in JSON", json, (text) => text.replace(/,\n[^\n]*\n\]/, "\n]")],
  ["no JSON", json, (text) => text.slice(0, -5)],
];

test.each(changes)("threads and one row after the other say the same of %s", async (...about) => {
  const [, path, change] = about;
  // Rows that JSON has otherwise would never be proved, whatever is wrong with them.
  const release = await copyOf(path === json ? withJson : withoutJson);
  const before = await readFile(join(release, path));
  await replaceFile(release, path, change);
  expect(await readFile(join(release, path))).not.toEqual(before);
  const { findings } = await verifyRelease(release);
  // Hashes that are not right would keep everyone from looking at rows.
  expect(
    findings.filter(({ code }) => code !== "content-invalid" && code !== "versions-disagree"),
  ).toEqual([]);
  expect((await verifyByThreads(release)).findings).toEqual(findings);
});

const edits = fc.record({
  at: fc.nat(),
  removed: fc.integer({ min: 0, max: 2 }),
  added: fc.string({
    unit: fc.constantFrom(...'p07,"\n\r aT1-.;\u0001\u00c3\u00a9'),
    maxLength: 2,
  }),
  path: fc.constantFrom(visits, visits, visits, places, json),
});
const releases = fc.record({
  cells: fc.array(visit, { minLength: 1, maxLength: 30 }),
  hasJson: fc.boolean(),
  all: fc.array(edits, { maxLength: 2 }),
});

test("threads and one row after the other say the same of releases that were changed anywhere", {
  timeout: 300_000,
}, async () => {
  const root = await tempFolder();
  let number = 0;
  let proved = 0;
  const property = fc.asyncProperty(releases, async ({ cells, hasJson, all }) => {
    number += 1;
    const project = join(root, String(number));
    const release = await cutVisits(project, linesOfVisits(cells, 7), hasJson);
    expect(await verifyByThreads(release)).toEqual({ findings: [], isProved: true });
    for (const { path, at, removed, added } of all) {
      if (path === json && !hasJson) continue;
      await replaceFile(release, path, (text) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + added + text.slice(place + removed);
      });
    }
    const { findings } = await verifyRelease(release);
    const byThreads = await verifyByThreads(release);
    expect(byThreads.findings).toEqual(findings);
    if (byThreads.isProved) proved += 1;
    await rm(project, { recursive: true });
  });
  // To find the smallest release that fails would take longer than a test may.
  await fc.assert(property, { numRuns: 25, endOnFailure: true });
  expect(proved).toBeGreaterThan(0);
});

test("a large release is verified by threads, a small one is not", async () => {
  const proofs: (number | undefined)[] = [];
  const ingest = await import("@sourcebook/ingest");
  const project = await tempFolder();
  const small = await cutVisits(project, someVisits);
  const tables = (release: string): Promise<unknown> =>
    verifyRelease(release, {
      prove: async (given) => {
        const rows = await ingest.proveTables(given, { forms: rowWork });
        proofs.push(rows?.get("visits"));
        return rows;
      },
    });
  await tables(small);
  const many = Array.from({ length: 120_000 }, (_, id) => {
    const address = `https://example.org/${"a".repeat(50)}/${id}`;
    return `${id},p0,1.5,1988-07-31,true,a,open,${address}`;
  });
  const other = await tempFolder();
  const large = await cutVisits(other, many);
  await tables(large);
  expect(proofs).toEqual([undefined, 120_000]);
  expect(await runCli("verify", large)).toMatchObject({ code: 0 });

  // Where keys cannot be put aside, rows are read as those of a small one are.
  vi.stubEnv("TMPDIR", join(other, "nowhere"));
  onTestFinished(() => void vi.unstubAllEnvs());
  await tables(large);
  expect(proofs).toEqual([undefined, 120_000, undefined]);
  expect(await runCli("verify", large)).toMatchObject({ code: 0 });
});
