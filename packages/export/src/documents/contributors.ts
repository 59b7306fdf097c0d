import type { Contributor, Dataset } from "@sourcebook/schema";

/** Who is to be cited: the authors, else whoever made the dataset, else all who had a part in it. */
export function citedContributors({
  title,
  contributors,
}: Pick<Dataset, "title" | "contributors">): readonly Contributor[] {
  for (const roles of [
    ["author", "creator"],
    ["editor", "curator", "compiler"],
  ]) {
    const found = contributors.filter(({ role }) => role !== undefined && roles.includes(role));
    if (found.length > 0) return found;
  }
  return contributors.length > 0 ? contributors : [{ title: `Contributors to ${title}` }];
}

/** Who publishes the dataset. */
export function publishers({ contributors }: Dataset): readonly Contributor[] {
  return contributors.filter(({ role }) => role === "publisher");
}

/** What a contributor is in schema.org: publishers are organizations, others are taken for people. */
export function agentType({ role }: Contributor): "Organization" | "Person" {
  return role === "publisher" || role === undefined ? "Organization" : "Person";
}
