import { cp, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "./support/run-cli.ts";
import { Story } from "./support/story.ts";
import { findStorySubjects } from "./support/story-subjects.ts";
import { tempFolder } from "./support/temp-folder.ts";

/** A new project that releases CSV alone, and its first release. */
async function begin(name: string, ...words: readonly string[]): Promise<Story> {
  const story = new Story(join(await tempFolder(), name), name);
  expect(await runCli("init", story.project, ...words)).toMatchObject({ code: 0 });
  await story.replace("dataset.yaml", "exports: [csv, json, zip]", "exports: [csv]");
  await story.cutFirst();
  return story;
}

/** Whether a reader's expectations hold of a release. */
async function keeps(story: Story, expectations: string, version: string): Promise<boolean> {
  const file = join(story.project, "expectations.yaml");
  await writeFile(file, expectations);
  const { code } = await runCli("compat", file, story.release(version));
  return code === 0;
}

test("a dataset of documents, from its first release to one that breaks", async () => {
  const story = await begin("varholm", "--documentary");
  const source = "sources/lind-1921.yaml";
  const entities = "registry/entities.yaml";
  const judgements = "judgements/judgements.yaml";

  // Below 1.0.0, what breaks nothing is a patch.
  await story.take({
    edit: async () => {
      await story.replace(
        source,
        /$/,
        `
  - id: fire-in-harbour
    subject: harbour-fire
    predicate: took_place
    place: harbour
    quote: a fire broke out in the harbour
`,
      );
      await story.replace(source, "names:", "names:\n  harbour: [{ form: harbour, kind: full }]");
      await story.replace(entities, /$/, "\n  - { id: harbour, type: place, label: Harbour }\n");
    },
    findings: [
      "SV022 minor attributions",
      "SV022 minor claims",
      "SV022 minor entities",
      "SV022 minor evidence",
      "SV022 minor names",
    ],
    bump: "patch",
    version: "0.1.1",
  });

  // A recorded correction, and the maintainer's wish to promise more from now on.
  const record = (of: string) =>
    story.replace(judgements, /corrections:.*/, `corrections:\n  - { ${of} }`);
  await story.take({
    edit: async () => {
      await story.replace(entities, "label: Varholm", "label: Varholm town");
      await record("table: entities, id: varholm, field: label, since: 1.0.0, reason: In full.");
    },
    findings: ["SV023 patch entities"],
    words: ["--bump", "major"],
    bump: "major",
    version: "1.0.0",
  });
  await story.take({
    edit: async () => {
      await story.replace(entities, "label: Varholm town", "label: Varholm");
      await record("table: entities, id: varholm, field: label, since: 1.0.1, reason: In short.");
    },
    findings: ["SV023 patch entities"],
    bump: "patch",
    version: "1.0.1",
  });

  // The same without a record: the old one is spent.
  await story.take({
    edit: () => story.replace(entities, "label: Varholm", "label: Old Varholm"),
    findings: ["SV024 minor entities"],
    bump: "minor",
    version: "1.1.0",
  });

  const retire = (id: string) => story.replace(judgements, /retired:.*/, `retired:\n  - { ${id} }`);
  await story.take({
    edit: async () => {
      await story.replace(source, "place: harbour", "place: varholm");
      await story.replace(source, /\n {2}harbour: .*/, "");
      await story.replace(
        source,
        "- { form: Varholm, kind: full }",
        "- { form: Varholm, kind: full }\n    - { form: harbour, kind: description }",
      );
      await story.replace(entities, /\n {2}- \{ id: harbour,.*/, "");
      await retire(
        "table: entities, id: harbour, status: merged, replaced_by: varholm, since: 1.2.0, reason: One place.",
      );
    },
    findings: [
      "SV022 minor names",
      "SV027 minor claims",
      "SV027 minor entities",
      "SV027 minor names",
    ],
    bump: "minor",
    version: "1.2.0",
  });

  await story.take({
    edit: async () => {
      await story.replace(source, /\n {2}- id: fire-in-harbour[\s\S]*$/, "\n");
      await story.replace(
        judgements,
        "retired:",
        "retired:\n  - { table: claims, id: lind-1921.fire-in-harbour, status: withdrawn, since: 1.3.0, reason: Said twice. }",
      );
    },
    findings: ["SV025 minor attributions", "SV025 minor claims", "SV025 minor evidence"],
    bump: "minor",
    version: "1.3.0",
  });

  // Gone without a trace: whoever kept the id finds nothing.
  await story.take({
    edit: () => story.replace(source, /\n {2}- id: homes-lost[\s\S]*$/, "\n"),
    findings: [
      "SV026 major attributions",
      "SV026 major claims",
      "SV026 major quantities",
      "SV029 patch evidence",
    ],
    bump: "major",
    version: "2.0.0",
  });
  // An id that comes back stands in the way of everything, and no decision helps.
  await story.replace(entities, /$/, "\n  - { id: harbour, type: place, label: New harbour }\n");
  const back = await story.run("check", "--json");
  expect(JSON.parse(back.stdout).issues).toMatchObject([
    { code: "orphaned-entity", severity: "warning" },
    { code: "retired-id-used", severity: "error" },
  ]);
  expect(await story.verifyAll()).toEqual([
    "0.1.0",
    "0.1.1",
    "1.0.0",
    "1.0.1",
    "1.1.0",
    "1.2.0",
    "1.3.0",
    "2.0.0",
  ]);
}, 180_000);

test("a dataset of tables, and readers whose expectations break at a major version and only there", async () => {
  const story = await begin("towns");
  const places = "data/places.csv";
  const kinds = "schemas/codelists/place_kinds.csv";
  const byName = "tables: { places: { key: [id], fields: { name: string, kind: string } } }";
  const byKind = "tables: { places: { fields: { kind: { codes: [quay, office] } } } }";

  await story.take({
    edit: () => story.replace(places, /$/, "new-quay,New Quay,quay,1901\nweir,Weir,mill,1850\n"),
    findings: ["SV022 minor places"],
    words: ["--bump", "major"],
    bump: "major",
    version: "1.0.0",
  });
  await story.take({
    edit: async () => {
      await story.replace(places, /new-quay.*\n/, "");
      const line = "places,new-quay,merged,north-quay,1.1.0,Two names of one quay\n";
      await story.replace("data/retired_ids.csv", /$/, line);
    },
    findings: ["SV027 minor places"],
    bump: "minor",
    version: "1.1.0",
  });
  await story.take({
    edit: async () => {
      await story.replace(places, "quay,1888", "quay,1889");
      await story.replace(
        "dataset.yaml",
        /$/,
        `corrections:
  - { table: places, id: north-quay, field: opened, since: 1.1.1, reason: As in the register. }
`,
      );
    },
    findings: ["SV023 patch places"],
    bump: "patch",
    version: "1.1.1",
  });
  await story.take({
    edit: () => story.replace(places, "quay,1889", "quay,1890"),
    findings: ["SV024 minor places"],
    bump: "minor",
    version: "1.2.0",
  });
  await story.take({
    edit: async () => {
      await story.replace(places, "id,name", "id,label");
      await story.replace("schemas/places.schema.json", '"name": {', '"label": {');
      await story.replace(
        "schemas/places.schema.json",
        '["id", "name", "kind"]',
        '["id", "label", "kind"]',
      );
    },
    findings: ["SV002 major places", "SV008 minor places"],
    bump: "major",
    version: "2.0.0",
  });
  await story.take({
    edit: async () => {
      await story.replace(places, "House,office", "House,mill");
      await story.replace(kinds, /office.*\n/, "");
    },
    findings: ["SV011 major places", "SV024 minor places"],
    bump: "major",
    version: "3.0.0",
  });

  const versions = await story.verifyAll();
  const kept = async (expectations: string) => {
    const held: string[] = [];
    for (const version of versions) {
      if (await keeps(story, expectations, version)) held.push(version);
    }
    return held;
  };
  expect(await kept(byName)).toEqual(["0.1.0", "1.0.0", "1.1.0", "1.1.1", "1.2.0"]);
  expect(await kept(byKind)).toEqual(["0.1.0", "1.0.0", "1.1.0", "1.1.1", "1.2.0", "2.0.0"]);
}, 180_000);

test("the first dataset, once readers rely on it", async () => {
  const project = join(await tempFolder(), "seeds");
  await cp(join(import.meta.dirname, "../../../seeds"), project, { recursive: true });
  await cp(
    join(import.meta.dirname, "../../../.changeset/config.json"),
    join(project, ".changeset/config.json"),
  );
  const story = new Story(project, "iran-1988");
  await story.replace("dataset.yaml", /exports:\n(?: {2}- .*\n)+/, "exports: [csv]\n");
  await story.replace("package.json", /"version": ".*"/, '"version": "1.0.0"');
  await story.cutFirst();

  const { merge, withdraw } = await findStorySubjects(project);
  const events = "registry/events.yaml";
  const retired = "judgements/retired.yaml";
  const label = new RegExp(`(- id: ${merge.into}\n(?: {4}.*\n)*? {4}label: ).*`);
  await story.take({
    edit: async () => {
      await story.replace(merge.source, `: ${merge.from}\n`, `: ${merge.into}\n`);
      await story.replace(events, new RegExp(` {2}- id: ${merge.from}\n(?: {4}.*\n)+`), "");
      await story.replace(
        withdraw.source,
        new RegExp(`\n {2}- id: ${withdraw.claim}\n(?: {4}.*\n)+$`),
        "",
      );
      const claim = `${basename(withdraw.source, ".yaml")}.${withdraw.claim}`;
      await writeFile(
        join(project, retired),
        `retired:
  - { table: entities, id: ${merge.from}, status: merged, replaced_by: ${merge.into}, since: 1.1.0, reason: A story. }
  - { table: claims, id: ${claim}, status: withdrawn, since: 1.1.0, reason: A story. }
`,
      );
    },
    findings: [
      "SV025 minor attributions",
      "SV025 minor claims",
      "SV025 minor evidence",
      "SV027 minor claims",
      "SV027 minor entities",
    ],
    bump: "minor",
    version: "1.1.0",
  });
  await story.take({
    edit: () => story.replace(events, label, "$1Another label"),
    findings: ["SV024 minor entities"],
    bump: "minor",
    version: "1.2.0",
  });
  await story.take({
    edit: async () => {
      await story.replace(events, label, "$1A third label");
      await story.replace(
        retired,
        /$/,
        `corrections:
  - { table: entities, id: ${merge.into}, field: label, since: 1.2.1, reason: As printed. }
`,
      );
    },
    findings: ["SV023 patch entities"],
    bump: "patch",
    version: "1.2.1",
  });
  expect(await story.verifyAll()).toEqual(["1.0.0", "1.1.0", "1.2.0", "1.2.1"]);
}, 180_000);
