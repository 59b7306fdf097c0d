import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { cutRelease, verifyRelease } from "../src/index.ts";
import { readSignature } from "../src/ssh-signature.ts";
import { temporaryFolder } from "./support/folders.ts";
import { tinyDataset } from "./support/tiny-dataset.ts";

const keys = temporaryFolder();
const releasesFolder = temporaryFolder();
const maintainer = "releases@example.org";
const namespace = "sourcebook-release";
let folder: string;
let zip: string;

beforeAll(async () => {
  makeKey("maintainer", "-t", "ed25519", "-N", "");
  makeKey("stranger", "-t", "ed25519", "-N", "");
  makeKey("locked", "-t", "ed25519", "-N", "secret");
  makeKey("rsa", "-t", "rsa", "-b", "2048", "-N", "");
  allow("allowed", `${maintainer} namespaces="${namespace}"`, "maintainer");
  const signingKey = join(keys, "maintainer");
  const cut = await cutRelease(tinyDataset(), { releasesFolder, toolVersion: "0.0.0", signingKey });
  folder = cut.folder;
  zip = cut.zip ?? "";
});

test("ssh-keygen verifies what we sign, and signs it alike", () => {
  const said = spawnSync(
    "ssh-keygen",
    [
      "-Y",
      "verify",
      "-f",
      "allowed",
      "-I",
      maintainer,
      "-n",
      namespace,
      "-s",
      join(folder, "SHA256SUMS.sig"),
    ],
    { cwd: keys, input: readFileSync(join(folder, "SHA256SUMS")), encoding: "utf8" },
  );
  expect(said).toMatchObject({ status: 0, stdout: expect.stringContaining("Good") });

  copyFileSync(join(folder, "SHA256SUMS"), join(keys, "SUMS"));
  execFileSync("ssh-keygen", ["-Y", "sign", "-q", "-f", "maintainer", "-n", namespace, "SUMS"], {
    cwd: keys,
  });
  const theirs = readFileSync(join(keys, "SUMS.sig"), "utf8");
  expect(readFileSync(join(folder, "SHA256SUMS.sig"), "utf8")).toBe(theirs);
});

test("a signed release verifies, and says who signed it when it is told whom to trust", async () => {
  const [fingerprint] = /SHA256:\S+/.exec(
    execFileSync("ssh-keygen", ["-l", "-f", join(keys, "maintainer.pub")], { encoding: "utf8" }),
  ) ?? [""];
  const anyone = await verifyRelease(folder);
  expect([anyone.findings, anyone.signature]).toEqual([[], { fingerprint }]);
  for (const path of [folder, zip]) {
    const trusting = await verifyRelease(path, { allowedSigners: join(keys, "allowed") });
    expect([trusting.findings, trusting.signature]).toEqual([
      [],
      { fingerprint, signedBy: maintainer },
    ]);
  }
});

test.each<[string, string, string, string]>([
  ["another key", maintainer, "stranger", "signer-unknown"],
  [
    "the key for another purpose only",
    `${maintainer} namespaces="git"`,
    "maintainer",
    "signer-unknown",
  ],
  [
    "the key until a time gone by",
    `${maintainer} valid-before="20200101Z"`,
    "maintainer",
    "signer-unknown",
  ],
  [
    "the key from a time to come",
    `${maintainer} valid-after="29990101Z"`,
    "maintainer",
    "signer-unknown",
  ],
])("a release is not trusted where the list allows %s", async (_, line, key, code) => {
  allow("others", line, key);
  const { findings } = await verifyRelease(folder, { allowedSigners: join(keys, "others") });
  expect(findings).toMatchObject([{ code, path: "SHA256SUMS.sig" }]);
});

test.each([
  [
    "times and purposes that fit",
    `${maintainer} namespaces="git,${namespace}",valid-after="20200101Z",valid-before="299901010000Z"`,
  ],
  ["no purpose at all", maintainer],
  ["principals in quotes", '"a b"'],
])("a release is trusted where the list has %s", async (_, line) => {
  allow("others", `# who signs\n\n${line}`, "maintainer");
  const { findings } = await verifyRelease(folder, { allowedSigners: join(keys, "others") });
  expect(findings).toEqual([]);
});

test.each([
  [`${maintainer} cert-authority ssh-ed25519 AAAA`],
  [`${maintainer} valid-before="20990101" ssh-ed25519 AAAA`],
  [`${maintainer} namespaces="*" ssh-ed25519 AAAA`],
  [`${maintainer} some-option="x" ssh-ed25519 AAAA`],
  ["ssh-ed25519 AAAA"],
  ["hello"],
])("a list that says %s is not understood", async (line) => {
  writeFileSync(join(keys, "odd"), `# comment\n${line}\n`);
  await expect(verifyRelease(folder, { allowedSigners: join(keys, "odd") })).rejects.toMatchObject({
    code: "USAGE",
    message: expect.stringContaining("line 2"),
  });
});

test("a signature that is missing, damaged, of another release or for another purpose is found", async () => {
  const path = join(folder, "SHA256SUMS.sig");
  const good = readFileSync(path, "utf8");
  const allowedSigners = join(keys, "allowed");
  const findWith = async (text: string) => {
    writeFileSync(path, text);
    return (await verifyRelease(folder, { allowedSigners })).findings.map(({ code }) => code);
  };
  writeFileSync(join(keys, "other"), "other bytes");
  execFileSync("ssh-keygen", ["-Y", "sign", "-q", "-f", "maintainer", "-n", namespace, "other"], {
    cwd: keys,
  });
  expect(await findWith(readFileSync(join(keys, "other.sig"), "utf8"))).toEqual([
    "signature-invalid",
  ]);

  copyFileSync(join(folder, "SHA256SUMS"), join(keys, "purpose"));
  execFileSync("ssh-keygen", ["-Y", "sign", "-q", "-f", "maintainer", "-n", "git", "purpose"], {
    cwd: keys,
  });
  expect(await findWith(readFileSync(join(keys, "purpose.sig"), "utf8"))).toEqual([
    "signature-invalid",
  ]);
  expect(await findWith("")).toEqual(["signature-invalid"]);

  rmSync(path);
  expect((await verifyRelease(folder)).findings).toEqual([]);
  expect((await verifyRelease(folder, { allowedSigners })).findings).toMatchObject([
    { code: "signature-missing", path: "SHA256SUMS.sig" },
  ]);
  writeFileSync(path, good);
  expect((await verifyRelease(folder, { allowedSigners })).findings).toEqual([]);
});

test("any one byte changed in a signature makes it invalid", () => {
  const sums = readFileSync(join(folder, "SHA256SUMS"));
  const good = readFileSync(join(folder, "SHA256SUMS.sig"), "latin1");
  expect(readSignature(good, sums)?.isValid).toBe(true);
  for (let at = 0; at < good.length; at += 1) {
    const byte = String.fromCharCode(good.charCodeAt(at) ^ 1);
    const read = readSignature(good.slice(0, at) + byte + good.slice(at + 1), sums);
    expect(read?.isValid ?? false, `byte ${at}`).toBe(false);
  }
});

test.each([
  ["locked", "passphrase"],
  ["rsa", "Ed25519"],
  ["maintainer.pub", "no private key"],
])("a release cannot be signed with %s, and none is cut", async (key, reason) => {
  const cut = cutRelease(tinyDataset({ version: "9.0.0" }), {
    releasesFolder,
    toolVersion: "0.0.0",
    signingKey: join(keys, key),
  });
  await expect(cut).rejects.toMatchObject({
    code: "USAGE",
    message: expect.stringContaining(reason),
  });
  await expect(verifyRelease(join(releasesFolder, "tiny", "9.0.0"))).rejects.toMatchObject({
    code: "IO",
  });
});

test("a key or a list that is not there is said to be missing", async () => {
  const signingKey = join(keys, "none");
  await expect(
    cutRelease(tinyDataset(), { releasesFolder, toolVersion: "0.0.0", signingKey }),
  ).rejects.toMatchObject({ code: "IO" });
  await expect(verifyRelease(folder, { allowedSigners: signingKey })).rejects.toMatchObject({
    code: "IO",
  });
});

function makeKey(name: string, ...options: string[]): void {
  execFileSync("ssh-keygen", ["-q", "-C", "a comment", "-f", join(keys, name), ...options]);
}

/** Writes a list that allows one key. */
function allow(file: string, line: string, key: string): void {
  writeFileSync(join(keys, file), `${line} ${readFileSync(join(keys, `${key}.pub`), "utf8")}`);
}
