import type { ComponentChildren, JSX } from "preact";
import { recordPage, wayTo } from "../addresses.ts";
import { digits } from "../words.ts";
import { Cell, isNumeric } from "./cell.tsx";
import type { Column } from "./column.ts";
import type { FoundRow } from "./scan.ts";
import type { SortBy } from "./sort-key.ts";
import type { TableInfo } from "./table-info.ts";

interface RowTableProps {
  readonly info: Pick<TableInfo, "columns" | "dataset" | "page" | "record" | "table">;
  readonly caption: string;
  readonly rows: readonly FoundRow[];
  readonly hidden?: readonly string[];
  readonly sort?: readonly SortBy[];
  /** What stands at the head of a column beside its name. */
  readonly head?: (column: Column) => ComponentChildren;
}

/** Rows of a table. The same markup stands on the page as it comes and as the script keeps it. */
export function RowTable(props: RowTableProps): JSX.Element {
  const { info, caption, rows, hidden = [], sort = [], head } = props;
  const shown = info.columns.flatMap((column, index) =>
    hidden.includes(column.name) ? [] : [{ column, index }],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="rows-scroll" aria-label={`Rows of ${caption}`} tabIndex={0}>
      <table class="rows" {...as("table")}>
        <thead {...as("rowgroup")}>
          <tr {...as("row")}>
            <th scope="col" {...as("columnheader")} class="rows-number">
              <span class="visually-hidden">Row</span>
            </th>
            {shown.map(({ column }) => (
              <th
                key={column.name}
                scope="col"
                {...as("columnheader")}
                class={isNumeric(column) ? "number" : undefined}
                aria-sort={sortState(column, sort)}
              >
                {head ? head(column) : <bdi>{column.title}</bdi>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...as("rowgroup")}>
          {rows.map(({ number, cells }) => (
            <tr key={number} {...as("row")}>
              <th scope="row" {...as("rowheader")} class="rows-number">
                <RowNumber info={info} number={number} cells={cells} />
              </th>
              {shown.map(({ column, index }) => (
                <td
                  key={column.name}
                  {...as("cell")}
                  class={isNumeric(column) ? "number" : undefined}
                  data-title={column.title}
                  data-empty={cells[index] === "" ? "" : undefined}
                >
                  <div class="rows-cell">
                    <Cell
                      column={column}
                      text={cells[index] ?? ""}
                      dataset={info.dataset}
                      page={info.page}
                    />
                  </div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

// Says again what an element is: laid out as cards, on a phone, some browsers take its role away.
const as = <Role extends TableRole>(role: Role): { role: Role } => ({ role });

type TableRole = "table" | "rowgroup" | "row" | "columnheader" | "rowheader" | "cell";

function RowNumber({ info, number, cells }: Pick<RowTableProps, "info"> & FoundRow): JSX.Element {
  const text = digits(number + 1);
  if (!info.record) return <>{text}</>;
  const key = info.record.map((index) => cells[index] ?? "");
  const to = wayTo(info.page, recordPage(info.dataset, info.table, key));
  return (
    <a href={to} aria-label={`Record of row ${text}`}>
      {text}
    </a>
  );
}

function sortState(
  { name }: Column,
  [by]: readonly SortBy[],
): "ascending" | "descending" | undefined {
  if (by?.field !== name) return undefined;
  return by.descending ? "descending" : "ascending";
}
