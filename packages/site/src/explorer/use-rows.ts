import { useEffect, useState } from "preact/hooks";
import { type FoundRow, type PartedTable, readRows, type Scan, scanView } from "./scan.ts";
import { isPlain, type View } from "./view.ts";

/** What there is to show of a view. */
export interface Found {
  /** The rows of the page. */
  readonly rows: readonly FoundRow[];
  /** How many rows the view has, as far as they were counted. */
  readonly count: number;
  /** All of them, in the order of the view, when they are few enough to be kept. */
  readonly all?: readonly FoundRow[];
  readonly state: "working" | "done" | "stopped" | "failed";
  /** How far a search through a table in parts is. */
  readonly scan?: Pick<Scan, "read" | "skipped" | "total">;
  readonly message?: string;
}

/** Rows that are kept of a view; whoever wants more narrows it, or downloads it. */
export const mostKept = 10_000;

/** Rows on a page, unless the reader wants others. */
export const usualPageSize = 50;

const nothing: Found = { rows: [], count: 0, state: "working" };

/**
 * Finds the rows of a view while it is shown; another view stops the search for the one before.
 *
 * @param first rows to show until those of the view are found
 */
export function useRows(
  table: PartedTable,
  view: View,
  pageSize: number,
  first: readonly FoundRow[],
): { readonly found: Found; readonly stop: () => void } {
  const total = table.parts.reduce((sum, { rows }) => sum + rows, 0);
  const [found, setFound] = useState<Found>(
    first.length === 0 ? nothing : { rows: first, count: total, state: "working" },
  );
  const [scan, setScan] = useState<{ key: string; last: Scan; state: Found["state"] }>();
  const [abort, setAbort] = useState<AbortController>();
  const { search, filters, sort, page } = view;
  const key = JSON.stringify([search, filters, sort]);
  const start = (page - 1) * pageSize;

  // The key stands for the view. The table as it stands: only the parts that the page is in.
  useEffect(() => {
    if (!isPlain(view)) return;
    let isCurrent = true;
    readRows(table, start, pageSize).then(
      (rows) => isCurrent && setFound({ rows, count: total, state: "done" }),
      (error: Error) =>
        isCurrent && setFound({ ...nothing, state: "failed", message: error.message }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, start, pageSize]);

  // Any other view: through all parts that may hold rows of it.
  useEffect(() => {
    if (isPlain(view)) return;
    const stopper = new AbortController();
    setAbort(stopper);
    let isCurrent = true;
    const work = async (): Promise<void> => {
      let last: Scan | undefined;
      try {
        for await (const step of scanView(table, view, mostKept, stopper.signal)) {
          last = step;
          if (!isCurrent) return;
          setScan({ key, last: step, state: step.isDone ? "done" : "working" });
        }
      } catch (error) {
        if (!isCurrent) return;
        if (last && stopper.signal.aborted) setScan({ key, last, state: "stopped" });
        else if (error instanceof Error) {
          setFound({ ...nothing, state: "failed", message: error.message });
        }
      }
    };
    void work();
    return () => {
      isCurrent = false;
      stopper.abort();
    };
  }, [key]);

  const stop = (): void => abort?.abort();
  if (isPlain(view) || found.state === "failed") return { found, stop };
  if (scan?.key !== key) return { found: { ...found, state: "working" }, stop };
  const { last, state } = scan;
  return {
    found: {
      rows: last.rows.slice(start, start + pageSize),
      count: last.found,
      state,
      ...(state === "done" && last.found === last.rows.length && { all: last.rows }),
      ...(last.total > 1 && { scan: last }),
    },
    stop,
  };
}
