import { loadLibrary } from "../tables/load-library.ts";
import type { FileFault } from "../tables/raw-table.ts";
import { libraryVersion } from "./library-version.ts";
import { renderHtml } from "./render-html.ts";
import { renderPdf } from "./render-pdf.ts";

/** A document whose words are wanted: its text, or its bytes where it is no text. */
export type RenditionWork =
  | { readonly kind: "html" | "markdown"; readonly text: string }
  | { readonly kind: "docx" | "pdf"; readonly bytes: Uint8Array };

export type RenditionAnswer =
  /** `libraries` took part, each with its version. */
  | {
      readonly kind: "words";
      readonly text: string;
      /** The only heading of the first rank, when there is one. */
      readonly title?: string | undefined;
      readonly libraries: readonly string[];
    }
  | { readonly kind: "fault"; readonly fault: FileFault }
  /** What a library says is wrong with the document. */
  | { readonly kind: "failed"; readonly reason: string };

const loaders = {
  "html-to-text": () => import("html-to-text"),
  mammoth: () => import("mammoth"),
  marked: () => import("marked"),
  unpdf: () => import("unpdf"),
} as const;

const librariesOf = {
  html: ["html-to-text"],
  markdown: ["marked", "html-to-text"],
  docx: ["mammoth", "html-to-text"],
  pdf: ["unpdf"],
} as const;

/** Loads the libraries for a kind of document beforehand; one that is missing is told when it is used. */
export async function loadLibraries(kind: RenditionWork["kind"]): Promise<void> {
  await Promise.allSettled(librariesOf[kind].map((name) => loaders[name]()));
}

/** Gets the words out of a document, by the library for its kind. */
export async function renderWords(work: RenditionWork): Promise<RenditionAnswer> {
  const libraries: string[] = [];
  const load = async <Library>(name: string, loader: () => Promise<Library>) => {
    const loaded = await loadLibrary(name, NAMES[work.kind], loader);
    if ("fault" in loaded) throw new Missing(loaded.fault);
    libraries.push(`${name} ${libraryVersion(name)}`);
    return loaded.library;
  };
  const words = async (html: string) => {
    const library = await load("html-to-text", loaders["html-to-text"]);
    const headings = [...html.matchAll(/<h1[\s>].{0,2000}?<\/h1>/gis)];
    const title = headings.length === 1 ? renderHtml(headings[0]?.[0] ?? "", library).trim() : "";
    return { text: renderHtml(html, library), ...(title !== "" && { title }) };
  };
  const readWords = async (): Promise<{ text: string; title?: string }> => {
    switch (work.kind) {
      case "html":
        return words(work.text);
      case "markdown": {
        const { marked } = await load("marked", loaders.marked);
        return words(marked.parse(work.text, { async: false }));
      }
      case "docx": {
        const { default: mammoth } = await load("mammoth", loaders.mammoth);
        const { value } = await mammoth.convertToHtml(
          { buffer: Buffer.from(work.bytes) },
          { convertImage: mammoth.images.imgElement(async () => ({ src: "" })) },
        );
        return words(withoutMarkup(value));
      }
      case "pdf":
        return { text: await renderPdf(work.bytes, await load("unpdf", loaders.unpdf)) };
    }
  };
  try {
    const read = await readWords();
    return { kind: "words", ...read, libraries };
  } catch (error) {
    if (error instanceof Missing) return { kind: "fault", fault: error.fault };
    const isDeep = error instanceof RangeError;
    return { kind: "failed", reason: isDeep ? "it nests too deep" : reasonOf(error) };
  }
}

/** Takes away what mammoth adds to the words: brackets around the mark of a note, and an arrow behind the note. */
const withoutMarkup = (html: string): string =>
  html
    .replaceAll(/(id="(?:foot|end)note-ref-\d+">)\[(\d+)\]/g, "$1$2")
    .replaceAll(/\s*<a href="#(?:foot|end)note-ref-\d+">↑<\/a>/g, "");

class Missing extends Error {
  readonly fault: FileFault;

  constructor(fault: FileFault) {
    super(fault.message);
    this.fault = fault;
  }
}

const NAMES = { html: "HTML", markdown: "Markdown", docx: "Word documents", pdf: "PDF" } as const;

/** A library's own words, in one short line. */
const reasonOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n")[0] ?? "").replace(/\.$/, "").slice(0, 200) || "it is damaged";
};
