import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";
import { visitsYaml } from "./support/visits-yaml.ts";

test("a cut takes from the last zip what is the same, and its own has the bytes it has without that", async () => {
  const folder = await tempFolder();
  const [project, other] = [join(folder, "project"), join(folder, "other")];
  const releases = join(folder, "releases");
  await makeProject(project);
  await cut(project, releases);
  await cp(releases, join(folder, "others"), { recursive: true });
  await cp(project, other, { recursive: true });
  expect(await readdir(join(project, ".sourcebook"))).toEqual([".gitignore", "zip-blocks-1"]);
  const index = await indexOf(project);
  const { zip, places } = JSON.parse(index.slice(index.indexOf("\n")));
  expect(zip).toBe(join(releases, "visits", "visits-1.0.0.zip"));
  expect(places.length).toBeGreaterThan(1);

  for (const each of [project, other]) await changeProject(each);
  await cut(project, releases);
  await cut(other, join(folder, "others"), "--no-cache");
  const zips = ["releases", "others"].map((name) =>
    readFile(join(folder, name, "visits", "visits-1.1.0.zip")),
  );
  const [kept, plain] = await Promise.all(zips);
  expect(kept?.equals(plain ?? Buffer.alloc(0))).toBe(true);
  expect(await indexOf(project)).toContain("visits-1.1.0.zip");
  expect(await indexOf(other)).toBe(index);
});

const indexOf = (project: string): Promise<string> =>
  readFile(join(project, ".sourcebook", "zip-blocks-1"), "utf8");

async function cut(project: string, releases: string, ...words: string[]): Promise<void> {
  const { code, stderr } = await runCli("cut", project, "--releases", releases, ...words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
}

async function makeProject(project: string): Promise<void> {
  await mkdir(join(project, "schemas"), { recursive: true });
  await writeFile(join(project, "schemas", "visits.schema.json"), JSON.stringify(schema));
  await writeFile(join(project, "dataset.yaml"), visitsYaml(["visits"], ["csv", "zip"]));
  await writeEdition(project, "1.0.0", "open");
}

const changeProject = (project: string): Promise<void> => writeEdition(project, "1.1.0", "closed");

/** One line of 9,000 says what it is told to. */
async function writeEdition(project: string, version: string, note: string): Promise<void> {
  const facts = { name: "visits", version, private: true };
  await writeFile(join(project, "package.json"), JSON.stringify(facts));
  const rows = Array.from({ length: 9000 }, (_, id) => {
    const words = Math.imul(id, 2_654_435_761).toString(36).repeat(25);
    return `${id},${id === 5000 ? note : words}\n`;
  });
  await writeFile(join(project, "visits.csv"), `id,note\n${rows.join("")}`);
}

const described = { title: "Field", description: "A field." };
const schema = {
  $schema: "https://w3id.org/sourcebook/dialect/1/schema",
  $id: "visits.schema.json",
  title: "visits",
  description: "Rows of visits.",
  table: { name: "visits", title: "visits", primaryKey: ["id"] },
  type: "object",
  properties: {
    id: { ...described, type: "integer", minimum: 0, examples: [1] },
    note: { ...described, type: "string", minLength: 1, maxLength: 200, examples: ["open"] },
  },
  required: ["id"],
  additionalProperties: false,
};
