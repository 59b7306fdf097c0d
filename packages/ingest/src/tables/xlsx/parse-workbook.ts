import type { Parser } from "saxen";
import { isDateFormat } from "./serial-date.ts";
import { walkXml, XmlFault } from "./walk-xml.ts";

/** What the cells of any sheet of a workbook refer to. */
export interface Workbook {
  /** The part that holds each sheet, by its name, in the order of the workbook. */
  readonly sheets: ReadonlyMap<string, string>;
  readonly is1904: boolean;
  readonly sharedTexts: readonly string[];
  /** For each cell format, whether it shows a date or time. */
  readonly isDate: readonly boolean[];
}

export type XmlParts = ReadonlyMap<string, string>;

/** Whether a part of the package is needed to read cells. */
export const isPart = (name: string): boolean =>
  /^xl\/(?:workbook|styles|sharedStrings)\.xml$|^xl\/_rels\/workbook\.xml\.rels$|^xl\/worksheets\/[^/]+\.xml$/.test(
    name,
  );

export function parseWorkbook(parser: typeof Parser, parts: XmlParts): Workbook | XmlFault {
  const workbook = parts.get("xl/workbook.xml");
  if (workbook === undefined) return new XmlFault("it holds no workbook");
  const relations = parseRelations(parser, parts.get("xl/_rels/workbook.xml.rels") ?? "<r/>");
  const sharedTexts = parseSharedTexts(parser, parts.get("xl/sharedStrings.xml") ?? "<sst/>");
  const isDate = parseStyles(parser, parts.get("xl/styles.xml") ?? "<s/>");
  for (const part of [relations, sharedTexts, isDate]) if (part instanceof XmlFault) return part;
  const sheets = new Map<string, string>();
  let is1904 = false;
  const fault = walkXml(parser, workbook, {
    open(name, attributes) {
      if (name === "workbookPr") is1904 = /^(?:1|true)$/.test(attributes.date1904 ?? "");
      if (name !== "sheet") return;
      const target = (relations as ReadonlyMap<string, string>).get(attributes.id ?? "");
      if (target !== undefined) sheets.set(attributes.name ?? "", target);
    },
  });
  if (fault) return fault;
  return {
    sheets,
    is1904,
    sharedTexts: sharedTexts as readonly string[],
    isDate: isDate as readonly boolean[],
  };
}

function parseRelations(
  parser: typeof Parser,
  xml: string,
): ReadonlyMap<string, string> | XmlFault {
  const targets = new Map<string, string>();
  const fault = walkXml(parser, xml, {
    open(name, { Id = "", Target = "" }) {
      if (name === "Relationship") targets.set(Id, Target.replace(/^\/?(?:xl\/)?/, "xl/"));
    },
  });
  return fault ?? targets;
}

/** Rich text is its runs put together; the readings beside East Asian text are left out. */
function parseSharedTexts(parser: typeof Parser, xml: string): readonly string[] | XmlFault {
  const texts: string[] = [];
  let text = "";
  let isText = false;
  let isReading = false;
  const fault = walkXml(parser, xml, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") isReading = true;
      else if (name === "t") isText = !isReading;
    },
    close(name) {
      if (name === "si") texts.push(unescapeText(text));
      else if (name === "rPh") isReading = false;
      else if (name === "t") isText = false;
    },
    text(part) {
      if (isText) text += part;
    },
  });
  return fault ?? texts;
}

function parseStyles(parser: typeof Parser, xml: string): readonly boolean[] | XmlFault {
  const codes = new Map<number, string>();
  const isDate: boolean[] = [];
  let isCellFormat = false;
  const fault = walkXml(parser, xml, {
    open(name, { numFmtId = "0", formatCode = "" }) {
      if (name === "numFmt") codes.set(Number(numFmtId), formatCode);
      else if (name === "cellXfs") isCellFormat = true;
      else if (name === "xf" && isCellFormat) {
        isDate.push(isDateFormat(Number(numFmtId), codes.get(Number(numFmtId))));
      }
    },
    close(name) {
      if (name === "cellXfs") isCellFormat = false;
    },
  });
  return fault ?? isDate;
}

/** Spreadsheets write characters that XML cannot hold, and what looks like one so written, as `_x000D_`. */
export const unescapeText = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
