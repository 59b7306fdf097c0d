import { collisionKey, isReleasePath } from "./release-paths.ts";

/** Why an archive is not looked into. */
export interface ArchiveFault {
  readonly code: "archive-unsafe" | "archive-ambiguous" | "archive-too-large" | "archive-damaged";
  /** The entry's name, escaped when it is no plain path; absent when the whole archive is meant. */
  readonly path?: string;
  readonly message: string;
}

/** An entry of an archive, as its two directories and its place in the archive describe it. */
export interface ArchiveMember {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  /** Unix mode; 0 when the archive tells none. */
  readonly mode: number;
  readonly bytes: number;
  readonly compressedBytes: number;
  readonly crc32: number;
  /** From the first byte of its header to the last of its data, or of what describes the data. */
  readonly start: number;
  readonly dataStart: number;
  readonly end: number;
  /** Whether the entry's own header and the directory say the same of it. */
  readonly isConsistent: boolean;
}

/** Everything about an archive that no archive of ours has, all at once. */
export function findArchiveFaults(
  members: readonly ArchiveMember[],
  directoryStart: number,
): readonly ArchiveFault[] {
  return [
    ...members.flatMap(memberFaults),
    ...nameFaults(members),
    ...layoutFaults(members, directoryStart),
  ];
}

function memberFaults(member: ArchiveMember): ArchiveFault[] {
  const faults: ArchiveFault[] = [];
  const path = escapeName(member.name);
  const add = (code: ArchiveFault["code"], message: string): void => {
    faults.push({ code, path, message });
  };
  if (!isReleasePath(member.name)) add("archive-unsafe", "is no path that a release can have");
  const type = member.mode & 0o170000;
  if (type !== 0 && type !== 0o100000) add("archive-unsafe", "is a link or a special file");
  if (member.encrypted) add("archive-unsafe", "is encrypted");
  if (member.method !== 0 && member.method !== 8) {
    add("archive-unsafe", `is compressed by the unusual method ${member.method}`);
  }
  if (!member.isConsistent) {
    add("archive-ambiguous", "is described in two ways that do not agree");
  }
  if (member.bytes > leastBombBytes && member.bytes > member.compressedBytes * highestRatio) {
    add("archive-too-large", `would grow from ${member.compressedBytes} to ${member.bytes} bytes`);
  }
  return faults;
}

// Deflate reaches 1032; tables of ours stay far below this.
const highestRatio = 250;
const leastBombBytes = 1 << 24;

function nameFaults(members: readonly ArchiveMember[]): ArchiveFault[] {
  const faults: ArchiveFault[] = [];
  const seen = new Map<string, string>();
  for (const { name } of members) {
    const other = seen.get(collisionKey(name));
    if (other !== undefined) {
      const message = other === name ? "stands in it twice" : `collides with ${escapeName(other)}`;
      faults.push({ code: "archive-ambiguous", path: escapeName(name), message });
    }
    seen.set(collisionKey(name), name);
  }
  return faults;
}

/** The entries must follow one another from the first byte to the directory, without gap or overlap. */
function layoutFaults(members: readonly ArchiveMember[], directoryStart: number): ArchiveFault[] {
  const faults: ArchiveFault[] = [];
  let end = 0;
  for (const member of members.toSorted((a, b) => a.start - b.start)) {
    if (member.start !== end) {
      faults.push({
        code: "archive-ambiguous",
        path: escapeName(member.name),
        message: member.start < end ? "overlaps the entry before it" : "follows bytes of no entry",
      });
    }
    end = member.end;
  }
  if (end !== directoryStart) {
    faults.push({
      code: "archive-ambiguous",
      message: "there are bytes of no entry before the directory",
    });
  }
  return faults;
}

/** A hostile name as plain ASCII in quotes; a good one as it is. */
const escapeName = (name: string): string =>
  isReleasePath(name)
    ? name
    : JSON.stringify(name.slice(0, 80)).replace(
        /[^\x20-\x7e]/g,
        (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
