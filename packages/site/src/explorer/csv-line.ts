/**
 * Writes cells as a line of CSV, by the rules of a release's canonical files: quoted where a cell holds a comma, a
 * quotation mark or a line end; a single empty cell too, because a line with nothing on it is no record to most
 * readers.
 */
export function csvLine(cells: readonly string[]): string {
  const [only] = cells;
  if (cells.length === 1 && only === "") return '""\n';
  return `${cells.map(csvCell).join(",")}\n`;
}

const csvCell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
