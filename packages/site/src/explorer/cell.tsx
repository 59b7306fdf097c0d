import type { JSX } from "preact";
import { recordPage, wayTo } from "../addresses.ts";
import { type Column, valuesOf } from "./column.ts";

interface CellProps {
  readonly column: Column;
  /** As the canonical CSV has it. */
  readonly text: string;
  readonly dataset: string;
  /** The path of the page that the cell stands on. */
  readonly page: string;
}

/** A cell as it is shown: its text exactly, and a way to the record that it names. */
export function Cell({ column, text, dataset, page }: CellProps): JSX.Element | null {
  if (text === "") return null;
  const { leadsTo, type } = column;
  if (!leadsTo) {
    if (type === "integer" || type === "number") return <>{text}</>;
    return <bdi>{text}</bdi>;
  }
  const items = leadsTo.each ? valuesOf(column, text) : [text];
  return (
    <>
      {items.map((item, index) => (
        <span key={item}>
          {index > 0 && "; "}
          <a href={wayTo(page, recordPage(dataset, leadsTo.table, [item]))}>
            <bdi>{item}</bdi>
          </a>
        </span>
      ))}
    </>
  );
}

export const isNumeric = ({ type }: Column): boolean => type === "integer" || type === "number";
