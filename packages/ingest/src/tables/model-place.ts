/** Where a project keeps the schemas of its tables. */
export interface ModelPlace {
  /** A folder of which every schema belongs to the model. */
  readonly folder?: string | undefined;
  /** Files elsewhere, each the schema of one table; what they refer to stands beside them. */
  readonly schemas: readonly string[];
}

/** A folder of schemas and code lists, relative to the project; empty for the project's own. */
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Every folder that holds schemas, without repetition, in the order of their code units. */
export const schemaFolders = ({ folder, schemas }: ModelPlace): readonly string[] =>
  [...new Set([...(folder === undefined ? [] : [folder]), ...schemas.map(folderOf)])].toSorted();

/** What a file is to the model, and the name that others know it by. */
export type ModelFile =
  | { readonly kind: "codelist"; readonly name: string }
  /** `isWanted` unless only other files refer to it: then a table in it is none of the model's. */
  | { readonly kind: "schema"; readonly name: string; readonly isWanted: boolean };

export function toModelFile(place: ModelPlace, path: string): ModelFile | undefined {
  for (const folder of schemaFolders(place)) {
    if (folder !== "" && !path.startsWith(`${folder}/`)) continue;
    const name = folder === "" ? path : path.slice(folder.length + 1);
    const list = /^codelists\/([^/]+)\.csv$/.exec(name)?.[1];
    if (list !== undefined) return { kind: "codelist", name: list };
    if (name.includes("/")) continue;
    const isWanted = place.schemas.includes(path);
    if (folder === place.folder && name.endsWith(".json"))
      return { kind: "schema", name, isWanted: true };
    // Data may lie beside a schema, and be large.
    if (isWanted || name.endsWith(".schema.json")) return { kind: "schema", name, isWanted };
  }
  return undefined;
}
