/** Text inside a Markdown page or table cell: shown as it is, on one line. */
export function plain(text: string): string {
  return escaped(oneLine(text));
}

/** Text whose author marked names with backticks: those as code, the rest as it is. */
export function prose(text: string): string {
  return oneLine(text)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : escaped(part)))
    .join("");
}

/** Text as code: shown as it is, on one line, whatever it holds. */
export function code(text: string): string {
  const line = oneLine(text).replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  // A space keeps a backtick at either end apart from the fence; readers take it away again.
  const padding = /^`|`$/.test(line) ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** A table; cells are Markdown already. A heading that ends in `:` has its column set to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(headings.map((heading) => heading.replace(/:$/, ""))),
    line(headings.map((heading) => (heading.endsWith(":") ? "---:" : "---"))),
    ...rows.map(line),
  ].join("\n");
}

/** A block of code in a language. */
export function codeBlock(language: string, lines: string): string {
  return `\`\`\`${language}\n${lines}\n\`\`\``;
}

/** A list, one item a line. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** A page of blocks, an empty line between them; blocks that are absent are left out. */
export function page(...blocks: readonly (string | undefined)[]): string {
  return `${blocks.filter((block) => block !== undefined && block !== "").join("\n\n")}\n`;
}

/** What a link to a heading of the same page leads to. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 _-]/g, "")
    .replaceAll(" ", "-");
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

const escaped = (text: string): string =>
  text
    .replace(/[\\`*<|&[~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\$&")
    // What would begin a heading, a quote or a list.
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/^[#>+=-]/, "\\$&");
