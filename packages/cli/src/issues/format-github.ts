import { posix } from "node:path";
import type { Issue } from "@sourcebook/schema";

/**
 * Renders issues as workflow commands, which GitHub shows beside the lines of a pull request.
 *
 * @param folder the project's folder as seen from the repository's root; "" when it is the root
 * @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function formatGithub(issues: readonly Issue[], folder = ""): string {
  return issues.map((issue) => `${formatCommand(issue, folder)}\n`).join("");
}

function formatCommand(issue: Issue, folder: string): string {
  const { file, line, column, code, severity, message, fix } = issue;
  const properties = [
    file === undefined ? undefined : `file=${property(posix.join(folder, file))}`,
    line === undefined ? undefined : `line=${line}`,
    column === undefined ? undefined : `col=${column}`,
    `title=${property(code)}`,
  ].filter((each) => each !== undefined);
  return `::${severity} ${properties.join(",")}::${text(`${message}\n${fix}`)}`;
}

const text = (value: string): string =>
  value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (value: string): string =>
  text(value).replaceAll(":", "%3A").replaceAll(",", "%2C");
