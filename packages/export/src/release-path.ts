/** Where a release stands, relative to the folder of all releases. */
export function releasePath(dataset: string, version: string): string {
  return `${dataset}/${version}`;
}
