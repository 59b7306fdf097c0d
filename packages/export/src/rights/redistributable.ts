/**
 * Whether what a source says about its rights lets its text be passed on whole, for any purpose.
 *
 * @param rights the words of the source; only the SPDX id of such a licence, by itself, is a yes
 */
export function isRedistributable(rights: string): boolean {
  return licences.some((licence) => licence.test(rights));
}

// Neither those that forbid commercial use nor those that forbid changes: a reader of the release
// could not use it under one licence.
const licences: readonly RegExp[] = [
  /^CC0-1\.0$/,
  /^CC-PDDC$/,
  /^PDDL-1\.0$/,
  /^CC-BY(?:-SA)?-[1-4]\.[05]$/,
  /^ODC-By-1\.0$/,
  /^ODbL-1\.0$/,
  /^OGL-UK-[1-3]\.0$/,
];
