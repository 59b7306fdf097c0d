import type { Policy, RuleId } from "@sourcebook/schema";
import type { FileChanges, PropertyChange } from "../diff/release-diff.ts";
import type { Survey } from "../diff/survey-releases.ts";
import { changesFolder, isCanonicalPath } from "../release-paths.ts";
import { bumpFor } from "./bump.ts";
import type { Finding } from "./finding.ts";
import { isLooserLicence } from "./licences.ts";
import { ruleOf } from "./rules.ts";
import { count } from "./sentences.ts";
import { levelOf } from "./tally.ts";

/** A finding that is not about rows. */
export function finding(
  policy: Policy,
  rule: RuleId,
  sentence: string,
  about: { case?: string; table?: string; fields?: readonly string[] } = {},
): Finding {
  return {
    rule,
    ...(about.case === undefined ? {} : { case: about.case }),
    bump: bumpFor(rule, about.case, policy),
    level: levelOf(rule, about.case),
    ...(about.table === undefined ? {} : { table: about.table }),
    ...(about.fields === undefined ? {} : { fields: about.fields }),
    sentence,
    remedy: ruleOf(rule).remedy,
  };
}

/** What the rules say of the release as a whole: its name, licence, description and files. */
export function judgeRelease(survey: Survey, policy: Policy): readonly Finding[] {
  return [
    ...survey.properties.flatMap((change) => judgeProperty(change, policy)),
    ...(survey.files ? judgeFiles(survey.files, survey, policy) : []),
  ];
}

function judgeProperty(change: PropertyChange, policy: Policy): readonly Finding[] {
  const { property, before, after } = change;
  switch (property) {
    case "name":
      return [finding(policy, "SV001", `The dataset ${before} is now named ${after}.`)];
    case "model":
      return [finding(policy, "SV001", `The model ${before} gave way to ${after}.`)];
    case "schema_version":
      return [judgeSchemaVersion(change, policy)];
    case "licence": {
      const isLooser = isLooserLicence(before ?? "", after ?? "");
      const about = isLooser ? { case: "looser" } : {};
      return [finding(policy, "SV021", `The licence ${before} gave way to ${after}.`, about)];
    }
    default: {
      const what =
        before === undefined ? "was added" : after === undefined ? "was removed" : "was edited";
      return [finding(policy, "SV032", `The ${property} ${what}.`)];
    }
  }
}

function judgeSchemaVersion({ before = "", after = "" }: PropertyChange, policy: Policy): Finding {
  const [oldMajor = "", oldMinor = ""] = before.split(".");
  const [major = "", minor = ""] = after.split(".");
  // Below 1.0 a minor version may break as well; what it breaks here, the other findings say.
  const step = major !== oldMajor ? "major" : minor !== oldMinor ? "minor" : "patch";
  const sentence = `The schema version ${before} gave way to ${after}.`;
  return finding(policy, "SV036", sentence, { case: step });
}

function judgeFiles(files: FileChanges, survey: Survey, policy: Policy): readonly Finding[] {
  const comeOrGone = new Set(
    survey.tables
      .filter(({ shape }) => shape.change !== "kept" || shape.renamed_from !== undefined)
      .flatMap(({ shape }) => [shape.table, shape.renamed_from]),
  );
  const touched = new Set(survey.tables.map(({ shape }) => shape.table));
  // Files of tables that came or went are told with the table; pages beside the data are no format.
  const ofData = (path: string): boolean => isData(path) && !comeOrGone.has(tableOf(path));
  const pages = [...files.added, ...files.removed].filter(
    (path) => !isData(path) && !path.startsWith(changesFolder),
  );
  const gone = byFolder([...files.removed, ...files.moved.map(({ from }) => from)].filter(ofData));
  const arrived = byFolder(files.added.filter(ofData));
  const rewritten = byFolder(files.rewritten);
  // Files that are not rows, such as data/csv-metadata.json, name the version and differ by nature.
  const otherBytes = files.changed.filter(
    (path) =>
      isCanonicalPath(path) && !touched.has(tableOf(path)) && !files.rewritten.includes(path),
  );
  return [
    ...rewritten.map(([folder, paths]) =>
      finding(policy, "SV017", `${filesIn(folder, paths)} written in another way.`),
    ),
    ...arrived.map(([folder, paths]) => finding(policy, "SV019", `${filesIn(folder, paths)} new.`)),
    ...gone.map(([folder, paths]) =>
      finding(policy, "SV020", `${filesIn(folder, paths)} gone or moved.`),
    ),
    ...(pages.length > 0
      ? [finding(policy, "SV032", `Pages beside the data came or went: ${pages.join(", ")}.`)]
      : []),
    ...otherBytes.map((path) =>
      finding(policy, "SV033", `${path} holds the same rows in other bytes.`),
    ),
  ];
}

const isData = (path: string): boolean => path.includes("/") && !path.startsWith(changesFolder);

/** The table that a file such as `json/claims.json` or `schema/claims.schema.json` is about. */
const tableOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1).split(".")[0] ?? "";

function byFolder(paths: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }
  return [...folders];
}

const filesIn = (folder: string, paths: readonly string[]): string =>
  `${count(paths.length, "file")} in ${folder} ${paths.length === 1 ? "is" : "are"}`;
