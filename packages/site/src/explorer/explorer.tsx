import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { copyText } from "../client/copy.ts";
import { count } from "../words.ts";
import type { Column } from "./column.ts";
import { ColumnDialog } from "./column-dialog.tsx";
import { saveFile, viewCsv } from "./download.ts";
import { withSort } from "./filter-words.ts";
import { Pager } from "./pager.tsx";
import { RowTable } from "./row-table.tsx";
import type { FoundRow, PartedTable } from "./scan.ts";
import { Chosen, Status } from "./status.tsx";
import type { TableInfo } from "./table-info.ts";
import { type Found, useRows, usualPageSize } from "./use-rows.ts";
import { useView } from "./use-view.ts";
import type { View } from "./view.ts";

interface ExplorerProps {
  readonly info: TableInfo;
  readonly table: PartedTable;
  readonly title: string;
  /** The first rows of the table, shown until those of the view are found. */
  readonly first: readonly FoundRow[];
}

/** A table to look around in. What is looked at stands in the address of the page. */
export function Explorer({ info, table, title, first }: ExplorerProps): JSX.Element {
  const [view, setView] = useView(info.columns);
  const [pageSize, setPageSize] = useState(usualPageSize);
  const [open, setOpen] = useState<Column>();
  const opener = useRef<HTMLElement>(null);
  const { found, stop } = useRows(table, view, pageSize, first);
  return (
    <div class="explorer">
      <Toolbar info={info} table={table} view={view} change={setView} found={found} />
      <Chosen columns={info.columns} view={view} change={setView} />
      <Status found={found} view={view} total={info.rows} stop={stop} />
      <div
        class="explorer-rows"
        data-busy={found.state === "working" ? "" : undefined}
        data-wide={info.columns.length - view.hidden.length > mostNarrow ? "" : undefined}
      >
        <RowTable
          info={info}
          caption={title}
          rows={found.rows}
          hidden={view.hidden}
          sort={view.sort}
          head={(column) => (
            <ColumnHead
              column={column}
              view={view}
              change={setView}
              show={(button) => {
                opener.current = button;
                setOpen(column);
              }}
            />
          )}
        />
      </div>
      <Pager
        info={info}
        table={table}
        view={view}
        change={setView}
        found={found}
        pageSize={pageSize}
        setPageSize={setPageSize}
      />
      {open && (
        <ColumnDialog
          key={open.name}
          column={open}
          choices={info.choices[open.name]}
          view={view}
          change={setView}
          close={() => {
            setOpen(undefined);
            opener.current?.focus();
          }}
        />
      )}
    </div>
  );
}

// As many columns stand well beside each other in the width of the text.
const mostNarrow = 7;

interface HeadProps extends Pick<ToolbarProps, "view" | "change"> {
  readonly column: Column;
  readonly show: (opener: HTMLElement) => void;
}

function ColumnHead({ column, view, change, show }: HeadProps): JSX.Element {
  const { name, title } = column;
  const place = view.sort.findIndex(({ field }) => field === name);
  const by = view.sort[place];
  // First up, then down, then as before; with Shift, beside what it is sorted by already.
  const next = by === undefined ? false : by.descending ? undefined : true;
  const isFiltered = Object.hasOwn(view.filters, name);
  return (
    <div class="column-head">
      <button
        type="button"
        class="column-sort"
        title="Sort by this column; with Shift, after those it is sorted by already"
        onClick={({ shiftKey }) => change(withSort(view, name, next, shiftKey))}
      >
        <bdi>{title}</bdi>
        {by && (
          <span aria-hidden="true" class="column-order">
            {by.descending ? "↓" : "↑"}
            {view.sort.length > 1 && <sup>{place + 1}</sup>}
          </span>
        )}
      </button>
      <button
        type="button"
        class="column-more"
        aria-haspopup="dialog"
        aria-label={`Filter and describe ${title}${isFiltered ? " (filtered)" : ""}`}
        data-filtered={isFiltered ? "" : undefined}
        onClick={({ currentTarget }) => show(currentTarget)}
      >
        <span aria-hidden="true">{isFiltered ? "◆" : "⋯"}</span>
      </button>
    </div>
  );
}

interface ToolbarProps extends Pick<ExplorerProps, "info" | "table"> {
  readonly view: View;
  readonly change: (view: View) => void;
  readonly found: Found;
}

// Long enough to type on, short enough not to wait.
const typingPause = 200;

function Toolbar({ info, table, view, change, found }: ToolbarProps): JSX.Element {
  const [typed, setTyped] = useState(view.search);
  const [said, setSaid] = useState("");
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(view.search), [view.search]);
  const say = (words: string): void => {
    setSaid(words);
    setTimeout(() => setSaid(""), 3000);
  };
  const search = (words: string): void => {
    setTyped(words);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => change({ ...view, search: words, page: 1 }), typingPause);
  };
  const download = async (): Promise<void> => {
    say("Making the file…");
    const stopper = new AbortController();
    try {
      const content = await viewCsv(table, view, found.all, stopper.signal);
      saveFile(content, `${info.dataset}-${info.version}-${info.table}-selection.csv`);
      say("The file is made");
    } catch (error) {
      say(error instanceof Error ? error.message : "The file could not be made");
    }
  };
  return (
    <div class="explorer-tools">
      <label class="explorer-search">
        <span>Search</span>
        <input
          type="search"
          value={typed}
          placeholder="in all columns"
          onInput={({ currentTarget }) => search(currentTarget.value)}
        />
      </label>
      <details class="explorer-columns">
        <summary>
          {view.hidden.length === 0
            ? "Columns"
            : `Columns: ${info.columns.length - view.hidden.length} of ${info.columns.length}`}
        </summary>
        <ul class="choices">
          {info.columns.map(({ name, title }) => (
            <li key={name}>
              <label>
                <input
                  type="checkbox"
                  checked={!view.hidden.includes(name)}
                  onChange={() =>
                    change({
                      ...view,
                      hidden: view.hidden.includes(name)
                        ? view.hidden.filter((other) => other !== name)
                        : [...view.hidden, name],
                    })
                  }
                />
                <bdi>{title}</bdi>
              </label>
            </li>
          ))}
        </ul>
      </details>
      <button
        type="button"
        onClick={() =>
          void copyText(location.href).then((isCopied) =>
            say(isCopied ? "The link is copied" : "Copy it from the address bar"),
          )
        }
      >
        Copy link
      </button>
      <button type="button" disabled={found.state !== "done"} onClick={() => void download()}>
        {`Download ${found.state === "done" ? count(found.count, "row") : "these rows"} (CSV)`}
      </button>
      <span role="status" class="explorer-said">
        {said}
      </span>
    </div>
  );
}
