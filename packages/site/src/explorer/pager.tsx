import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { digits } from "../words.ts";
import { findRow, type PartedTable } from "./scan.ts";
import type { TableInfo } from "./table-info.ts";
import { type Found, mostKept } from "./use-rows.ts";
import { isPlain, type View } from "./view.ts";

interface PagerProps {
  readonly info: TableInfo;
  readonly table: PartedTable;
  readonly view: View;
  readonly change: (view: View) => void;
  readonly found: Found;
  readonly pageSize: number;
  readonly setPageSize: (rows: number) => void;
}

const pageSizes = [25, 50, 100, 250];

/** The way from page to page, and in the whole table to the row with a key. */
export function Pager(props: PagerProps): JSX.Element {
  const { view, change, found, pageSize, setPageSize } = props;
  const reachable = isPlain(view) ? found.count : Math.min(found.count, mostKept);
  const pages = Math.max(1, Math.ceil(reachable / pageSize));
  const first = (view.page - 1) * pageSize + 1;
  const go = (page: number): void => change({ ...view, page: Math.min(Math.max(page, 1), pages) });
  return (
    <nav class="pager" aria-label="Pages of the table">
      <button type="button" disabled={view.page <= 1} onClick={() => go(1)}>
        First
      </button>
      <button type="button" disabled={view.page <= 1} onClick={() => go(view.page - 1)}>
        Previous
      </button>
      <span class="pager-place">
        {found.rows.length === 0
          ? "No rows"
          : `${digits(first)} to ${digits(first + found.rows.length - 1)} of ${digits(found.count)}`}
      </span>
      <button type="button" disabled={view.page >= pages} onClick={() => go(view.page + 1)}>
        Next
      </button>
      <button type="button" disabled={view.page >= pages} onClick={() => go(pages)}>
        Last
      </button>
      <label>
        {"Rows on a page "}
        <select
          value={pageSize}
          onChange={({ currentTarget }) => {
            const size = Number(currentTarget.value);
            setPageSize(size);
            change({ ...view, page: Math.floor((first - 1) / size) + 1 });
          }}
        >
          {pageSizes.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </select>
      </label>
      {isPlain(view) && <KeyJump {...props} />}
    </nav>
  );
}

function KeyJump({ info, table, view, change, pageSize }: PagerProps): JSX.Element | null {
  const [key, setKey] = useState("");
  const { orderedBy, columns, rows } = info;
  const column = columns.find(({ name }) => name === orderedBy);
  if (!column || rows <= pageSize) return null;
  const jump = async (): Promise<void> => {
    const row = await findRow(table, column.name, key);
    change({ ...view, page: Math.floor(Math.min(row, rows - 1) / pageSize) + 1 });
  };
  return (
    <form
      class="pager-jump"
      onSubmit={(event) => {
        event.preventDefault();
        void jump();
      }}
    >
      <label>
        {"Go to "}
        <bdi>{column.title}</bdi>{" "}
        <input
          type="text"
          value={key}
          onInput={({ currentTarget }) => setKey(currentTarget.value)}
        />
      </label>
      <button type="submit">Go</button>
    </form>
  );
}
