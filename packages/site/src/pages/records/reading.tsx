import { type ComponentChildren, createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";
import { recordPage } from "../../addresses.ts";
import type { Documentary } from "../../records/documentary.ts";
import { Link } from "../../shell/place.tsx";

/** The dataset that a page reads from. */
export interface Reading {
  readonly dataset: string;
  readonly version: string;
  readonly records: Documentary;
}

const ReadingContext = createContext<Reading | undefined>(undefined);

export function WithReading({
  reading,
  children,
}: {
  readonly reading: Reading;
  readonly children: ComponentChildren;
}): JSX.Element {
  return <ReadingContext.Provider value={reading}>{children}</ReadingContext.Provider>;
}

export function useReading(): Reading {
  const reading = useContext(ReadingContext);
  if (reading === undefined) throw new Error("This part of a page needs the records around it");
  return reading;
}

interface RecordLinkProps {
  readonly table: "sources" | "entities" | "claims" | "conflicts";
  readonly id: string;
  readonly fragment?: string;
  readonly children: ComponentChildren;
}

/** A link to the permanent page of a record. */
export function RecordLink({ table, id, fragment, children }: RecordLinkProps): JSX.Element {
  const { dataset } = useReading();
  return (
    <Link to={recordPage(dataset, table, [id])} fragment={fragment}>
      {children}
    </Link>
  );
}

/** An entity under its neutral label. */
export function EntityLink({
  entity,
}: {
  readonly entity: { readonly id: string; readonly label: string };
}): JSX.Element {
  return (
    <RecordLink table="entities" id={entity.id}>
      <bdi>{entity.label}</bdi>
    </RecordLink>
  );
}

/** A code under its title; what it means shows on pointing, and is read out. */
export function CodeWord({
  codelist,
  code,
  lower = false,
}: {
  readonly codelist: string;
  readonly code: string;
  readonly lower?: boolean;
}): JSX.Element {
  const { title, description } = useReading().records.describe(codelist, code);
  const words = lower ? `${title.slice(0, 1).toLowerCase()}${title.slice(1)}` : title;
  return <span title={description === "" ? undefined : description}>{words}</span>;
}

/** What a source is called: its title, or the id when it prints none. */
export const sourceTitle = (source: { readonly id: string; readonly title?: string }): string =>
  source.title ?? source.id;
