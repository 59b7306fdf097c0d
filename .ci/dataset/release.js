// EDGE: cuts the release of a version that was merged, and attaches it to a release on GitHub.
// usage: node release.js <project>
import { join } from "node:path";
import { gh, git, nameOf, say, sourcebook } from "./programs.js";

const [project = "."] = process.argv.slice(2);
const { version, pending, next, issues } = JSON.parse(sourcebook(["status", project, "--json"]));
const name = nameOf(project);

if (pending.changesets.length > 0) say(`${name} waits for the pull request that moves its version`);
else if (next === "nothing") say(`${name} ${version} is released, and nothing changed since`);
else if (next !== "cut") {
  throw new Error(`${name} cannot be released: ${issues.map(({ message }) => message).join(" ")}`);
} else {
  say(sourcebook(["cut", project]));
  const folder = join("releases", name);
  const release = join(folder, version);
  say(sourcebook(["verify", release]));
  const files = [`${name}-${version}.zip`, "versions.json"].map((file) => join(folder, file));
  const about = [
    "--title",
    `${name} ${version}`,
    "--notes-file",
    join(release, "changes/CHANGELOG.md"),
  ];
  const commit = git("rev-parse", "HEAD").trim();
  say(gh("release", "create", `${name}@${version}`, ...files, ...about, "--target", commit));
}
