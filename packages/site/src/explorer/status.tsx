import type { JSX } from "preact";
import { count, digits } from "../words.ts";
import type { Column } from "./column.ts";
import { orderWords } from "./column-dialog.tsx";
import { filterWords, withFilter } from "./filter-words.ts";
import { type Found, mostKept } from "./use-rows.ts";
import { isPlain, type View, wholeTable } from "./view.ts";

interface ChosenProps {
  readonly columns: readonly Column[];
  readonly view: View;
  readonly change: (view: View) => void;
}

/** What rows are left out and how they are ordered, in words; each can be taken back. */
export function Chosen({ columns, view, change }: ChosenProps): JSX.Element | null {
  if (isPlain(view)) return null;
  const filtered = columns.flatMap((column) => {
    const filter = view.filters[column.name];
    return filter ? [{ column, words: filterWords(column, filter) }] : [];
  });
  const sorted = view.sort.flatMap((by, place) => {
    const column = columns.find(({ name }) => name === by.field);
    return column ? [{ column, place, words: orderWords(column, by.descending) }] : [];
  });
  return (
    <ul class="chosen" aria-label="Filters and order">
      {view.search !== "" && (
        <li>
          <button type="button" onClick={() => change({ ...view, search: "", page: 1 })}>
            <TakeBack />
            {"Holds "}
            <bdi>“{view.search}”</bdi> <span aria-hidden="true">×</span>
          </button>
        </li>
      )}
      {filtered.map(({ column, words }) => (
        <li key={column.name}>
          <button type="button" onClick={() => change(withFilter(view, column.name, undefined))}>
            <TakeBack />
            <bdi>{column.title}</bdi> <bdi>{words}</bdi> <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {sorted.map(({ column, place, words }) => (
        <li key={column.name}>
          <button
            type="button"
            onClick={() =>
              change({ ...view, sort: view.sort.filter((by) => by.field !== column.name), page: 1 })
            }
          >
            <TakeBack />
            {place === 0 ? "Sorted by " : "then by "}
            <bdi>{column.title}</bdi>
            {` (${words}) `}
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" onClick={() => change({ ...wholeTable, hidden: view.hidden })}>
          Show the whole table
        </button>
      </li>
    </ul>
  );
}

const TakeBack = (): JSX.Element => <span class="visually-hidden">Take back: </span>;

interface StatusProps {
  readonly found: Found;
  readonly view: View;
  readonly total: number;
  readonly stop: () => void;
}

/** How many rows there are, and how far the search for them is: said aloud when it is done. */
export function Status({ found, view, total, stop }: StatusProps): JSX.Element {
  const { scan, state, message } = found;
  const isWorking = state === "working" && scan !== undefined;
  return (
    <div class="explorer-status">
      <p role="status" aria-atomic="true">
        {state === "failed" ? `${message}.` : isWorking ? "" : statusWords(found, view, total)}
      </p>
      {isWorking && (
        <p class="scanning">
          <progress max={scan.total} value={scan.read + scan.skipped}>
            {`${scan.read + scan.skipped} of ${scan.total}`}
          </progress>
          {` Reading part ${digits(scan.read)} of the ${count(scan.total - scan.skipped, "part")} that may have such rows; ${count(found.count, "row")} so far. `}
          <button type="button" onClick={stop}>
            Stop
          </button>
        </p>
      )}
    </div>
  );
}

function statusWords({ count: rows, state, scan, all }: Found, view: View, total: number): string {
  if (state === "working") return "";
  const isFiltered = view.search !== "" || Object.keys(view.filters).length > 0;
  const found = isFiltered ? `${digits(rows)} of ${count(total, "row")}` : count(total, "row");
  const where = scan
    ? ` ${count(scan.read, "part")} of ${digits(scan.total)} read; the others cannot have such rows at this place.`
    : "";
  if (state === "stopped") {
    return `Stopped: ${digits(rows)} found in ${count(scan?.read ?? 0, "part")} of ${digits(scan?.total ?? 0)}. There may be more.`;
  }
  const cut =
    !isPlain(view) && all === undefined && rows > mostKept
      ? ` The first ${digits(mostKept)} can be looked through here; a download has them all, in the table’s own order.`
      : "";
  return `${found}.${scan && scan.read < scan.total ? where : ""}${cut}`;
}
