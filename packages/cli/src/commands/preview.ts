import { openLastPublished, type PublishedRelease, publishedDataset } from "@sourcebook/export";
import { checkProject, createRecordMemory, readProject } from "@sourcebook/ingest";
import { isSourcebookError } from "@sourcebook/schema";
import type { Preview } from "@sourcebook/site";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { formatCount } from "../issues/format-text.ts";
import { usageError } from "../read-args.ts";
import { checkOnChange } from "../watch/check-on-change.ts";

export const preview: Command = defineCommand({
  name: "preview",
  summary: "Show a project as its next release would look, and again at every save",
  usage: "[folder]",
  maxPositionals: 1,
  options: {
    port: { type: "string", value: "number", about: "The port to listen on (default: a free one)" },
    releases: {
      type: "string",
      value: "folder",
      about: "Where the last release stands, to show what changed (default: releases)",
    },
  },
  async run({ values, positionals: [folder = "."] }, io) {
    const { json = false, releases = "releases" } = values;
    const port = values.port === undefined ? 0 : readPort(values.port);
    const { planPreview, readAssets, servePreview } = await import("@sourcebook/site");
    // Told before anything is watched: the folder may be no project at all.
    await readProject(folder);
    const assets = await readAssets();
    const memory = createRecordMemory();
    const server = await servePreview(port);
    let shown: Preview = { corrections: [], issues: [], revision: 0 };
    const check = async () => {
      try {
        const { dataset, issues, corrections } = await checkProject(folder, { memory });
        const draft = dataset === undefined ? shown.draft : await publishedDataset(dataset);
        const last = shown.last ?? (draft && (await openLastPublished(releases, draft.name)));
        shown = next(shown, { issues, corrections, draft, last });
        server.show(await planPreview(shown, assets), shown.revision);
        io.stderr.write(`Shown with ${formatCount(issues)}\n`);
      } catch (error) {
        // A file that is half written or gone for a moment is no reason to stop.
        if (!isSourcebookError(error)) throw error;
        io.stderr.write(`${error.message}\n`);
      }
    };
    try {
      const { address } = server;
      io.stdout.write(json ? `${JSON.stringify({ address })}\n` : `${address}\n`);
      io.stderr.write("Shows the project again when a file changes; Ctrl-C stops\n");
      await checkOnChange(folder, check, io.signal);
    } finally {
      await server.close();
    }
    return exitCodes.stopped;
  },
});

function next(
  { revision }: Preview,
  {
    draft,
    last,
    ...found
  }: Pick<Preview, "corrections" | "issues"> & {
    readonly draft: PublishedRelease | undefined;
    readonly last: PublishedRelease | undefined;
  },
): Preview {
  return { ...found, revision: revision + 1, ...(draft && { draft }), ...(last && { last }) };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw usageError(preview, `"${text}" is no port`, "Give a number from 1 to 65535");
}
