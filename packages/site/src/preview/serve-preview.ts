// EDGE: network. Serves a planned site to this machine and to nobody else.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { SourcebookError } from "@sourcebook/schema";
import type { SiteFile } from "../site-file.ts";
import { type Request, route } from "./route.ts";

/** A site that is looked at while it is being made. */
export interface PreviewServer {
  /** `http://127.0.0.1:<port>/` */
  readonly address: string;
  /**
   * Puts a site in the place of the one before, and has open pages load again.
   *
   * @param revision the number that its pages bear: a page with another one is out of date
   */
  show(files: ReadonlyMap<string, SiteFile>, revision: number): void;
  close(): Promise<void>;
}

/**
 * Starts to listen, on 127.0.0.1 only.
 *
 * No request reaches the disk: a path is looked up among the files of the plan, and what is not there is
 * not found. A request that names another host is refused, so that no page elsewhere can read along.
 *
 * @param port any free one when it is 0
 * @throws SourcebookError `IO` when the port cannot be had
 */
export async function servePreview(port: number = 0): Promise<PreviewServer> {
  let shown: { files: ReadonlyMap<string, SiteFile>; revision: number } | undefined;
  const waiting = new Set<ServerResponse>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked: Request = {
      method: request.method ?? "",
      host: request.headers.host ?? "",
      target: request.url ?? "",
    };
    const at = server.address() as AddressInfo;
    const { status, headers, body, isChanges } = route(asked, at, shown?.files);
    response.writeHead(status, headers);
    if (isChanges && asked.method === "GET") {
      waiting.add(response);
      response.on("close", () => waiting.delete(response));
      response.flushHeaders();
      const revision = new URL(asked.target, "http://127.0.0.1").searchParams.get("revision");
      if (shown && revision !== String(shown.revision)) response.write(changeEvent);
      return;
    }
    if (asked.method === "HEAD") response.end();
    else if (typeof body === "string") response.end(body);
    else await pipeline(body.content(), response);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      // The reader went away, or a page could not be made: there is nothing whole to send any more.
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        new SourcebookError("IO", {
          what: `Port ${port} cannot be had: the system says ${error.code}`,
          fix: "give another one with --port, or none: then a free one is taken",
          cause: error,
        }),
      ),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    show(files, revision) {
      shown = { files, revision };
      for (const response of waiting) response.write(changeEvent);
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

const changeEvent = "event: change\ndata:\n\n";
