/** How far a change moves a semantic version. */
export type Bump = "none" | "patch" | "minor" | "major";

/**
 * Whose idea of a version counts: ours, that of the Data Package recipe, that of Croissant, or the strict one, by
 * which whatever is not added at an end is a break.
 */
export type Policy = "default" | "datapackage" | "croissant" | "strict";

/** A version that a change moves: of the schema package, and of the data released under it. */
export type BumpOf = Readonly<Record<"schema" | "data", Bump>>;

/** The id of a rule. */
export type RuleId =
  | "SV001"
  | "SV002"
  | "SV003"
  | "SV004"
  | "SV005"
  | "SV006"
  | "SV007"
  | "SV008"
  | "SV009"
  | "SV010"
  | "SV011"
  | "SV012"
  | "SV013"
  | "SV014"
  | "SV015"
  | "SV016"
  | "SV017"
  | "SV018"
  | "SV019"
  | "SV020"
  | "SV021"
  | "SV022"
  | "SV023"
  | "SV024"
  | "SV025"
  | "SV026"
  | "SV027"
  | "SV028"
  | "SV029"
  | "SV030"
  | "SV031"
  | "SV032"
  | "SV033"
  | "SV034"
  | "SV035"
  | "SV036";

/** What a kind of change does to versions. */
export interface VersionRule extends BumpOf {
  readonly title: string;
  /** Where another policy judges otherwise. */
  readonly otherwise?: Readonly<Partial<Record<Policy, Partial<BumpOf>>>>;
}

const rule = (
  title: string,
  schema: Bump,
  data: Bump,
  otherwise?: VersionRule["otherwise"],
): VersionRule => ({ title, schema, data, ...(otherwise && { otherwise }) });

const major: BumpOf = { schema: "major", data: "major" };
const minor: BumpOf = { schema: "minor", data: "minor" };
const strict = { strict: { data: "major" } } as const;
const revised = { croissant: { data: "major" }, strict: { data: "major" } } as const;
const removed = { ...revised, datapackage: { data: "major" } } as const;

/** Every kind of change between two models or two releases, by its stable id. */
export const versionRules: Readonly<Record<RuleId, VersionRule>> = {
  SV001: rule("A table was removed or renamed", "major", "major"),
  SV002: rule("A column was removed or renamed", "major", "major"),
  SV003: rule("A column was added at the end", "minor", "minor", { datapackage: major }),
  SV004: rule("A column was added before others, or columns changed places", "major", "major"),
  SV005: rule("The type, format or unit of a column changed", "major", "major"),
  SV006: rule("The meaning of a column or code changed under the same name", "major", "major"),
  SV007: rule("A column may be empty that was always filled", "major", "major", {
    datapackage: minor,
  }),
  SV008: rule("A column must be filled that could be empty", "major", "minor", {
    datapackage: major,
    strict: major,
  }),
  SV009: rule("A code was added to an extensible list", "minor", "minor"),
  SV010: rule("A code was added to a closed list", "major", "major", { datapackage: minor }),
  SV011: rule("A code was removed or renamed", "major", "major"),
  SV012: rule("Fewer values are allowed", "major", "minor", {
    datapackage: major,
    strict: major,
  }),
  SV013: rule("More values are allowed", "minor", "minor", { strict: major }),
  SV014: rule("The primary key changed", "major", "major"),
  SV015: rule("A unique or foreign key was dropped", "major", "major", { datapackage: minor }),
  SV016: rule("A unique or foreign key was added", "minor", "minor", {
    datapackage: major,
    strict: major,
  }),
  SV017: rule("The dialect or encoding of the CSV files changed", "none", "major", {
    croissant: { data: "patch" },
  }),
  SV018: rule("The order of the rows changed", "none", "minor", {
    ...strict,
    croissant: { data: "patch" },
  }),
  SV019: rule("A table or export format was added", "minor", "minor"),
  SV020: rule("An export format or a path in the release was removed or renamed", "none", "major"),
  SV021: rule("The licence changed", "none", "major"),
  SV022: rule("Rows were added", "none", "minor"),
  SV023: rule("A value was corrected, with an erratum", "none", "patch", revised),
  SV024: rule("A value changed without an erratum", "none", "minor", revised),
  SV025: rule("A row was withdrawn, and its id kept as retired", "none", "minor", removed),
  SV026: rule("A row disappeared without a trace", "none", "major"),
  SV027: rule(
    "Rows were merged, and the id that replaces them published",
    "none",
    "minor",
    removed,
  ),
  SV028: rule("A row was split, or an id used again for another thing", "none", "major"),
  SV029: rule("Evidence was added or mended, the value being the same", "none", "patch", revised),
  SV030: rule("A deprecation was announced", "minor", "minor"),
  SV031: rule("Released content was redacted for safety", "none", "patch", removed),
  SV032: rule("Only descriptive words changed", "patch", "patch"),
  SV033: rule("The same content has other bytes", "none", "patch"),
  SV034: rule("Nothing changed", "none", "none"),
  SV035: rule("More changed than was to be expected", "none", "none"),
  SV036: rule("The TypeScript type of a field changed", "major", "none"),
};

/** What a change of this kind does to the two versions under a policy. */
export function bumpOf(id: RuleId, policy: Policy = "default"): BumpOf {
  const { schema, data, otherwise } = versionRules[id];
  return { schema, data, ...otherwise?.[policy] };
}

const order: readonly Bump[] = ["none", "patch", "minor", "major"];

/** The greatest of several bumps; `none` of none. */
export function maxBump(bumps: Iterable<Bump>): Bump {
  return order[Math.max(0, ...[...bumps].map((bump) => order.indexOf(bump)))] ?? "none";
}
