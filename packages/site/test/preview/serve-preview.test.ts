import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PreviewServer, servePreview } from "../../src/index.ts";
import { route } from "../../src/preview/route.ts";
import { textFile } from "../../src/site-file.ts";

const files = new Map(
  [
    textFile("index.html", () => "<p>root</p>"),
    textFile("a b/index.html", () => "<p>a b</p>"),
    textFile("assets/site.js", () => "1"),
  ].map((file) => [file.path, file]),
);
let server: PreviewServer;

beforeAll(async () => {
  server = await servePreview();
  server.show(files, 1);
});
afterAll(() => server.close());

/** Sends bytes as they are: no client mends the path or the headers. */
async function ask(target: string, host: string = new URL(server.address).host, method = "GET") {
  const socket = connect(Number(new URL(server.address).port), "127.0.0.1");
  socket.end(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n", 2);
  return { status: Number(head.split(" ")[1]), head, body };
}

test("a page is found by its path, its folder, and whatever follows a question mark", async () => {
  expect((await ask("/")).body).toContain("<p>root</p>");
  expect((await ask("/a%20b/")).body).toContain("<p>a b</p>");
  expect((await ask("/a%20b")).body).toContain("<p>a b</p>");
  const script = await ask("/assets/site.js?x=1#y");
  expect(script.status).toBe(200);
  expect(script.head).toMatch(/content-type: text\/javascript; charset=utf-8/i);
  expect(script.head).toMatch(/x-content-type-options: nosniff/i);
  expect((await ask("/", undefined, "HEAD")).body).toBe("");
});

test("a request that names another host is refused", async () => {
  const { port } = new URL(server.address);
  for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1", "", `[::1]:${port}`]) {
    expect((await ask("/", host)).status).toBe(403);
  }
  expect((await ask("/", `localhost:${port}`)).status).toBe(200);
});

test("no path leads out of the site", async () => {
  for (const path of [
    "/../package.json",
    "/%2e%2e/%2e%2e/package.json",
    "/..%2f..%2fetc/passwd",
    "/a b/../../../etc/passwd",
    "/etc/passwd",
    "//etc/passwd",
    "/%00",
    "/%",
    "/assets",
    "/__proto__",
  ]) {
    expect([path, (await ask(path)).status]).toEqual([path, path.includes(" ") ? 400 : 404]);
  }
});

test("nothing but files of the plan is ever answered with", () => {
  const part = fc.constantFrom("..", ".", "", "a b", "%2e%2e", "%5c", "index.html", "%", "\\");
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const request = { method: "GET", host: "localhost:1", target: `/${parts.join("/")}` };
      const { status, body } = route(request, { port: 1 }, files);
      if (status === 200) expect([...files.values()]).toContain(body);
      else expect(status).toBe(404);
    }),
  );
});

test("only reading is answered", async () => {
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    expect((await ask("/", undefined, method)).status).toBe(405);
  }
});

test("an open page hears of a change, also of one that came before it could listen", async () => {
  const { port } = new URL(server.address);
  const listen = async (revision: number) => {
    const socket = connect(Number(port), "127.0.0.1").setEncoding("utf8");
    socket.write(`GET /-/changes?revision=${revision} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    let heard = "";
    socket.on("data", (chunk) => {
      heard += chunk;
    });
    while (!heard.includes("\r\n\r\n")) await once(socket, "data");
    return {
      async change() {
        while (!heard.includes("event: change\ndata:\n\n")) await once(socket, "data");
        socket.destroy();
      },
      heard: () => heard.includes("event: change"),
    };
  };
  const upToDate = await listen(1);
  const late = await listen(0);
  await late.change();
  expect(upToDate.heard()).toBe(false);
  server.show(files, 2);
  await upToDate.change();
});

test("a port that is taken is said to be", async () => {
  await expect(servePreview(Number(new URL(server.address).port))).rejects.toMatchObject({
    code: "IO",
    what: expect.stringContaining("EADDRINUSE"),
  });
});
