import { styledText, textCell } from "./cells.ts";
import { styles } from "./styles.ts";
import { columnsXml, sheetOpening } from "./table-sheet.ts";
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
  const rows: string[] = [row(1, [styledText("A1", title, styles.title)])];
  let number = 1;
  for (const line of lines) {
    number += 1;
    rows.push(row(number, [textCell(`A${number}`, line, { wrap: false })]));
  }
  number += 2;
  const listStart = number;
  rows.push(
    row(
      number,
      ["sheet", "rows", "what it holds"].map((name, index) =>
        styledText(`${"ABC"[index]}${listStart}`, name, styles.header),
      ),
    ),
  );
  const links: string[] = [];
  for (const entry of sheets) {
    number += 1;
    rows.push(
      row(number, [
        styledText(`A${number}`, entry.sheet, styles.link),
        `<c r="B${number}" s="${styles.integer}"><v>${entry.rows}</v></c>`,
        textCell(`C${number}`, `${entry.title}. ${entry.description}`, { wrap: true }),
      ]),
    );
    const target = `'${entry.sheet.replaceAll("'", "''")}'!A1`;
    links.push(`<hyperlink ref="A${number}" location="${xmlText(target)}"/>`);
  }
  return [
    sheetOpening,
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>',
    '<sheetFormatPr defaultRowHeight="15"/>',
    columnsXml([26, 10, 110]),
    `<sheetData>${rows.join("")}</sheetData>`,
    links.length === 0 ? "" : `<hyperlinks>${links.join("")}</hyperlinks>`,
    "</worksheet>\n",
  ].join("");
}

const row = (number: number, cells: readonly string[]): string =>
  `<row r="${number}">${cells.join("")}</row>`;
