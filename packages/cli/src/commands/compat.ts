// EDGE: reads the expectations file.
import { readFile } from "node:fs/promises";
import {
  type CompatFault,
  checkCompat,
  type ExpectationsFault,
  openComparable,
  parseExpectations,
} from "@sourcebook/export";
import { SourcebookError } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { escapeControls } from "../issues/escape-controls.ts";
import { usageError } from "../read-args.ts";

export const compat: Command = defineCommand({
  name: "compat",
  summary: "Check that a release still keeps the tables, columns and codes that you rely on",
  usage: "<expectations file> <release>",
  maxPositionals: 2,
  options: {},
  async run({ values, positionals: [file, release] }, io) {
    if (file === undefined || release === undefined) {
      throw usageError(compat, "Which expectations, and which release?");
    }
    const parsed = parseExpectations(await readText(file));
    if (!parsed.expectations) {
      io.stderr.write(formatFaults(file, parsed.faults));
      return exitCodes.usage;
    }
    const opened = await openComparable(release);
    const faults = await checkCompat(parsed.expectations, opened);
    const { name, version } = opened;
    io.stdout.write(
      values.json
        ? `${JSON.stringify({ name, version, faults }, undefined, 2)}\n`
        : formatCompat(`${name} ${version}`, faults),
    );
    return faults.length === 0 ? exitCodes.fine : exitCodes.issues;
  },
});

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new SourcebookError("IO", {
      what: "The expectations cannot be read",
      where: { path },
      fix: "Give the path of a YAML or JSON file",
      cause: error,
    });
  }
}

const formatFaults = (file: string, faults: readonly ExpectationsFault[]): string =>
  faults
    .flatMap(({ line, column, message, fix }) => [
      `${file}:${line}:${column} ${message}`,
      `  ${fix}`,
    ])
    .map((line) => `${escapeControls(line)}\n`)
    .join("");

const formatCompat = (title: string, faults: readonly CompatFault[]): string =>
  faults.length === 0
    ? `${title} keeps everything that is expected of it\n`
    : [
        `${title} does not keep what is expected of it`,
        "",
        ...faults.flatMap(({ message, fix }) => [`  ${message}`, `    ${fix}`]).map(escapeControls),
        "",
      ].join("\n");
