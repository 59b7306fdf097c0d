import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What a story can happen to, in records laid out as `fmt` does. */
export interface StorySubjects {
  /** An entity that one claim alone refers to, and another of its type. */
  readonly merge: { readonly from: string; readonly into: string; readonly source: string };
  /** A claim at the end of its source, all of whose entities are spoken of elsewhere too. */
  readonly withdraw: { readonly claim: string; readonly source: string };
}

/** Looks for them in the records of a project, so that the story goes on when these grow. */
export async function findStorySubjects(project: string): Promise<StorySubjects> {
  const files = new Map<string, string>();
  for (const folder of ["registry", "sources", "judgements"]) {
    for (const name of (await readdir(join(project, folder))).toSorted()) {
      files.set(`${folder}/${name}`, await readFile(join(project, folder, name), "utf8"));
    }
  }
  const all = [...files.values()].join("\n");
  const count = (id: string) =>
    all.match(new RegExp(`(?<![\\w-])${id}(?![\\w-])`, "g"))?.length ?? 0;
  const sources = [...files].filter(([path]) => path.startsWith("sources/"));
  const entities = [...all.matchAll(/^ {2}- id: (\S+)\n {4}type: event$/gm)].map(
    ([, id = ""]) => id,
  );

  const merges = entities.flatMap((from) => {
    const [source] = sources.find(([, text]) => text.includes(`: ${from}\n`)) ?? [];
    const into = entities.find((other) => other !== from && count(other) > 2);
    return count(from) === 2 && source && into ? [{ from, into, source }] : [];
  });
  const withdrawals = sources.flatMap(([source, text]) => {
    const [block = "", claim = ""] = /\n {2}- id: (\S+)\n(?: {4}.*\n)+$/.exec(text) ?? [];
    const ids = [...block.matchAll(/^ {4}(?:subject|object|place|event): (\S+)$/gm)];
    const isFree = count(claim) === 1 && ids.every(([, id = ""]) => count(id) > 2);
    return claim !== "" && isFree ? [{ claim, source }] : [];
  });
  const [merge, withdraw] = [merges[0], withdrawals[0]];
  if (!merge || !withdraw)
    throw new Error("The records have nothing that the story could happen to");
  return { merge, withdraw };
}
