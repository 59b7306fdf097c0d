/** What a document is written in, as far as its words can be had from it. */
export type DocumentKind = "text" | "markdown" | "html" | "docx" | "pdf";

const KINDS: Readonly<Record<string, DocumentKind>> = {
  htm: "html",
  html: "html",
  xhtml: "html",
  md: "markdown",
  markdown: "markdown",
  docx: "docx",
  pdf: "pdf",
};

const MEDIA_TYPES: Readonly<Record<DocumentKind, string>> = {
  text: "text/plain",
  markdown: "text/markdown",
  html: "text/html",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pdf: "application/pdf",
};

const endingOf = (file: string): string => file.slice(file.lastIndexOf(".") + 1).toLowerCase();

/** By the ending of its name; whatever has no known one is text. */
export const kindOf = (file: string): DocumentKind => {
  const ending = endingOf(file);
  return (Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined) ?? "text";
};

export const mediaTypeOf = (file: string): string =>
  endingOf(file) === "xhtml" ? "application/xhtml+xml" : MEDIA_TYPES[kindOf(file)];

/** What the first bytes of a document say it is, beyond doubt; `other` is something that is not read. */
export function sniffKind(bytes: Uint8Array): "html" | "docx" | "pdf" | "other" | undefined {
  const start = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  if (start.startsWith("%PDF-")) return "pdf";
  if (start.startsWith("PK\u0003\u0004")) return "docx";
  if (start.startsWith("{\\rtf") || start.startsWith("\u00d0\u00cf\u0011\u00e0")) return "other";
  return /^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype\s+html|html[\s>])/i.test(start)
    ? "html"
    : undefined;
}

/** The file of the document's plain text beside it. */
export const renditionOf = (file: string): string => `${file}.txt`;

/** The path of the text that quotes of a source refer to: its document, or the rendition of that. */
export const textPathOf = (file: string, hasRendition: boolean): string =>
  `documents/${hasRendition ? renditionOf(file) : file}`;
