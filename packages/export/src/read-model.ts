import type { CodelistEntry, Model } from "@sourcebook/schema";
import { compileModel, type ModelName } from "@sourcebook/schema/compile";
import type { RowValidator } from "@sourcebook/schema/validate";
import { type Codelists, readCodelists } from "./codelists/read-codelists.ts";
import { DamagedFile, type ReleaseReader } from "./release-reader.ts";

/** The model of a release, as the schemas in it define it. */
export interface ReleaseModel {
  readonly model: Model;
  readonly validators: Readonly<Record<string, RowValidator>>;
}

/**
 * Reads the schemas that stand in a release, and makes a model of them.
 *
 * @throws DamagedFile when they do not make one
 */
export async function readModel(reader: ReleaseReader, about?: ModelName): Promise<ReleaseModel> {
  const texts = new Map<string, string>();
  for (const { path } of reader.entries) {
    if (!/^schema\/[^/]+\.schema\.json$/.test(path)) continue;
    const blocks: Uint8Array[] = [];
    for await (const block of reader.read(path)) blocks.push(block);
    texts.set(path.slice("schema/".length), Buffer.concat(blocks).toString("utf8"));
  }
  return makeModel(texts, await readCodelists(reader), about);
}

/**
 * Makes a model of schemas as they stand in a release.
 *
 * @param texts of the schemas, by the name of their file
 * @param codelists as they stand in it
 * @throws DamagedFile when they do not make one
 */
export function makeModel(
  texts: ReadonlyMap<string, string>,
  codelists: Codelists,
  about?: ModelName,
): ReleaseModel {
  const schemas = Object.fromEntries([...texts].map(([file, text]) => [file, parse(file, text)]));
  const { issues, model, validators } = compileModel(
    schemas,
    { ...codelistsIn(Object.values(schemas)), ...codelists },
    about,
  );
  if (model === undefined || validators === undefined) {
    const { file, field, message } = issues.find(({ severity }) => severity === "error") ?? {};
    throw new DamagedFile([file, field, message].filter((part) => part !== undefined).join(": "));
  }
  return { model, validators };
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DamagedFile(`${file} is no JSON`, { cause: error });
  }
}

/**
 * The codelists that published schemas name, for a release that holds none: the codes of a closed one stand in
 * the schemas as `enum`.
 */
function codelistsIn(schemas: readonly unknown[]): Record<string, readonly CodelistEntry[]> {
  const lists: Record<string, readonly CodelistEntry[]> = {};
  for (const field of schemas.flatMap(valuesIn)) {
    const { codelist, enum: codes } = field;
    if (typeof codelist !== "string") continue;
    lists[codelist] = (Array.isArray(codes) ? codes : []).map((code) => ({
      code: String(code),
      title: String(code),
      description: String(code),
    }));
  }
  return lists;
}

/** The schemas of the fields in a row schema, and of the items of those that are lists. */
function valuesIn(schema: unknown): readonly Record<string, unknown>[] {
  const fields = isObject(schema) && isObject(schema.properties) ? schema.properties : {};
  return Object.values(fields)
    .flatMap((field) => (isObject(field) ? [field, field.items] : []))
    .filter(isObject);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
