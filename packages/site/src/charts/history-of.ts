import type { ReleaseStep } from "../changes/release-step.ts";
import type { ReleaseFacts } from "../release-facts.ts";
import type { HistoryPoint, TableCounts } from "./growth.ts";

/** How the tables of a dataset came to be what they are, up to a release. */
export function historyOf(
  all: readonly ReleaseFacts[],
  steps: ReadonlyMap<string, ReleaseStep>,
  until: ReleaseFacts,
): readonly HistoryPoint[] {
  return all.slice(0, all.indexOf(until) + 1).map(({ release, tables }) => {
    const { version, created, yanked } = release;
    const step = steps.get(version);
    return {
      version,
      ...(created !== undefined && { created }),
      hasChangesPage: step !== undefined && !yanked,
      tables: tables.flatMap(({ table: { definition }, kind, rows }): TableCounts[] => {
        if (kind === "view") return [];
        const { name, title } = definition;
        const change = step?.diff.tables.find(({ table }) => table === name)?.rows;
        return [
          {
            name,
            title,
            rows,
            ...(step && {
              added: change?.added ?? 0,
              removed: change?.removed ?? 0,
              changed: (change?.changed ?? 0) + (change?.extended ?? 0) + (change?.moved ?? 0),
            }),
          },
        ];
      }),
    };
  });
}
