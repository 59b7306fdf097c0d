/** What `datapackage.json` says of a file; absent where it says nothing usable. */
export interface DescribedFile {
  readonly path: string;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly rows?: number;
}

/** What `datapackage.json` says of a release. */
export interface DescriptorFacts {
  readonly name?: string;
  readonly version?: string;
  readonly created?: string;
  /** The object under our own key. */
  readonly sourcebook?: Readonly<Record<string, unknown>>;
  readonly files: readonly DescribedFile[];
}

/** Reads a descriptor of any origin; `undefined` when it is no JSON object with resources. */
export function parseDescriptor(text: string): DescriptorFacts | undefined {
  const descriptor = parseObject(text);
  if (!descriptor || !Array.isArray(descriptor.resources)) return undefined;
  const { name, version, created, sourcebook } = descriptor;
  return {
    ...(typeof name === "string" && { name }),
    ...(typeof version === "string" && { version }),
    ...(typeof created === "string" && { created }),
    ...(isObject(sourcebook) && { sourcebook }),
    files: descriptor.resources.filter(isObject).map(describedFile),
  };
}

function describedFile({ path, bytes, hash, rows }: Record<string, unknown>): DescribedFile {
  const [, sha256] = /^sha256:([0-9a-f]{64})$/.exec(String(hash)) ?? [];
  return {
    path: String(path),
    ...(typeof bytes === "number" && { bytes }),
    ...(sha256 !== undefined && { sha256 }),
    ...(typeof rows === "number" && { rows }),
  };
}

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
