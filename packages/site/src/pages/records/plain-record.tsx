import type { Row, TableDefinition } from "@sourcebook/schema";
import type { JSX } from "preact";
import { recordPage } from "../../addresses.ts";
import { Link } from "../../shell/place.tsx";
import { cellText, Unstated } from "./record-frame.tsx";

interface PlainRecordProps {
  readonly dataset: string;
  readonly definition: TableDefinition;
  readonly row: Row;
  /** Whether a row of another table has a page. */
  readonly hasPage: (table: string, key: readonly unknown[]) => boolean;
}

/** A row of any table: every field with its title, its value and what it means. */
export function PlainRecord({ dataset, definition, row, hasPage }: PlainRecordProps): JSX.Element {
  const name = definition.primaryKey.map((field) => cellText(row[field] ?? "")).join(" / ");
  return (
    <>
      <p class="kicker">
        <bdi>{definition.title}</bdi>
      </p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <dl class="fields">
        {definition.fields.map((field) => (
          <div class="field" key={field.name}>
            <dt>
              <bdi>{field.title}</bdi>
            </dt>
            <dd>
              <Value cell={row[field.name]} {...reference(field.name)} />
              {field.unit !== undefined && row[field.name] !== undefined && (
                <span class="soft">
                  {" "}
                  <bdi>{field.unit}</bdi>
                </span>
              )}
              <p class="fact-note">
                <bdi>{field.description}</bdi>
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );

  function reference(field: string): { to?: string } {
    const key = definition.foreignKeys.find(
      ({ fields, each }) => each !== true && fields.length === 1 && fields[0] === field,
    );
    const cell = row[field];
    if (key === undefined || cell === undefined) return {};
    const { table } = key.reference;
    return hasPage(table, [cell]) ? { to: recordPage(dataset, table, [cell]) } : {};
  }
}

function Value({
  cell,
  to,
}: {
  readonly cell: Row[string] | undefined;
  readonly to?: string;
}): JSX.Element {
  if (cell === undefined) return <Unstated />;
  const text = (
    <span class="value" dir="auto">
      {cellText(cell)}
    </span>
  );
  return to === undefined ? text : <Link to={to}>{text}</Link>;
}
