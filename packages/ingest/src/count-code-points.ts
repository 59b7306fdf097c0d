/** The length of a text as offsets into documents count it: in Unicode code points, not UTF-16 code units. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
