import type { Parser } from "saxen";

/** What a part of a workbook is read for. Names come without their prefixes. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** XML that cannot be read, in words. */
export class XmlFault {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

/** Walks through XML from its start to its end. Entities of its own, which could grow without bound, are none. */
export function walkXml(
  ParserClass: typeof Parser,
  xml: string,
  handler: XmlHandler,
): XmlFault | undefined {
  let fault: XmlFault | undefined;
  const stop = (error: Error) => {
    fault ??= new XmlFault(error.message);
  };
  if (/<!(?:DOCTYPE|ENTITY)/.test(xml)) return new XmlFault("it declares a document type");
  const decode = (text: string): string => {
    if (!text.includes("&")) return text;
    return text.replace(/&([^;]*);?/g, (reference, name: string) => {
      const character = decodeReference(name);
      if (character === undefined) fault ??= new XmlFault(`there is no entity ${reference}`);
      return character ?? "";
    });
  };
  const local = (name: string) => name.slice(name.indexOf(":") + 1);
  const parser = new ParserClass();
  parser.on("error", stop).on("warn", stop);
  parser.on("openTag", (name, attributes) => {
    if (fault !== undefined || handler.open === undefined) return;
    const decoded: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes())) decoded[local(key)] = decode(value);
    handler.open(local(name), decoded);
  });
  parser.on("closeTag", (name) => {
    if (fault === undefined) handler.close?.(local(name));
  });
  parser.on("text", (text) => {
    if (fault === undefined) handler.text?.(decode(withLineFeeds(text)));
  });
  parser.on("cdata", (text) => {
    if (fault === undefined) handler.text?.(withLineFeeds(text));
  });
  try {
    parser.parse(xml);
  } catch (error) {
    stop(error instanceof Error ? error : new Error(String(error)));
  }
  return fault;
}

/** @see https://www.w3.org/TR/xml/#sec-line-ends A return that is meant is written as `&#13;` or `_x000D_`. */
const withLineFeeds = (text: string): string =>
  text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;

const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** saxen's own way drops every character beyond U+FFFF, and lets unknown names pass. */
function decodeReference(name: string): string | undefined {
  if (Object.hasOwn(NAMED, name)) return NAMED[name];
  const digits = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  const [, hexadecimal, decimal] = digits ?? [];
  if (hexadecimal === undefined && decimal === undefined) return undefined;
  const point = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}
