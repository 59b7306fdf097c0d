// EDGE: network. A release that a web server holds, file by file.
import { SourcebookError } from "@sourcebook/schema";
import type { OpenedRelease } from "./open-release.ts";
import { signaturePath, sumsPath, versionsPath } from "./release-paths.ts";
import { DamagedFile, type ReleaseEntry } from "./release-reader.ts";
import { parseSums } from "./sha256-sums.ts";

/**
 * Opens a release by the address of its folder.
 *
 * A server does not tell what else it has: files that do not belong to the release go unnoticed.
 *
 * @throws SourcebookError `IO` when the server cannot be asked
 */
export async function openUrl(address: string): Promise<OpenedRelease & { kind: "url" }> {
  const base = new URL(address.endsWith("/") ? address : `${address}/`);
  const files = new Map<string, Uint8Array>();
  for (const path of [sumsPath, signaturePath]) {
    const bytes = await fetchSmall(new URL(path, base));
    if (bytes) files.set(path, bytes);
  }
  const { sums } = parseSums(Buffer.from(files.get(sumsPath) ?? []).toString());
  const entries = [...files.keys(), ...sums.keys()]
    .toSorted()
    .map((path): ReleaseEntry => ({ path, kind: "file", bytes: 0 }));
  return {
    kind: "url",
    placeName: decodeURIComponent(base.pathname.split("/").at(-2) ?? ""),
    beside: new URL("../", base).href,
    async readVersions() {
      const bytes = await fetchSmall(new URL(`../${versionsPath}`, base));
      return bytes && { text: Buffer.from(bytes).toString(), isCutting: false };
    },
    reader: {
      entries,
      async *read(path) {
        const bytes = files.get(path);
        if (bytes) yield bytes;
        else yield* fetchFile(new URL(path, base));
      },
    },
    faults: [],
  };
}

// Of a list or a signature. A file of the release may have any size: it is not kept.
const mostBytes = 1 << 26;
const patienceMs = 600_000;

/** A small file as a whole, or `undefined` when the server has none. */
async function fetchSmall(url: URL): Promise<Uint8Array | undefined> {
  const response = await ask(url);
  if (isAbsent(response)) return undefined;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of bodyOf(url, response)) {
    bytes += part.length;
    if (bytes > mostBytes) throw refused(url, "it sends far more than such a file has");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function* fetchFile(url: URL): AsyncGenerator<Uint8Array, undefined> {
  const response = await ask(url);
  if (isAbsent(response)) throw new DamagedFile("is not on the server");
  yield* bodyOf(url, response);
  return undefined;
}

async function ask(url: URL): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
  } catch (cause) {
    throw refused(url, "it does not answer", cause);
  }
  if (response.ok || isAbsent(response)) return response;
  throw refused(url, `it answers ${response.status} ${response.statusText}`);
}

const isAbsent = ({ status }: Response): boolean => status === 404 || status === 410;

async function* bodyOf(url: URL, { body }: Response): AsyncGenerator<Uint8Array, undefined> {
  try {
    for await (const part of body ?? []) yield part;
  } catch (cause) {
    throw refused(url, "it breaks off", cause);
  }
  return undefined;
}

const refused = (url: URL, why: string, cause?: unknown): SourcebookError =>
  new SourcebookError("IO", {
    what: `The server did not give a file: ${why}`,
    where: { path: url.href },
    fix: "check the address, or try again later",
    cause,
  });
