import type { RowChange, TableDiff } from "@sourcebook/export";
import type { JSX } from "preact";
import { releasePage } from "../addresses.ts";
import { mostRowsShown, type ReleaseStep } from "../changes/release-step.ts";
import type { ReleaseFacts } from "../release-facts.ts";
import type { PageContent } from "../shell/page.ts";
import { Link } from "../shell/place.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { count, digits } from "../words.ts";
import { CellDifference, cellText } from "./records/record-frame.tsx";

/** Finds the permanent page of a row, if it has one. */
export type RowPage = (table: string, key: readonly unknown[]) => string | undefined;

/** What a release changed, cell beside cell, and what that means for who uses the data. */
export function changePage(
  { release }: ReleaseFacts,
  { before, sentence, verdict, diff }: ReleaseStep,
  rowPage: RowPage,
): PageContent {
  const { name, version } = release;
  return {
    title: `What changed in ${version}`,
    section: "versions",
    body: (
      <>
        <p class="kicker">
          <Link to={releasePage(name, before.release.version)}>{before.release.version}</Link> →{" "}
          <Link to={releasePage(name, version)}>{version}</Link>
        </p>
        <h1>What changed in {version}</h1>
        <p class="lead">{sentence}</p>
        {verdict.findings.length > 0 && (
          <>
            <h2>Why, and what to do</h2>
            <ol class="findings">
              {verdict.findings.map((finding, index) => (
                <li key={index}>
                  <span class={`bump bump-${finding.bump}`}>{finding.bump}</span>{" "}
                  <bdi>{finding.sentence}</bdi>{" "}
                  <span class="soft">
                    <bdi>{finding.remedy}</bdi>
                  </span>
                </li>
              ))}
            </ol>
          </>
        )}
        {diff.tables.map((table) => (
          <TableChanges key={table.table} diff={table} after={release} rowPage={rowPage} />
        ))}
      </>
    ),
  };
}

function TableChanges({
  diff,
  after,
  rowPage,
}: {
  readonly diff: TableDiff;
  readonly after: ReleaseFacts["release"];
  readonly rowPage: RowPage;
}): JSX.Element {
  const definition = after.tables.find((each) => each.definition.name === diff.table)?.definition;
  const titleOf = (field: string): string =>
    definition?.fields.find(({ name }) => name === field)?.title ?? field;
  const shown = diff.changes.slice(0, mostRowsShown);
  const of = (kind: RowChange["change"]) => shown.filter(({ change }) => change === kind);
  const omitted = diff.omitted + diff.changes.length - shown.length;
  const { rows } = diff;
  return (
    <section>
      <h2>
        <bdi>{definition?.title ?? diff.table}</bdi>
      </h2>
      <p>
        {diff.change === "added" && "A new table. "}
        {diff.change === "removed" && "This table is gone. "}
        {count(rows.before, "row")} before, {digits(rows.after)} after: {digits(rows.added)} added,{" "}
        {digits(rows.removed)} removed, {digits(rows.changed)} changed
        {rows.moved > 0 && `, ${digits(rows.moved)} under another key`}.
      </p>
      <FieldChanges diff={diff} />
      <CellChanges
        table={diff.table}
        changes={[...of("changed"), ...of("moved")]}
        titleOf={titleOf}
        rowPage={rowPage}
      />
      <RowNames title="Added" changes={of("added")} table={diff.table} rowPage={rowPage} />
      <RowNames title="Removed" changes={of("removed")} table={diff.table} rowPage={rowPage} />
      {omitted > 0 && (
        <p class="soft">
          {count(omitted, "more change")} in this table: <code>sourcebook diff</code> lists them
          all.
        </p>
      )}
    </section>
  );
}

/** Every changed cell of a table, before and after beside each other, row by row. */
function CellChanges({
  table,
  changes,
  titleOf,
  rowPage,
}: {
  readonly table: string;
  readonly changes: readonly RowChange[];
  readonly titleOf: (field: string) => string;
  readonly rowPage: RowPage;
}): JSX.Element | null {
  const rows = changes.flatMap((change) =>
    change.change === "changed" || change.change === "moved" ? [change] : [],
  );
  if (rows.length === 0) return null;
  return (
    <Scroll label={`Changed cells of ${table}`}>
      <table class="differences">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        {rows.map((change) => (
          <tbody key={cellsText(change.key)}>
            {(change.cells.length > 0 ? change.cells : [undefined]).map((cell, index) => (
              <tr key={cell?.field ?? ""}>
                {index === 0 && (
                  <th scope="rowgroup" rowSpan={Math.max(1, change.cells.length)}>
                    <RowName table={table} change={change} rowPage={rowPage} />
                  </th>
                )}
                {cell === undefined ? (
                  <td colSpan={3}>Another key</td>
                ) : (
                  <CellDifference cell={cell} titleOf={titleOf} />
                )}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Scroll>
  );
}

function FieldChanges({ diff }: { readonly diff: TableDiff }): JSX.Element | null {
  const words = [
    ...diff.fields_added.map((field) => `${field} is new`),
    ...diff.fields_removed.map((field) => `${field} is gone`),
    ...diff.fields_renamed.map(({ from, to }) => `${from} is now called ${to}`),
    ...diff.fields_retyped.map(
      ({ field, before, after }) => `${field} was ${before} and is ${after}`,
    ),
  ];
  return words.length === 0 ? null : <p>Fields: {words.join("; ")}.</p>;
}

interface RowNameProps {
  readonly table: string;
  readonly change: RowChange;
  readonly rowPage: RowPage;
}

function RowName({ table, change, rowPage }: RowNameProps): JSX.Element {
  const page = rowPage(table, change.key);
  const name = <bdi>{cellsText(change.key)}</bdi>;
  return (
    <>
      {change.change === "moved" && (
        <>
          <bdi>{cellsText(change.from)}</bdi>
          {" → "}
        </>
      )}
      {page === undefined ? name : <Link to={page}>{name}</Link>}
    </>
  );
}

function RowNames({
  title,
  changes,
  ...rest
}: {
  readonly title: string;
  readonly changes: readonly RowChange[];
  readonly table: string;
  readonly rowPage: RowPage;
}): JSX.Element | null {
  if (changes.length === 0) return null;
  return (
    <details open={changes.length <= mostOpen}>
      <summary>
        <h3>
          {title} <span class="soft">{digits(changes.length)}</span>
        </h3>
      </summary>
      <ul class="columns">
        {changes.map((change) => (
          <li key={cellsText(change.key)}>
            <RowName change={change} {...rest} />
            {change.change === "removed" && change.retired && (
              <span class="fact-note">
                {change.retired.status}: <bdi>{change.retired.reason}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

const mostOpen = 30;

const cellsText = (key: RowChange["key"]): string => key.map(cellText).join(" / ");
