import { descriptorPath, isCanonicalPath, sumsPath } from "./release-paths.ts";
import type { Receipt } from "./release-plan.ts";
import type { VerifyFinding } from "./verify-files.ts";

/** What `datapackage.json` says of the release as a whole; absent where it says nothing usable. */
export interface DescriptorFacts {
  readonly name?: string;
  readonly version?: string;
  readonly created?: string;
  /** The object under our own key. */
  readonly sourcebook?: Readonly<Record<string, unknown>>;
  readonly rows: number;
}

/** Compares what `datapackage.json` says of each file with the files. */
export function verifyDescriptor(
  text: string,
  receipts: ReadonlyMap<string, Receipt>,
): { readonly facts: DescriptorFacts; readonly findings: readonly VerifyFinding[] } {
  const descriptor = parseObject(text);
  const resources = descriptor?.resources;
  if (!descriptor || !Array.isArray(resources)) {
    return {
      facts: { rows: 0 },
      findings: [
        { code: "descriptor-malformed", path: descriptorPath, message: "describes no resources" },
      ],
    };
  }
  const findings: VerifyFinding[] = [];
  const listed = new Set<unknown>();
  let rows = 0;
  for (const resource of resources.filter(isObject)) {
    const { path, bytes, hash } = resource;
    const add = (message: string): void => {
      findings.push({ code: "descriptor-disagrees", path: String(path), message });
    };
    if (listed.has(path)) add(`is described twice in ${descriptorPath}`);
    listed.add(path);
    const receipt = receipts.get(String(path));
    if (!receipt) {
      add(`is described in ${descriptorPath} but is not there`);
      continue;
    }
    if (bytes !== receipt.bytes)
      add(`has ${receipt.bytes} bytes, not ${bytes} as ${descriptorPath} says`);
    if (hash !== `sha256:${receipt.sha256}`)
      add(`does not have the hash that ${descriptorPath} says`);
    if (isCanonicalPath(receipt.path)) rows += Number(resource.rows);
  }
  for (const path of receipts.keys()) {
    if (path !== descriptorPath && path !== sumsPath && !listed.has(path)) {
      findings.push({
        code: "descriptor-disagrees",
        path,
        message: `is not described in ${descriptorPath}`,
      });
    }
  }
  return { facts: { ...readFacts(descriptor), rows }, findings };
}

function readFacts(descriptor: Record<string, unknown>): Omit<DescriptorFacts, "rows"> {
  const { name, version, created, sourcebook } = descriptor;
  return {
    ...(typeof name === "string" && { name }),
    ...(typeof version === "string" && { version }),
    ...(typeof created === "string" && { created }),
    ...(isObject(sourcebook) && { sourcebook }),
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
