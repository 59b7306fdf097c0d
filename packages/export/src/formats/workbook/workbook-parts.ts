import { xmlText } from "./xml-text.ts";

/** What stands in the properties of a workbook. */
export interface WorkbookFacts {
  readonly title: string;
  readonly creator?: string;
  readonly version: string;
  /** RFC 3339. */
  readonly created?: string;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageNamespace = "http://schemas.openxmlformats.org/package/2006";
const officeNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The path of the part that holds a sheet, by its place among the tabs from 1. */
export const sheetPath = (number: number): string => `xl/worksheets/sheet${number}.xml`;

/** The part `[Content_Types].xml`. */
export function contentTypesXml(sheets: number): string {
  const override = (path: string, type: string) =>
    `<Override PartName="/${path}" ContentType="${type}"/>`;
  return [
    declaration,
    `<Types xmlns="${packageNamespace}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override("xl/workbook.xml", `${sheetType}.sheet.main+xml`),
    override("xl/styles.xml", `${sheetType}.styles+xml`),
    override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ...counting(sheets).map((number) => override(sheetPath(number), `${sheetType}.worksheet+xml`)),
    "</Types>\n",
  ].join("");
}

/** The part `_rels/.rels`. */
export const rootRelationsXml: string = [
  declaration,
  `<Relationships xmlns="${packageNamespace}/relationships">`,
  `<Relationship Id="rId1" Type="${officeNamespace}/officeDocument" Target="xl/workbook.xml"/>`,
  `<Relationship Id="rId2" Type="${packageNamespace}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
  "</Relationships>\n",
].join("");

/** The part `xl/workbook.xml`: the tabs in their order. */
export function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, index) =>
      `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return [
    declaration,
    `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${officeNamespace}">`,
    '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000" tabRatio="800"/></bookViews>',
    `<sheets>${sheets.join("")}</sheets>`,
    "</workbook>\n",
  ].join("");
}

/** The part `xl/_rels/workbook.xml.rels`. */
export function workbookRelationsXml(sheets: number): string {
  return [
    declaration,
    `<Relationships xmlns="${packageNamespace}/relationships">`,
    ...counting(sheets).map(
      (number) =>
        `<Relationship Id="rId${number}" Type="${officeNamespace}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
    ),
    `<Relationship Id="rId${sheets + 1}" Type="${officeNamespace}/styles" Target="styles.xml"/>`,
    "</Relationships>\n",
  ].join("");
}

/** The part `docProps/core.xml`: no time but the one that was given. */
export function corePropertiesXml({ title, creator, version, created }: WorkbookFacts): string {
  const time = (name: string) =>
    created === undefined
      ? ""
      : `<dcterms:${name} xsi:type="dcterms:W3CDTF">${xmlText(created)}</dcterms:${name}>`;
  return [
    declaration,
    `<cp:coreProperties xmlns:cp="${packageNamespace}/metadata/core-properties" `,
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ',
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${xmlText(title)}</dc:title>`,
    creator === undefined ? "" : `<dc:creator>${xmlText(creator)}</dc:creator>`,
    `<cp:version>${xmlText(version)}</cp:version>`,
    time("created"),
    time("modified"),
    "</cp:coreProperties>\n",
  ].join("");
}

const counting = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);
