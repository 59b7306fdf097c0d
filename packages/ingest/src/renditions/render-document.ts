// EDGE: starts a thread, and stops it when it takes too long or too much memory.
import { Worker } from "node:worker_threads";
import type { Issue } from "@sourcebook/schema";
import { nextMessage, workerLimits } from "../bounded-worker.ts";
import { decodeText } from "../decode-text.ts";
import { type DocumentKind, kindOf } from "../documents/document-kind.ts";
import { readZip, ZipFault } from "../tables/xlsx/read-zip.ts";
import type { RenditionAnswer, RenditionWork } from "./render-words.ts";
import { tidyText } from "./tidy-text.ts";

/** Raised by hand when the same document and libraries would give another text. */
export const RENDITION_VERSION = 1;

/** The plain text of a document and what made it, or why there is none. */
export type RenderedDocument =
  | {
      readonly ok: true;
      readonly text: string;
      readonly tool: string;
      /** A line of the text that the document marks as its title. */
      readonly title?: string;
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * Makes the plain text of a document that is not: the same bytes and the same versions give the same text.
 * Nothing in the document is run, and nothing that it names is fetched.
 *
 * @param file its bare name in `documents/`, by which its kind is known
 */
export async function renderDocument(file: string, bytes: Uint8Array): Promise<RenderedDocument> {
  const path = `documents/${file}`;
  const work = toWork(path, kindOf(file), bytes);
  if ("issues" in work) return { ok: false, issues: work.issues };
  const answer = await runWorker(work);
  if (answer.kind === "fault") return { ok: false, issues: [{ ...answer.fault, file: path }] };
  if (answer.kind === "failed") return { ok: false, issues: [failed(path, answer.reason)] };
  const text = tidyText(answer.text);
  if (text === "") return { ok: false, issues: [failed(path, "there are no words in it")] };
  const tool = [`sourcebook rendition ${RENDITION_VERSION}`, ...answer.libraries].join(", ");
  const title = tidyText(answer.title ?? "").trimEnd();
  const isLine = title !== "" && text.split("\n").includes(title);
  return { ok: true, text, tool, ...(isLine && { title }) };
}

const failed = (file: string, reason: string): Issue => ({
  code: "rendition-failed",
  severity: "error",
  message: `No plain text can be made of the document: ${reason}.`,
  fix: "Save its words as a .txt file with another program, look it through, and add that.",
  file,
});

// What a Word document may hold when it is unpacked: it is all in memory at once.
const MOST_UNPACKED = 64 * 1024 * 1024;

function toWork(
  file: string,
  kind: DocumentKind,
  bytes: Uint8Array,
): RenditionWork | { readonly issues: readonly Issue[] } {
  if (kind === "pdf") return { kind, bytes };
  if (kind === "docx") {
    const parts = readZip(Buffer.from(bytes), () => true, MOST_UNPACKED);
    return parts instanceof ZipFault ? { issues: [failed(file, parts.message)] } : { kind, bytes };
  }
  const encoding = kind === "html" ? statedEncoding(bytes) : undefined;
  const decoded = decodeText(bytes, { file, ...(encoding !== undefined && { encoding }) });
  if (!decoded.ok) return { issues: decoded.issues };
  return { kind: kind === "html" ? "html" : "markdown", text: decoded.text };
}

/** What a page says of itself within its first kilobyte, where HTML wants it. */
const statedEncoding = (bytes: Uint8Array): string | undefined =>
  /<meta\s[^>]*charset\s*=\s*["']?\s*([\w-]+)/i.exec(
    Buffer.from(bytes.subarray(0, 1024)).toString("latin1"),
  )?.[1];

async function runWorker(work: RenditionWork): Promise<RenditionAnswer> {
  const size = "text" in work ? work.text.length : work.bytes.length;
  const worker = new Worker(workerUrl(), { workerData: work, resourceLimits: workerLimits });
  try {
    const mostMemory = process.memoryUsage.rss() + 100_000_000 + size * 16;
    // How long that takes hangs on the machine, not on the document.
    const ready = await nextMessage<"ready">(worker, { mostMilliseconds: 30_000, mostMemory });
    if ("astray" in ready) return { kind: "failed", reason: ready.astray };
    const answer = await nextMessage<RenditionAnswer>(worker, {
      mostMilliseconds: 2500 + size / 2000,
      mostMemory,
    });
    return "astray" in answer ? { kind: "failed", reason: answer.astray } : answer.message;
  } finally {
    await worker.terminate();
  }
}

// Beside this file in the sources; an entry of its own beside the bundle.
const workerUrl = (): URL =>
  new URL(
    import.meta.url.endsWith(".ts") ? "./worker.ts" : "./rendition-worker.js",
    import.meta.url,
  );
