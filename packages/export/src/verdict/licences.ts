/** What well-known licences for data ask for, from nothing to much, within each line. */
const families: readonly (readonly (readonly string[])[])[] = [
  [
    ["CC0-1.0", "PDDL-1.0", "Unlicense", "0BSD"],
    ["CC-BY", "ODC-By", "MIT", "Apache"],
    ["CC-BY-SA"],
  ],
  [["CC0-1.0", "PDDL-1.0"], ["CC-BY", "ODC-By"], ["CC-BY-NC"], ["CC-BY-NC-SA"]],
  [["CC0-1.0", "PDDL-1.0"], ["CC-BY", "ODC-By"], ["CC-BY-ND"], ["CC-BY-NC-ND"]],
  [["CC-BY-NC"], ["CC-BY-NC-ND"]],
  [["ODC-By", "CC-BY"], ["ODbL"]],
];

/** Whether a licence surely asks for less than the one before; expressions and unknown licences never do. */
export const isLooserLicence = (before: string, after: string): boolean =>
  families.some((family) => {
    const rank = (licence: string): number =>
      family.findIndex(
        (names) => names.includes(licence) || names.includes(withoutVersion(licence)),
      );
    return rank(after) >= 0 && rank(before) > rank(after);
  });

const withoutVersion = (licence: string): string => licence.replace(/-\d+(?:\.\d+)*$/, "");
