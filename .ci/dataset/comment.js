// EDGE: says what a pull request does to a dataset, on the page of the run and, with PULL_REQUEST, in a comment.
// usage: node comment.js <project>
import { appendFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gh, nameOf, say, sourcebook } from "./programs.js";

const [project = "."] = process.argv.slice(2);
// GitHub takes 65,536 characters.
const most = 60_000;

const page = sourcebook(["status", project, "--format", "markdown"], [1]);
const end = page.lastIndexOf("\n", most);
const text = page.length <= most ? page : `${page.slice(0, end)}\n\nThe rest is cut off here.\n`;
const body = `Dataset \`${nameOf(project)}\`\n\n${text}`;
say(body);
const { GITHUB_STEP_SUMMARY: summary, PULL_REQUEST: number, RUNNER_TEMP: folder } = process.env;
if (summary) appendFileSync(summary, body);
if (number) {
  const file = join(folder ?? tmpdir(), "dataset-comment.md");
  writeFileSync(file, body);
  gh("pr", "comment", number, "--edit-last", "--create-if-none", "--body-file", file);
}
