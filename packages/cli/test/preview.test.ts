import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { main } from "../src/index.ts";
import { runCli } from "./support/run-cli.ts";
import { tempFolder } from "./support/temp-folder.ts";

const harbour = join(import.meta.dirname, "golden/harbour/project");

/** A preview in this process: its address, and a page of it as soon as it shows what is waited for. */
async function previewing(folder: string, ...options: readonly string[]) {
  const stop = new AbortController();
  let stdout = "";
  let resolve: (address: string) => void = () => {};
  const address = new Promise<string>((settle) => {
    resolve = settle;
  });
  const io = {
    stdout: {
      write(text: string) {
        stdout += text;
        if (stdout.includes("\n")) resolve(stdout.trim());
      },
    },
    stderr: { write: () => {} },
    signal: stop.signal,
  };
  const code = main(["preview", folder, "--releases", join(folder, "releases"), ...options], io);
  onTestFinished(async () => {
    stop.abort();
    await code;
  });
  const base = await address;
  const read = async (path: string) => await (await fetch(`${base}${path}`)).text();
  return {
    base,
    async pageWith(path: string, words: string): Promise<string> {
      for (;;) {
        const page = await read(path);
        if (page.includes(words)) return page;
        await new Promise((wake) => setTimeout(wake, 20));
      }
    },
    stop: () => {
      stop.abort();
      return code;
    },
  };
}

test("a project is shown as it is, with what is wrong with it, and again at every save", async () => {
  const folder = await tempFolder();
  await cp(harbour, folder, { recursive: true });
  const { base, pageWith, stop } = await previewing(folder);
  const path = "harbour/record/entities/north-quay/index.html";
  const page = await pageWith(path, "North Quay");
  expect(page).toContain("This is the project as its next release would show it");

  const registry = join(folder, "registry/entities.yaml");
  const text = await readFile(registry, "utf8");
  await writeFile(registry, text.replace("label: North Quay", "label: Quay of the North"));
  await pageWith(path, "<h1><bdi>Quay of the North</bdi></h1>");

  await writeFile(registry, `${text}\n  - [broken`);
  const broken = await pageWith(path, "[yaml-syntax]");
  expect(broken).toContain("below is the project as it last was without");
  expect(broken).toContain("<h1><bdi>Quay of the North</bdi></h1>");

  await writeFile(registry, text);
  const mended = await pageWith(path, "<h1><bdi>North Quay</bdi></h1>");
  expect(mended).not.toContain("[yaml-syntax]");

  expect(await stop()).toBe(130);
  await expect(fetch(base)).rejects.toThrow("fetch failed");
});

test("a project that has errors from the beginning shows them, and itself once they are mended", async () => {
  const folder = await tempFolder();
  await cp(harbour, folder, { recursive: true });
  const registry = join(folder, "registry/entities.yaml");
  const text = await readFile(registry, "utf8");
  await writeFile(registry, "- [broken");
  const { pageWith } = await previewing(folder);
  await pageWith("", "[yaml-syntax]");
  await writeFile(registry, text);
  await pageWith("harbour/index.html", "This is the project");
});

test("beside the last release, what the next one would change is shown", async () => {
  const folder = await tempFolder();
  await cp(harbour, folder, { recursive: true });
  await runCli("cut", folder, "--releases", join(folder, "releases"));
  const registry = join(folder, "registry/entities.yaml");
  const text = await readFile(registry, "utf8");
  await writeFile(registry, text.replace("label: North Quay", "label: Quay of the North"));
  const { pageWith } = await previewing(folder);
  const page = await pageWith("harbour/draft/changes/index.html", "<del");
  expect(page).toContain('<del dir="auto">North Quay</del>');
  expect(page).toContain('<ins dir="auto">Quay of the North</ins>');
});

test("what is no port and no project is told before anything listens", async () => {
  expect(await runCli("preview", harbour, "--port", "http")).toMatchObject({ code: 2, stdout: "" });
  expect(await runCli("preview", await tempFolder())).toMatchObject({ code: 2, stdout: "" });
});
