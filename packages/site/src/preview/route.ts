import { posix } from "node:path";
import type { SiteFile } from "../site-file.ts";

/** What a preview is asked for. */
export interface Request {
  readonly method: string;
  /** The header, by which a browser says whom it thinks that it asks. */
  readonly host: string;
  /** The path and what follows it, as sent. */
  readonly target: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: SiteFile | string;
  /** The line stays open and tells of changes. */
  readonly isChanges?: boolean;
}

/** Where open pages wait to hear of changes. */
export const changesAddress = "/-/changes";

/**
 * Decides what a request gets: a file of the plan, or why not.
 *
 * @param at where the server listens: a request that names another host was led here by a page elsewhere
 *   (DNS rebinding)
 */
export function route(
  { method, host, target }: Request,
  at: { readonly port: number },
  files: ReadonlyMap<string, SiteFile> | undefined,
): Answer {
  if (host !== `127.0.0.1:${at.port}` && host !== `localhost:${at.port}`) {
    return refusal(403, "This preview answers to 127.0.0.1 and localhost only.");
  }
  if (method !== "GET" && method !== "HEAD") return refusal(405, "Only GET and HEAD.");
  const [path = ""] = target.split(/[?#]/, 1);
  if (path === changesAddress) {
    const headers = headersFor("text/event-stream");
    return { status: 200, headers, body: "", isChanges: true };
  }
  const file = findFile(path, files);
  if (file === undefined) return refusal(404, "There is no such page in this preview.");
  return { status: 200, headers: headersFor(mediaType(file.path)), body: file };
}

function findFile(
  path: string,
  files: ReadonlyMap<string, SiteFile> | undefined,
): SiteFile | undefined {
  if (!path.startsWith("/")) return undefined;
  const name = decode(path.slice(1));
  if (name === undefined) return undefined;
  return files?.get(name) ?? files?.get(posix.join(name, "index.html"));
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const refusal = (status: number, words: string): Answer => ({
  status,
  headers: headersFor("text/plain; charset=utf-8"),
  body: `${words}\n`,
});

const headersFor = (type: string): Readonly<Record<string, string>> => ({
  "content-type": type,
  "cache-control": "no-store",
  "content-security-policy": "frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
});

function mediaType(path: string): string {
  const type = mediaTypes[posix.extname(path)];
  return type ?? "application/octet-stream";
}

const mediaTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".xml": "application/xml",
  ".atom": "application/atom+xml",
};
