import type { Contributor } from "@sourcebook/schema";

/** What `datapackage.json` says of a file; absent where it says nothing usable. */
export interface DescribedFile {
  readonly path: string;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly rows?: number;
  /** How it is written beyond its format, as JSON. */
  readonly dialect?: string;
}

/** What `datapackage.json` says of a release. */
export interface DescriptorFacts {
  readonly name?: string;
  readonly version?: string;
  readonly created?: string;
  readonly title?: string;
  readonly description?: string;
  readonly homepage?: string;
  readonly keywords?: readonly string[];
  /** The name of the first licence: its SPDX id, or what it is called. */
  readonly licence?: string;
  readonly contributors?: readonly Contributor[];
  /** The object under our own key. */
  readonly sourcebook?: Readonly<Record<string, unknown>>;
  readonly files: readonly DescribedFile[];
}

/** Reads a descriptor of any origin; `undefined` when it is no JSON object with resources. */
export function parseDescriptor(text: string): DescriptorFacts | undefined {
  const descriptor = parseObject(text);
  if (!descriptor || !Array.isArray(descriptor.resources)) return undefined;
  const { sourcebook } = descriptor;
  const licence = describedLicence(descriptor.licenses);
  return {
    ...textsOf(descriptor, ["name", "version", "created", "title", "description", "homepage"]),
    keywords: listOf(descriptor.keywords).filter((word) => typeof word === "string"),
    ...(licence !== undefined && { licence }),
    contributors: listOf(descriptor.contributors).filter(isObject).map(describedContributor),
    ...(isObject(sourcebook) && { sourcebook }),
    files: descriptor.resources.filter(isObject).map(describedFile),
  };
}

function describedLicence(licences: unknown): string | undefined {
  const [licence] = listOf(licences).filter(isObject);
  const { name, title } = textsOf(licence ?? {}, ["name", "title"]);
  return name ?? title;
}

function describedContributor(contributor: Record<string, unknown>): Contributor {
  const [role] = listOf(contributor.roles);
  return {
    title: "",
    ...textsOf(contributor, ["title", "path"]),
    ...(typeof role === "string" && { role }),
  };
}

function describedFile({
  path,
  bytes,
  hash,
  rows,
  dialect,
}: Record<string, unknown>): DescribedFile {
  const [, sha256] = /^sha256:([0-9a-f]{64})$/.exec(String(hash)) ?? [];
  return {
    path: String(path),
    ...(typeof bytes === "number" && { bytes }),
    ...(sha256 !== undefined && { sha256 }),
    ...(typeof rows === "number" && { rows }),
    ...(isObject(dialect) && { dialect: JSON.stringify(dialect) }),
  };
}

const textsOf = <Name extends string>(
  object: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): Partial<Record<Name, string>> => {
  const texts: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = object[name];
    if (typeof value === "string") texts[name] = value;
  }
  return texts;
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
