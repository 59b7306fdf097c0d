import { createReadStream, existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cutRelease, verifyRelease, yankRelease } from "../src/index.ts";
import { temporaryFolder } from "./support/folders.ts";
import { tinyDataset } from "./support/tiny-dataset.ts";

const releasesFolder = temporaryFolder();
let server: Server;
let address: string;
/** What the server does with some paths, by their ends. */
let quirks: Readonly<Record<string, "absent" | "broken" | "refused" | "altered">> = {};

beforeAll(async () => {
  await cutRelease(tinyDataset(), { releasesFolder, toolVersion: "0.0.0" });
  server = createServer((request, response) => {
    const path = join(releasesFolder, new URL(request.url ?? "", "http://x").pathname);
    const [, quirk] = Object.entries(quirks).find(([end]) => path.endsWith(end)) ?? [];
    if (quirk === "absent" || !existsSync(path)) response.writeHead(404).end();
    else if (quirk === "refused") response.writeHead(503, "Not now").end();
    else if (quirk === "altered") response.end("altered");
    else if (quirk === "broken") {
      response.writeHead(200, { "content-length": "1000" });
      response.write("some", () => response.destroy());
    } else createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tiny/1.0.0`;
});
afterAll(() => server.close());

const verifyWith = async (some: typeof quirks, url: string = address) => {
  quirks = some;
  return verifyRelease(url);
};

test("a release is verified where a server holds it", async () => {
  const onDisk = await verifyRelease(join(releasesFolder, "tiny/1.0.0"));
  expect(onDisk.findings).toEqual([]);
  expect(await verifyWith({})).toEqual({ ...onDisk, path: address, kind: "url" });
  expect((await verifyWith({}, `${address}/`)).findings).toEqual([]);
});

test.each<[typeof quirks, object[]]>([
  [
    { "readings.csv": "absent" },
    [{ code: "file-changed", path: "data/readings.csv", message: "is not on the server" }],
  ],
  [{ "readings.csv": "altered" }, [{ code: "file-changed", path: "data/readings.csv" }]],
  [{ SHA256SUMS: "absent" }, [{ code: "file-missing", path: "SHA256SUMS" }]],
  [{ "versions.json": "altered" }, [{ code: "versions-disagree", path: "versions.json" }]],
  [{ "versions.json": "absent" }, []],
])("what a server has otherwise is found: %j", async (some, expected) => {
  expect((await verifyWith(some)).findings).toMatchObject(expected);
});

test.each<[typeof quirks, string]>([
  [{ "readings.csv": "refused" }, "503 Not now"],
  [{ "readings.csv": "broken" }, "breaks off"],
  [{ SHA256SUMS: "refused" }, "503 Not now"],
])("a server that cannot be read is no finding: %j", async (some, reason) => {
  await expect(verifyWith(some)).rejects.toMatchObject({
    code: "IO",
    message: expect.stringContaining(reason),
    where: { path: expect.stringContaining(address) },
  });
});

test("an address where nobody answers is named", async () => {
  const url = "http://127.0.0.1:1/tiny/1.0.0";
  await expect(verifyRelease(url)).rejects.toMatchObject({
    code: "IO",
    where: { path: `${url}/SHA256SUMS` },
  });
});

test("the release before is found beside the one on a server, and a yanked one is told", async () => {
  const dataset = tinyDataset({ version: "1.1.0" });
  await cutRelease(dataset, { releasesFolder, toolVersion: "0.0.0" });
  const next = address.replace("1.0.0", "1.1.0");
  const rebuild = { dataset, toolVersion: "0.0.0" };
  quirks = {};
  expect((await verifyRelease(next, { rebuild })).findings).toEqual([]);
  quirks = { "1.0.0/data/people.csv": "altered" };
  await expect(verifyRelease(next, { rebuild })).rejects.toMatchObject({ code: "VERIFY_FAILED" });
  quirks = { "1.0.0/SHA256SUMS": "absent" };
  await expect(verifyRelease(next, { rebuild })).rejects.toMatchObject({
    code: "VERIFY_FAILED",
    what: expect.stringContaining("has no SHA256SUMS"),
  });
  const yanked = { since: "2026-11-29", reason: "Measured indoors" };
  await yankRelease(join(releasesFolder, "tiny/1.0.0"), yanked);
  expect(await verifyWith({})).toMatchObject({ findings: [], yanked });
});
