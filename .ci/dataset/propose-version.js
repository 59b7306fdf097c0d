// EDGE: turns pending changesets into a pull request that moves versions and changelogs, or brings it up to date.
// usage: node propose-version.js <base branch>
import { readdirSync } from "node:fs";
import { changesetVersion, gh, git, say } from "./programs.js";

const [base = "main"] = process.argv.slice(2);
const branch = `changeset-release/${base}`;
const title = "Version";
const body = `Merging this releases what the changesets on \`${base}\` tell of.`;
const pending = readdirSync(".changeset").filter((name) => /^[a-z0-9].*\.md$/.test(name));

if (pending.length === 0) say("No changesets are pending");
else {
  git("switch", "--quiet", "--force-create", branch);
  say(changesetVersion());
  git("add", "--all");
  git("commit", "--quiet", "--message", title);
  git("push", "--quiet", "--force", "origin", branch);
  // Whatever comes next works on the base branch, as it was.
  git("switch", "--quiet", "--detach", `${branch}~1`);
  const open = ["--head", branch, "--state", "open", "--json", "number", "--jq", ".[].number"];
  const [number] = gh("pr", "list", ...open).split("\n");
  if (number) say(`Pull request ${number} is up to date`);
  else say(gh("pr", "create", "--head", branch, "--base", base, "--title", title, "--body", body));
}
