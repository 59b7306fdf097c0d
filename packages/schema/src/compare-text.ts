/** Orders text by UTF-16 code unit, as every published file is ordered: the same on every machine and in every locale. */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
