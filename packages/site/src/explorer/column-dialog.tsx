import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { digits } from "../words.ts";
import { type Column, orderOf } from "./column.ts";
import { blankFilter, filterOps, opNames, withFilter, withSort } from "./filter-words.ts";
import type { Choice } from "./table-info.ts";
import type { Filter, View } from "./view.ts";

interface ColumnDialogProps {
  readonly column: Column;
  readonly choices: readonly Choice[] | undefined;
  readonly view: View;
  readonly change: (view: View) => void;
  readonly close: () => void;
}

/** Everything that can be done with a column, and what it means. */
export function ColumnDialog({
  column,
  choices,
  view,
  change,
  close,
}: ColumnDialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const { name, title } = column;
  useEffect(() => {
    dialog.current?.showModal();
    // The page says it once; here it is shown again.
    const said = document.querySelector(`[data-column-summary="${CSS.escape(name)}"]`);
    if (said) summary.current?.replaceChildren(...said.cloneNode(true).childNodes);
  }, [name]);
  const by = view.sort.find(({ field }) => field === name);
  const isFurther = view.sort.length > 0 && view.sort[0]?.field !== name;
  const sort = (descending: boolean | undefined, further = false): void =>
    change(withSort(view, name, descending, further));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape, which the element brings
    <dialog
      ref={dialog}
      class="column-dialog"
      aria-labelledby="column-dialog-title"
      onClose={close}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      <div class="column-dialog-body">
        <header>
          <h2 id="column-dialog-title">
            <bdi>{title}</bdi> <code>{name}</code>
          </h2>
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </header>
        <FilterForm column={column} choices={choices} view={view} change={change} />
        <fieldset>
          <legend>Order</legend>
          <div class="button-row">
            {[false, true].map((descending) => (
              <button
                key={String(descending)}
                type="button"
                aria-pressed={by?.descending === descending}
                onClick={() => sort(by?.descending === descending ? undefined : descending)}
              >
                {orderWords(column, descending)}
              </button>
            ))}
            {isFurther &&
              [false, true].map((descending) => (
                <button
                  key={`then ${descending}`}
                  type="button"
                  onClick={() => sort(descending, true)}
                >
                  {`Then: ${orderWords(column, descending)}`}
                </button>
              ))}
          </div>
        </fieldset>
        <div class="button-row">
          <button
            type="button"
            onClick={() => {
              change({ ...view, hidden: [...view.hidden, name] });
              dialog.current?.close();
            }}
          >
            Hide this column
          </button>
        </div>
        <div ref={summary} class="column-dialog-summary" />
      </div>
    </dialog>
  );
}

export function orderWords(column: Pick<Column, "type" | "isEdtf">, descending: boolean): string {
  const [up, down] = {
    text: ["A to Z", "Z to A"],
    number: ["Least first", "Greatest first"],
    edtf: ["Earliest first", "Latest first"],
    datetime: ["Earliest first", "Latest first"],
  }[orderOf(column)] as [string, string];
  return descending ? down : up;
}

function FilterForm({
  column,
  choices,
  view,
  change,
}: Omit<ColumnDialogProps, "close">): JSX.Element {
  const { name } = column;
  const ops = filterOps(column, choices !== undefined);
  const filter = view.filters[name];
  const op = useRef<Filter["op"]>(filter?.op ?? ops[0] ?? "contains");
  const shown = filter?.op === op.current ? filter : blankFilter(op.current);
  const set = (next: Filter | undefined): void => change(withFilter(view, name, next));
  return (
    <fieldset>
      <legend>Show only rows where it…</legend>
      <select
        aria-label="Kind of filter"
        value={op.current}
        onChange={({ currentTarget }) => {
          op.current = currentTarget.value as Filter["op"];
          set(blankFilter(op.current));
        }}
      >
        {ops.map((each) => (
          <option key={each} value={each}>
            {opNames[each]}
          </option>
        ))}
      </select>
      <FilterInputs column={column} choices={choices} filter={shown} set={set} />
      {filter && (
        <button
          type="button"
          onClick={() => {
            op.current = ops[0] ?? "contains";
            set(undefined);
          }}
        >
          Show all rows again
        </button>
      )}
    </fieldset>
  );
}

interface FilterInputsProps extends Pick<ColumnDialogProps, "column" | "choices"> {
  readonly filter: Filter;
  readonly set: (filter: Filter) => void;
}

function FilterInputs({ column, choices, filter, set }: FilterInputsProps): JSX.Element | null {
  switch (filter.op) {
    case "contains":
    case "is":
      return (
        <input
          type="text"
          aria-label="Text"
          value={filter.text}
          onInput={({ currentTarget: { value } }) => set({ op: filter.op, text: value })}
        />
      );
    case "range": {
      const mode = orderOf(column) === "number" ? "decimal" : "text";
      const hint = mode === "text" ? "1988 or 1988-07-31" : undefined;
      return (
        <div class="range">
          {(["from", "to"] as const).map((end) => (
            <label key={end}>
              {end === "from" ? "From" : "To"}
              <input
                type="text"
                inputMode={mode}
                placeholder={hint}
                value={filter[end]}
                onInput={({ currentTarget: { value } }) => set({ ...filter, [end]: value })}
              />
            </label>
          ))}
        </div>
      );
    }
    case "in": {
      const titles = new Map(column.codes?.map(({ code, title }) => [code, title]));
      const toggle = (value: string): void =>
        set({
          op: "in",
          values: filter.values.includes(value)
            ? filter.values.filter((other) => other !== value)
            : [...filter.values, value],
        });
      return (
        <ul class="choices">
          {(choices ?? []).map(({ value, count }) => (
            <li key={value}>
              <label>
                <input
                  type="checkbox"
                  checked={filter.values.includes(value)}
                  onChange={() => toggle(value)}
                />
                <bdi>{titles.get(value) ?? value}</bdi>
                <span class="soft">{digits(count)}</span>
              </label>
            </li>
          ))}
        </ul>
      );
    }
    default:
      return null;
  }
}
