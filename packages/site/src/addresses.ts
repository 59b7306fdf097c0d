/**
 * Where pages stand. Every address ends in a file, since there is no server that would add its name
 * when a site is opened from disk.
 */

export const siteRoot = "index.html";

/** The dataset: its latest release, and the way to all others. */
export const datasetHome = (dataset: string): string => `${dataset}/index.html`;

export const versionsPage = (dataset: string): string => `${dataset}/versions/index.html`;

/** The releases of a dataset as a feed. */
export const feedPath = (dataset: string): string => `${dataset}/releases.atom`;

/** A page of one release; without a name its own home. `latest` leads to the newest. */
export const releasePage = (dataset: string, version: string, ...names: string[]): string =>
  [dataset, version, ...names.map(safeName), "index.html"].join("/");

/** A file of a release, to download. */
export const releaseFile = (dataset: string, version: string, path: string): string =>
  `${dataset}/${version}/files/${path}`;

/** The page of a record, whatever the release: its address stays when the record is gone. */
export const recordPage = (dataset: string, table: string, key: readonly unknown[]): string =>
  [
    dataset,
    "record",
    safeName(table),
    ...key.map((part) => safeName(String(part))),
    "index.html",
  ].join("/");

/**
 * Any text as a name of a folder, readable where it can be: no two texts share one, on any system.
 *
 * Letters, digits, `-`, `_` and inner dots stay; every other byte becomes `~` and two digits. Upper case
 * is written so too, because some systems do not tell it from lower case.
 */
export function safeName(text: string): string {
  const name = [...new TextEncoder().encode(text)]
    .map((byte, index, { length }) => {
      const character = String.fromCharCode(byte);
      const isInnerDot = character === "." && index > 0 && index < length - 1;
      return /[a-z0-9_-]/.test(character) || isInnerDot
        ? character
        : `~${byte.toString(16).padStart(2, "0")}`;
    })
    .join("");
  if (name === "" || isReserved(name)) return `~${name}`;
  return name;
}

// Windows keeps these for devices, whatever follows a dot.
const isReserved = (name: string): boolean =>
  /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/.test(name);

/** The way from one page to another file of the site, as a relative address. */
export function wayTo(from: string, to: string, fragment?: string): string {
  const start = from.split("/").slice(0, -1);
  const end = to.split("/");
  let shared = 0;
  while (shared < start.length && shared < end.length - 1 && start[shared] === end[shared]) {
    shared += 1;
  }
  const steps = [...start.slice(shared).map(() => ".."), ...end.slice(shared)];
  const address = steps.map(encodeURIComponent).join("/");
  return fragment === undefined ? address : `${address}#${encodeURIComponent(fragment)}`;
}
