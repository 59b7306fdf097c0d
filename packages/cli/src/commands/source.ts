// EDGE: reads a document and writes it and its source file into a project.
import { lstat, mkdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import {
  isId,
  kindOf,
  proposeSource,
  readProject,
  renderDocument,
  renditionOf,
  sniffKind,
} from "@sourcebook/ingest";
import { SourcebookError } from "@sourcebook/schema";
import { type Command, defineCommand, exitCodes } from "../command.ts";
import { usageError } from "../read-args.ts";
import { reportIssues } from "../report-issues.ts";

export const source: Command = defineCommand({
  name: "source",
  summary: "Pin a document: its copy in documents/, its plain text, and a source file to fill in",
  usage: "add <file> [folder]",
  maxPositionals: 3,
  options: {
    id: { type: "string", value: "id", about: "The id of the source (default: from the title)" },
  },
  async run({ values: { id, json = false }, positionals: [verb, file, folder = "."] }, io) {
    if (verb !== "add" || file === undefined) {
      throw usageError(source, verb === "add" ? "No file is named" : "Say what to do: add");
    }
    if (id !== undefined && !isId(id)) {
      throw usageError(source, `"${id}" is no id`, "Use small letters, digits and single hyphens");
    }
    const { files } = await readProject(folder);
    const bytes = await readDocument(file);
    const name = basename(file);
    const rendered = kindOf(name) === "text" ? undefined : await renderDocument(name, bytes);
    const rendition = rendered?.ok === true ? rendered : undefined;
    const proposed =
      rendered?.ok === false ? rendered : proposeSource(name, bytes, { id, rendition });
    if (!proposed.ok) {
      const read = new Map([[`documents/${name}`, bytes]]);
      reportIssues({ folder, issues: proposed.issues, files: read }, json ? "json" : "text", io);
      return exitCodes.issues;
    }
    const path = `sources/${proposed.id}.yaml`;
    if (files.has(path)) throw taken(join(folder, path), "Choose another id with --id.");
    const document = `documents/${name}`;
    const textPath = `documents/${renditionOf(name)}`;
    const written: string[] = [];
    try {
      if (await putDocument(file, bytes, folder)) written.push(document);
      if (rendition && (await putText(join(folder, textPath), rendition.text))) {
        written.push(textPath);
      }
      await writeNew(join(folder, path), proposed.yaml);
    } catch (error) {
      for (const each of written) await rm(join(folder, each));
      throw error;
    }
    const { sha256 } = proposed;
    const copied = written.includes(document);
    const about = { id: proposed.id, source: path, document, copied, sha256 };
    io.stdout.write(
      json
        ? `${JSON.stringify({ ...about, ...(rendition && { rendition: textPath }) }, undefined, 2)}\n`
        : [...written, path].map((each) => `${each}\n`).join(""),
    );
    if (rendition) io.stderr.write(`Look ${textPath} through: quotes refer to it\n`);
    io.stderr.write(`Fill in what is empty in ${path}: sourcebook check says what\n`);
    return exitCodes.fine;
  },
});

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads a document of a kind whose words can be had.
 *
 * @throws SourcebookError `USAGE` when it is no file, too large or of another kind
 */
async function readDocument(path: string): Promise<Uint8Array> {
  const refuse = (what: string, fix: string) =>
    new SourcebookError("USAGE", { what, where: { path }, fix });
  if (/^\.|[\\\p{Cc}]/u.test(basename(path))) {
    throw refuse("The name of the file is none for a document", "Rename it: no leading dot.");
  }
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined || !stats.isFile()) {
    throw refuse("There is no such file", "Name the file of a document.");
  }
  if (stats.size > MAX_BYTES) {
    throw refuse(`The file has ${stats.size} bytes`, `At most ${MAX_BYTES} are read.`);
  }
  const bytes = await readFile(path);
  const kind = kindOf(path);
  const found = sniffKind(bytes);
  const isOther = /\.(?:doc|odt|rtf|epub|pages|wpd)$/i.test(path) || found === "other";
  if (isOther || (found === "docx" && kind !== "docx")) {
    throw refuse(
      "The document is of a kind that is not read",
      "Save its words as a .txt file, look it through, and add that.",
    );
  }
  if (kind === "text" && (found === "html" || found === "pdf")) {
    throw refuse(
      `The document is ${found === "html" ? "HTML" : "PDF"} by its first bytes, but not by its name`,
      `Rename it so that it ends with .${found}.`,
    );
  }
  return bytes;
}

/** Copies the document into the project, unless it is there; whether it was copied. */
async function putDocument(file: string, bytes: Uint8Array, folder: string): Promise<boolean> {
  const documents = join(folder, "documents");
  const path = join(documents, basename(file));
  await mkdir(documents, { recursive: true });
  if ((await lstat(documents)).isSymbolicLink()) {
    throw new SourcebookError("USAGE", {
      what: "A symbolic link can lead out of the project",
      where: { path: documents },
      fix: "Put the folder itself in its place.",
    });
  }
  const isThere = (await realpath(dirname(file))) === (await realpath(documents));
  if (isThere && (await lstat(path)).isFile()) return false;
  const existing = await readFile(path).catch(() => undefined);
  if (existing?.equals(bytes)) return false;
  await writeNew(path, bytes);
  return true;
}

/** Writes a rendition, unless it is there; whether it was written. */
async function putText(path: string, text: string): Promise<boolean> {
  const existing = await readFile(path, "utf8").catch(() => undefined);
  if (existing === text) return false;
  await writeNew(path, text);
  return true;
}

/** @throws SourcebookError `CONFLICT` when the file is there, `IO` when it cannot be written */
async function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, content, { flag: "wx" });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EEXIST") throw taken(path, "Rename one of the two.");
    throw new SourcebookError("IO", {
      what: "The file cannot be written",
      where: { path },
      fix: `The system says ${String(code ?? error)}.`,
      cause: error,
    });
  }
}

const taken = (path: string, fix: string): SourcebookError =>
  new SourcebookError("CONFLICT", { what: "There is such a file already", where: { path }, fix });
