import { openPublished } from "@sourcebook/export";
import type { WrittenSite } from "@sourcebook/site";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { formatColumns } from "../format-columns.ts";
import { formatNumber } from "../format-number.ts";
import { usageError } from "../read-args.ts";

export const site: Command = defineCommand({
  name: "site",
  summary: "Render all releases as a static site, for people to look at",
  usage: "[folder of releases]",
  maxPositionals: 1,
  options: {
    out: { type: "string", value: "folder", about: "Where the site goes (default: site)" },
    url: {
      type: "string",
      value: "address",
      about: "Where the site will be found: gives it a sitemap, a feed and canonical links",
    },
  },
  async run({ values, positionals: [releases = "releases"] }, io) {
    const { out = "site", json = false } = values;
    // Loaded by the commands that need it: it takes longer than most others take as a whole.
    const { planSite, readAssets, writeSite } = await import("@sourcebook/site");
    const url = values.url === undefined ? undefined : readUrl(values.url);
    const datasets = (await openPublished(releases)).map(({ name, releases }) => ({
      name,
      releases: releases.map((release) => ({ release })),
    }));
    const assets = await readAssets();
    const shell = { assets, ...(url !== undefined && { url }) };
    const written = await writeSite(planSite(datasets, shell), out, io.signal);
    io.stdout.write(json ? `${JSON.stringify(written, undefined, 2)}\n` : formatSite(written));
    return exitCodes.fine;
  },
});

function readUrl(address: string): string {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw usageError(site, `"${address}" is no web address of a folder`, "Write https://…/");
  }
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}

function formatSite({ folder, files, bytes }: WrittenSite): string {
  const rows = [
    ["  files", formatNumber(files)],
    ["  bytes", formatNumber(bytes)],
  ];
  return [
    `Wrote the site to ${folder}`,
    "",
    ...formatColumns(rows),
    "",
    `Open ${folder}/index.html`,
    "",
  ].join("\n");
}
