import {
  changesCsv,
  changesJson,
  changesMarkdown,
  changesPage,
  collectDiff,
  followChanges,
  type Judgement,
  judgeReleases,
  policies,
} from "@sourcebook/export";
import type { CheckedFolder } from "@sourcebook/ingest";
import type { WorkOptions } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { formatVerdict } from "../format-verdict.ts";
import type { Io } from "../io.ts";
import { oneOf } from "../one-of.ts";
import { openSide } from "../open-side.ts";
import { noCache, openWorkshop } from "../open-workshop.ts";
import { withProgress } from "../progress/with-progress.ts";
import { usageError } from "../read-args.ts";
import { reportIssues } from "../report-issues.ts";

const formats = ["text", "json", "csv", "markdown", "html"] as const;

// Of each table: enough to see what happened to it; the other formats hold all rows.
const mostRowsInMarkdown = 50;
const mostRowsInHtml = 200;

export const diff: Command = defineCommand({
  name: "diff",
  summary: "Show what differs between two releases, and how far the version must rise",
  usage: "<before> <after>",
  maxPositionals: 2,
  options: {
    format: { type: "string", value: "form", about: "text (default), json, csv, markdown or html" },
    policy: {
      type: "string",
      value: "name",
      about: "By whose rules: default, datapackage, croissant or strict",
    },
    "no-cache": noCache,
  },
  async run({ values, positionals: [from, to] }, io) {
    if (from === undefined || to === undefined) {
      throw usageError(diff, "Which two releases?", "Either may be a folder, a zip or a project");
    }
    const format = oneOf(diff, formats, values.format ?? (values.json ? "json" : "text"), "format");
    const policy = oneOf(diff, policies, values.policy ?? "default", "policy");
    await using workshopFrom = openWorkshop(from, values);
    await using workshopTo = openWorkshop(to, values);
    const [before, after] = await withProgress(io, values, async (work) => [
      await openSide(from, { ...work, workshop: workshopFrom }),
      await openSide(to, { ...work, workshop: workshopTo }),
    ]);
    if (!before.comparable) return reportErrors(from, before.project, io);
    if (!after.comparable) return reportErrors(to, after.project, io);
    const records = after.corrections;
    const sides = [before.comparable, after.comparable] as const;
    await withProgress(io, values, async (work) => {
      const judgement = await judgeReleases(...sides, { ...work, policy, records });
      for await (const text of render(judgement, format, work)) io.stdout.write(text);
    });
    return exitCodes.fine;
  },
});

function reportErrors(folder: string, { issues, files }: CheckedFolder, { stderr }: Io): number {
  reportIssues({ folder, issues, files }, "text", { stdout: stderr, stderr });
  stderr.write("Nothing was compared: mend the errors first\n");
  return exitCodes.issues;
}

/** In pieces: a diff may be larger than memory. */
async function* render(
  judgement: Judgement,
  format: (typeof formats)[number],
  work: WorkOptions,
): AsyncGenerator<string> {
  const survey = followChanges(judgement.survey, work);
  const { verdict } = judgement;
  switch (format) {
    case "text":
      yield formatVerdict(judgement);
      return;
    case "json":
      return yield* changesJson({ verdict }, survey);
    case "csv":
      return yield* changesCsv(survey);
    case "markdown":
      yield changesMarkdown(await collectDiff(survey, { limit: mostRowsInMarkdown }), verdict);
      return;
    case "html":
      yield changesPage(await collectDiff(survey, { limit: mostRowsInHtml }), verdict);
      return;
  }
}
