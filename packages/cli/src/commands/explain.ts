import { findRule, rules } from "@sourcebook/export";
import { closest, SourcebookError } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { explainRule } from "../explain-rule.ts";
import { readIssuesPage } from "../read-page.ts";

export const explain: Command = defineCommand({
  name: "explain",
  summary: "Say what an issue or a version rule means, with an example and the remedy",
  usage: "<code or rule>",
  maxPositionals: 1,
  options: {},
  async run({ values, positionals: [code] }, io) {
    const entries = new Map([
      ...parseEntries(await readIssuesPage()),
      ...rules.map((rule) => [rule.id, explainRule(rule)] as const),
    ]);
    if (code === undefined) {
      const codes = [...entries.keys()];
      io.stdout.write(values.json ? `${JSON.stringify({ codes })}\n` : `${codes.join("\n")}\n`);
      return exitCodes.fine;
    }
    const name = findRule(code)?.id ?? code;
    const text = entries.get(name);
    if (text === undefined) {
      const near = closest(code, entries.keys());
      throw new SourcebookError("USAGE", {
        what: `There is no issue and no rule "${code}"`,
        fix: near === undefined ? "See sourcebook explain for all codes" : `Did you mean ${near}?`,
      });
    }
    io.stdout.write(
      values.json
        ? `${JSON.stringify({ code: name, text })}\n`
        : `${name}\n\n${toPlainText(text)}\n`,
    );
    return exitCodes.fine;
  },
});

/** The entries of the page of issues, by code, in its order. */
function parseEntries(page: string): Map<string, string> {
  const [, ...sections] = page.split(/^## /m);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf("\n");
      return [section.slice(0, end).trim(), section.slice(end).trim()];
    }),
  );
}

// The little Markdown that the page uses says nothing on a terminal.
const toPlainText = (markdown: string): string =>
  markdown
    .replace(/^```.*\n([\s\S]*?)^```$/gm, (_, code: string) =>
      code.replace(/^/gm, "    ").trimEnd(),
    )
    .replaceAll("**", "");
