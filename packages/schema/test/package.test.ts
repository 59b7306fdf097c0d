import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// What a user gets: the package as it would be published, installed far from this workspace.
const run = promisify(execFile);
const home = join(import.meta.dirname, "..");
const bin = (name: string) => join(home, "node_modules/.bin", name);
const rootBin = (name: string) => join(home, "../../node_modules/.bin", name);
let project = "";

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "sourcebook-consumer-"));
  await run("npm", ["pack", "--pack-destination", project], { cwd: home });
  const tarball = (await readdir(project)).find((name) => name.endsWith(".tgz")) ?? "";
  await writeFile(
    join(project, "package.json"),
    JSON.stringify({ name: "consumer", type: "module", private: true }),
  );
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  await run("npm", ["install", ...quiet, `./${tarball}`], { cwd: project });
  for (const name of ["good.ts", "bad.ts", "page.ts"])
    await copyFile(join(import.meta.dirname, "consumer", name), join(project, name));
  // Its dependencies come from the registry: how long that takes is not ours.
}, 300_000);

afterAll(() => rm(project, { recursive: true, force: true }));

const compile = (file: string, options: readonly string[]) =>
  run(
    rootBin("tsc"),
    [
      ...["--strict", "--exactOptionalPropertyTypes", "--target", "es2023", "--types", ""],
      ...["--lib", "es2023,dom", "--skipLibCheck", "false", "--outDir", "out", ...options, file],
    ],
    { cwd: project },
  ).then(
    () => "",
    ({ stdout }: { stdout: string }) => stdout,
  );

describe.each([
  ["nodenext", ["--module", "nodenext"]],
  ["bundler", ["--module", "esnext", "--moduleResolution", "bundler", "--resolveJsonModule"]],
] as const)("under module resolution %s", (_, options) => {
  test("a strict program compiles, its declarations included", async () => {
    expect(await compile("good.ts", options)).toBe("");
  });

  test("a code that is not in a closed list does not", async () => {
    expect(await compile("bad.ts", options)).toMatch(
      /^bad\.ts\(9,3\): error TS2322: Type '"certain"' is not assignable/,
    );
  });
});

test("the program validates a good and a bad row and lists a codelist", async () => {
  await compile("good.ts", ["--module", "nodenext"]);
  const program = 'import("./out/good.js").then((m) => console.log(JSON.stringify(m.result)))';
  const { stdout } = await run(process.execPath, ["-e", program], { cwd: project });
  expect(JSON.parse(stdout)).toMatchInlineSnapshot(`
    {
      "acts": [
        "writes",
        "publishes",
        "quotes",
      ],
      "bad": [
        "modality: cell-code",
        "date: cell-format",
        "date_text: cell-required",
      ],
      "columns": [
        "id",
        "source_id",
        "subject_id",
      ],
      "differences": 0,
      "good": [],
      "issues": [
        "codelist-unknown",
        "schema-key",
      ],
      "primaryKey": [
        "id",
      ],
      "summer": {
        "earliest": "1988-06-01",
        "latest": "1988-08-31",
      },
    }
  `);
});

test("the samples of the README compile", async () => {
  const readme = await readFile(join(home, "README.md"), "utf8");
  const samples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, sample = ""]) => sample);
  const prelude = `
    import type { CodelistEntry, Model } from "@sourcebook/schema";
    declare const schema: object, kinds: readonly CodelistEntry[], before: Model, after: Model;
    void [schema, kinds, before, after];
  `;
  for (const [index, sample] of samples.entries()) {
    await writeFile(join(project, `sample${index}.ts`), prelude + sample);
    expect(await compile(`sample${index}.ts`, ["--module", "nodenext"])).toBe("");
  }
  expect(samples.length).toBe(3);
});

test("schemas, the dialect and codelists can be had by their names", async () => {
  const names = [
    "schemas/claims.schema.json",
    "schemas/dialect/schema.json",
    "schemas/dialect/vocabulary.json",
    "codelists/predicates.csv",
  ];
  const program = names.map(
    (name) => `console.log(import.meta.resolve("@sourcebook/schema/${name}"))`,
  );
  await writeFile(join(project, "names.mjs"), program.join("\n"));
  const { stdout } = await run(process.execPath, ["names.mjs"], { cwd: project });
  const files = stdout
    .trim()
    .split("\n")
    .map((url) => new URL(url));
  expect(files.map(existsSync)).toEqual(names.map(() => true));
  expect((await readFile(files[3] ?? "", "utf8")).split("\n")[0]).toBe(
    "code,title,description,deprecated,replaced_by,group,subject_types,object_types,value",
  );
});

const bundle = async (source: string) => {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: project, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
  });
  return outputFiles[0]?.text ?? "";
};

test("one validator brings no other table with it, no ajv and no eval", async () => {
  const code = await bundle(
    'import { validateNames } from "@sourcebook/schema/validate"; console.log(validateNames({}));',
  );
  const strangers = [
    "predicate",
    "subject_id",
    "expression",
    "replaced_by",
    "ajv",
    "eval",
    "Function(",
  ];
  expect(strangers.filter((word) => code.includes(word))).toEqual([]);
  expect(code).toContain("first_start");
  expect(code.length).toBeLessThan(16_000);
});

// The path can be given; Debian's own is the default.
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const hasChromium = existsSync(chromium);
if (!hasChromium && process.env.CI) throw new Error(`${chromium} is not there, and CI needs it`);
if (!hasChromium)
  process.stderr.write(`\nSKIPPED: no ${chromium}, so nothing runs in a browser.\n`);

test.runIf(hasChromium)(
  "a page that forbids eval validates rows in a browser",
  async () => {
    const app = await bundle(await readFile(join(project, "page.ts"), "utf8"));
    const server = createServer((request, response) => {
      response.setHeader("content-security-policy", "default-src 'none'; script-src 'self'");
      const isApp = request.url === "/app.js";
      response.setHeader("content-type", isApp ? "text/javascript" : "text/html; charset=utf-8");
      response.end(isApp ? app : '<!doctype html><script type="module" src="/app.js"></script>');
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
    const { stdout } = await run(chromium, [
      ...flags,
      `--user-data-dir=${join(project, "browser")}`,
      "--virtual-time-budget=5000",
      "--dump-dom",
      `http://127.0.0.1:${port}/`,
    ]).finally(() => server.close());
    const [, shown = ""] = /<body>(.*)<\/body>/s.exec(stdout) ?? [];
    expect(JSON.parse(shown)).toEqual({
      isEvalRefused: true,
      good: [],
      bad: ["first_start: cell-required", "kin: field-unknown", "occurrences: cell-range"],
    });
  },
  60_000,
);

test("publint and are-the-types-wrong have nothing to say", async () => {
  const publint = await run(bin("publint"), ["--strict", "--pack", "npm"], { cwd: home });
  expect(publint.stdout).toContain("All good!");
  const types = await run(
    bin("attw"),
    ["--pack", ".", "--profile", "esm-only", "--format", "ascii"],
    {
      cwd: home,
    },
  );
  expect(types.stdout).not.toMatch(/^.*(?:🥴|❌|🎭|👺|🚭|🐛).*$/mu);
}, 60_000);
