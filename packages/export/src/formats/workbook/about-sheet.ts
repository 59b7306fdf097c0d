import { styledText, textCell } from "./cells.ts";
import { styles } from "./styles.ts";
import { columnsXml, heightOf, linesIn, sheetOpening } from "./table-sheet.ts";
import { xmlText } from "./xml-text.ts";

/** One line of the list of sheets. */
export interface AboutEntry {
  readonly sheet: string;
  readonly title: string;
  readonly description: string;
  readonly rows: number;
}

/** What the first sheet of a workbook says. */
export interface About {
  readonly title: string;
  /** Paragraphs under the title. */
  readonly lines: readonly string[];
  readonly sheets: readonly AboutEntry[];
}

/** Writes the sheet that a workbook opens with: what it is, and a link to each other sheet. */
export function aboutSheet({ title, lines, sheets }: About): string {
  const rows: string[] = [row(1, [styledText("A1", title, styles.title)], ' ht="24"')];
  const merged: string[] = [];
  let number = 1;
  for (const line of lines) {
    number += 1;
    const cell = textCell(`A${number}`, line, { wrap: true });
    rows.push(row(number, [cell], heightOf(linesIn(line, sum(widths)))));
    merged.push(`<mergeCell ref="A${number}:C${number}"/>`);
  }
  number += 2;
  const header = ["sheet", "what it holds", "rows"];
  rows.push(
    row(
      number,
      header.map((name, index) => styledText(`${"ABC"[index]}${number}`, name, styles.header)),
    ),
  );
  const links: string[] = [];
  for (const entry of sheets) {
    number += 1;
    const words = `${entry.title}. ${entry.description}`;
    const cells = [
      styledText(`A${number}`, entry.sheet, styles.link),
      textCell(`B${number}`, words, { wrap: true }),
      `<c r="C${number}" s="${styles.integer}"><v>${entry.rows}</v></c>`,
    ];
    rows.push(row(number, cells, heightOf(linesIn(words, widths[1]))));
    const target = `'${entry.sheet.replaceAll("'", "''")}'!A1`;
    links.push(`<hyperlink ref="A${number}" location="${xmlText(target)}"/>`);
  }
  return [
    sheetOpening,
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>',
    '<sheetFormatPr defaultRowHeight="15"/>',
    columnsXml(widths),
    `<sheetData>${rows.join("")}</sheetData>`,
    merged.length === 0
      ? ""
      : `<mergeCells count="${merged.length}">${merged.join("")}</mergeCells>`,
    links.length === 0 ? "" : `<hyperlinks>${links.join("")}</hyperlinks>`,
    "</worksheet>\n",
  ].join("");
}

const widths = [24, 100, 10] as const;

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const row = (number: number, cells: readonly string[], attributes = ""): string =>
  `<row r="${number}"${attributes}>${cells.join("")}</row>`;
