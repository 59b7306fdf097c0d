import {
  type Rebuild,
  type ReleaseSignature,
  rowWork,
  type Verification,
  verifyRelease,
} from "@sourcebook/export";
import { type CheckOptions, checkProject, proveTables } from "@sourcebook/ingest";
import { SourcebookError } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { formatColumns } from "../format-columns.ts";
import { formatNumber } from "../format-number.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { openWorkshop } from "../open-workshop.ts";
import { withProgress } from "../progress/with-progress.ts";
import { version } from "../version.ts";
import { openChangelogOverrides } from "../versions/project-versions.ts";

export const verify: Command = defineCommand({
  name: "verify",
  summary: "Prove that a release, a folder or a zip, is to the byte as it was cut",
  usage: "<folder, zip or web address>",
  maxPositionals: 1,
  options: {
    "allowed-signers": {
      type: "string",
      value: "file",
      about: "Ask for a signature by one of these, as ssh-keygen lists them",
    },
    rebuild: {
      type: "string",
      value: "project",
      about: "Cut the project in this folder again, to nowhere, and compare",
    },
  },
  async run({ values, positionals: [path] }, io) {
    if (path === undefined) {
      throw new SourcebookError("USAGE", {
        what: "Which release?",
        fix: "Usage: sourcebook verify <folder, zip or web address>",
      });
    }
    const signers = values["allowed-signers"];
    const project = values.rebuild;
    // What earlier runs have kept is no witness.
    await using workshop = openWorkshop(project, { "no-cache": true });
    const verification = await withProgress(io, values, async (work) => {
      const rebuild =
        project === undefined ? undefined : await readProject(project, { ...work, workshop });
      return verifyRelease(path, {
        ...work,
        prove: (tables) => proveTables(tables, { forms: rowWork }),
        ...(signers !== undefined && { allowedSigners: signers }),
        ...(rebuild !== undefined && { rebuild }),
      });
    });
    io.stdout.write(
      values.json
        ? `${JSON.stringify(verification, undefined, 2)}\n`
        : formatVerification(verification),
    );
    if (verification.findings.length > 0) return exitCodes.unverified;
    return verification.yanked ? exitCodes.issues : exitCodes.fine;
  },
});

/** @param options the project is read from the workshop as long as that is open */
async function readProject(folder: string, options: CheckOptions): Promise<Rebuild> {
  const { dataset, corrections } = await checkProject(folder, options);
  if (dataset !== undefined) {
    const overridesSince = await openChangelogOverrides(folder);
    return { dataset, toolVersion: version, records: corrections, overridesSince };
  }
  throw new SourcebookError("USAGE", {
    what: "The project to rebuild from has errors",
    where: { path: folder },
    fix: `See sourcebook check ${folder}`,
  });
}

const formatSigner = ({ fingerprint, signedBy }: ReleaseSignature): string =>
  signedBy === undefined ? fingerprint : `by ${escapeControls(signedBy)}, ${fingerprint}`;

function formatVerification(verification: Verification): string {
  const { findings, name, version: released, path } = verification;
  const title = name === undefined ? path : `${name} ${released}`;
  const yanked = verification.yanked
    ? [`${title} is yanked since ${verification.yanked.since}: ${verification.yanked.reason}`]
    : [];
  if (findings.length > 0) {
    const lines = findings.map(({ path: file, message }) =>
      escapeControls(file === undefined ? message : `${file}: ${message}`),
    );
    const count = findings.length === 1 ? "1 finding" : `${formatNumber(findings.length)} findings`;
    const verdict = `${title} is not as it was cut: ${count}`;
    return [...lines, "", ...[verdict, ...yanked].map(escapeControls), ""].join("\n");
  }
  const rows = [
    ["  files", formatNumber(verification.files)],
    ["  rows", formatNumber(verification.rows)],
    ["  bytes", formatNumber(verification.bytes)],
    ["  sha256", `${verification.sumsSha256} (of SHA256SUMS)`],
  ];
  if (verification.signature !== undefined)
    rows.push(["  signed", formatSigner(verification.signature)]);
  const head = [`${title} is to the byte as it was cut`, ...yanked].map(escapeControls);
  return [...head, "", ...formatColumns(rows), ""].join("\n");
}
