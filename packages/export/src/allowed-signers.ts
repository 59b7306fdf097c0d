import { SourcebookError } from "@sourcebook/schema";

/** Who may sign, and what: a line of the file that `ssh-keygen -Y verify -f` takes. */
export interface AllowedSigner {
  /** Names or addresses, as they stand in the file. */
  readonly principals: string;
  /** In the form of a line in `authorized_keys`, without a comment. */
  readonly publicKey: string;
  /** The purposes that the key may sign for; every purpose when absent. */
  readonly namespaces?: readonly string[];
  /** The first instant at which the key counts, in UTC. */
  readonly validAfter?: Date;
  /** The instant from which it does not count any more, in UTC. */
  readonly validBefore?: Date;
}

/**
 * Reads a file of allowed signers, of which only Ed25519 keys are of use here.
 *
 * @param path for the messages
 * @throws SourcebookError `USAGE` when a line is not understood: it could be one that forbids
 * @see ssh-keygen(1), ALLOWED SIGNERS
 */
export function parseAllowedSigners(text: string, path: string): readonly AllowedSigner[] {
  const wrong: number[] = [];
  const signers = text.split(/\r?\n/).flatMap((line, index) => {
    if (/^\s*(?:#|$)/.test(line)) return [];
    const signer = parseLine(line.trim());
    if (signer === undefined) wrong.push(index + 1);
    return signer ?? [];
  });
  if (wrong.length === 0) return signers;
  throw new SourcebookError("USAGE", {
    what: `Not understood as allowing a key to sign: line ${wrong.join(", ")}`,
    where: { path },
    fix: 'write principals, then options such as namespaces="sourcebook-release", type and key; give times in UTC with a Z; certificates are not supported',
  });
}

/** The signer that allows a key to sign for a purpose at a time. */
export function findSigner(
  signers: readonly AllowedSigner[],
  { publicKey, namespace }: { readonly publicKey: string; readonly namespace: string },
  now: Date,
): AllowedSigner | undefined {
  return signers.find(
    (signer) =>
      signer.publicKey === publicKey &&
      (signer.namespaces?.includes(namespace) ?? true) &&
      (signer.validAfter === undefined || signer.validAfter <= now) &&
      (signer.validBefore === undefined || now < signer.validBefore),
  );
}

function parseLine(line: string): AllowedSigner | undefined {
  const { principals, options, type, key } = lineParts.exec(line)?.groups ?? {};
  if (principals === undefined || type === undefined || key === undefined) return undefined;
  const given = parseOptions(options ?? "");
  return (
    given && { principals: principals.replaceAll('"', ""), publicKey: `${type} ${key}`, ...given }
  );
}

const lineParts =
  /^(?<principals>"[^"]+"|[^\s"]+)\s+(?:(?<options>[a-z-]+="[^"]*"(?:,[a-z-]+="[^"]*")*)\s+)?(?<type>(?:ssh|sk|ecdsa|rsa)-[^\s"]+)\s+(?<key>[A-Za-z0-9+/]+=*)(?:\s|$)/;

type Options = Pick<AllowedSigner, "namespaces" | "validAfter" | "validBefore">;

function parseOptions(text: string): Options | undefined {
  const {
    namespaces,
    "valid-after": after,
    "valid-before": before,
    ...others
  } = Object.fromEntries(
    [...text.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
  const validAfter = parseTime(after);
  const validBefore = parseTime(before);
  const isUnderstood =
    Object.keys(others).length === 0 &&
    !/[*?!]/.test(namespaces ?? "") &&
    (after === undefined || validAfter) &&
    (before === undefined || validBefore);
  if (!isUnderstood) return undefined;
  return {
    ...(namespaces !== undefined && { namespaces: namespaces.split(",") }),
    ...(validAfter && { validAfter }),
    ...(validBefore && { validBefore }),
  };
}

/** `YYYYMMDDZ`, or with hours and minutes, or with seconds too. */
function parseTime(text: string | undefined): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?Z$/.exec(text ?? "");
  if (!match) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00"] = match;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
