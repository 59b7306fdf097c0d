// EDGE: brings the release that a project is compared with from GitHub into `releases/`.
// usage: node fetch-release.js <project>
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gh, nameOf, say, sourcebook, unzip } from "./programs.js";

const [project = "."] = process.argv.slice(2);
const name = nameOf(project);
const list = ["--exclude-drafts", "--limit", "1000", "--json", "tagName", "--jq", ".[].tagName"];
// The newest stands first, and its list of versions names all of them.
const newest = gh("release", "list", ...list)
  .split("\n")
  .find((tag) => tag.startsWith(`${name}@`));

if (newest === undefined) say(`There is no release of ${name} yet`);
else {
  const folder = join("releases", name);
  mkdirSync(folder, { recursive: true });
  const download = (tag, file) =>
    gh("release", "download", tag, "--pattern", file, "--dir", folder, "--clobber");
  download(newest, "versions.json");
  const { versions } = JSON.parse(readFileSync(join(folder, "versions.json"), "utf8"));
  // As `cut` chooses: the last that is neither yanked nor a pre-release, where there is one.
  const standing = versions.filter(({ yanked }) => yanked === undefined);
  const from = standing.length > 0 ? standing : versions;
  const { version } = from.findLast((entry) => !entry.version.includes("-")) ?? from.at(-1);
  const archive = `${name}-${version}.zip`;
  download(`${name}@${version}`, archive);
  unzip(join(folder, archive), join(folder, version));
  say(sourcebook(["verify", join(folder, version)]));
}
