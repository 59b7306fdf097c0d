/**
 * Names for the tabs of a workbook: the wanted ones, shortened to what a workbook allows and told
 * apart by a number where they would be the same.
 */
export function sheetNames(wanted: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const plain = name.replace(/[[\]:*?/\\']/g, "_").slice(0, nameLimit);
    // A workbook keeps this name for itself.
    const base = plain.toLowerCase() === "history" ? `${plain}_` : plain;
    let candidate = base;
    for (let number = 2; taken.has(candidate.toLowerCase()); number += 1) {
      const suffix = `~${number}`;
      candidate = base.slice(0, nameLimit - suffix.length) + suffix;
    }
    taken.add(candidate.toLowerCase());
    return candidate;
  });
}

const nameLimit = 31;
