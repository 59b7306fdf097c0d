import { type Dataset, SourcebookError } from "@sourcebook/schema";

/** A word that must not be published, such as the id of a withheld source. */
type Secret = string;

/**
 * Refuses a dataset whose own words name what is withheld: a note by a curator, a label, a description.
 *
 * @param dataset what is left of it
 * @throws SourcebookError `USAGE` that lists the places
 */
export async function assertUnmentioned(
  dataset: Dataset,
  secrets: readonly Secret[],
): Promise<void> {
  if (secrets.length === 0) return;
  const find = (text: unknown): Secret | undefined =>
    typeof text === "string" ? secrets.find((secret) => text.includes(secret)) : undefined;
  const places: string[] = [];
  const { title, description, notice, keywords = [] } = dataset;
  for (const text of [title, description, notice, ...keywords]) {
    const secret = find(text);
    if (secret !== undefined) places.push(`dataset.yaml names ${secret}`);
  }
  for (const table of dataset.tables) {
    const { name, primaryKey } = table.definition;
    for await (const batch of table.batches()) {
      for (const row of batch) {
        for (const [field, cell] of Object.entries(row)) {
          const secret = [cell]
            .flat()
            .map(find)
            .find((found) => found !== undefined);
          const key = primaryKey.map((part) => String(row[part])).join("/");
          if (secret !== undefined) places.push(`${field} of ${name} ${key} names ${secret}`);
        }
      }
    }
  }
  if (places.length === 0) return;
  const shown = places.slice(0, most);
  const more = places.length - shown.length;
  throw new SourcebookError("USAGE", {
    what: `What may be published names what may not:\n  ${shown.join("\n  ")}${more > 0 ? `\n  and ${more} more` : ""}`,
    fix: "Put it in other words, or restrict that as well",
  });
}

const most = 20;
