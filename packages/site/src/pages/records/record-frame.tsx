import type { CellChange } from "@sourcebook/export";
import type { Cell } from "@sourcebook/schema";
import type { ComponentChildren, JSX } from "preact";
import { recordPage, releasePage } from "../../addresses.ts";
import type { RecordSeries } from "../../records/record-series.ts";
import { Link } from "../../shell/place.tsx";
import { Scroll } from "../../shell/scroll.tsx";

/** What every permanent page of a record says: what became of it, and what releases changed in it. */
interface RecordFrameProps {
  readonly dataset: string;
  readonly series: RecordSeries;
  readonly newestVersion: string;
  readonly retirement?: Retirement | undefined;
  readonly titleOf: (field: string) => string;
  /** Absent for a record that is gone and must not be shown any more. */
  readonly children?: ComponentChildren;
}

export interface Retirement {
  readonly status: string;
  readonly replaced_by?: string;
  readonly since: string;
  readonly reason: string;
}

export function RecordFrame(props: RecordFrameProps): JSX.Element {
  const { dataset, series, newestVersion, retirement, children } = props;
  const isGone = series.lastVersion !== newestVersion;
  return (
    <>
      {isGone && (
        <Gone dataset={dataset} series={series} retirement={retirement} newest={newestVersion} />
      )}
      {children}
      <History {...props} />
    </>
  );
}

function Gone({
  dataset,
  series,
  retirement,
  newest,
}: {
  readonly dataset: string;
  readonly series: RecordSeries;
  readonly retirement: Retirement | undefined;
  readonly newest: string;
}): JSX.Element {
  const { table, key, lastVersion } = series;
  const last = <Link to={releasePage(dataset, lastVersion)}>version {lastVersion}</Link>;
  const name = key.map(String).join(" / ");
  if (retirement === undefined) {
    return (
      <>
        <p class="kicker">{table}</p>
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <p class="gone">
          Version {newest} has this record no more. The last that had it is {last}.
        </p>
      </>
    );
  }
  return (
    <>
      <p class="kicker">{table}</p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      <div class="gone">
        <p>
          <strong>{retirement.status === "merged" ? "Merged" : "Withdrawn"}</strong> in version{" "}
          {retirement.since}. The last that had it is {last}.
        </p>
        <p>
          <bdi>{retirement.reason}</bdi>
        </p>
        {retirement.replaced_by !== undefined && (
          <p>
            In its place stands{" "}
            <Link to={recordPage(dataset, table, [retirement.replaced_by])}>
              <bdi>{retirement.replaced_by}</bdi>
            </Link>
            .
          </p>
        )}
      </div>
    </>
  );
}

function History({ dataset, series, newestVersion, titleOf }: RecordFrameProps): JSX.Element {
  const { firstVersion, lastVersion, changes } = series;
  const isUnchanged = changes.length === 0 && lastVersion === newestVersion;
  return (
    <section class="history" aria-labelledby="history">
      <h2 id="history">History</h2>
      <p>
        First in <Link to={releasePage(dataset, firstVersion)}>version {firstVersion}</Link>
        {isUnchanged && firstVersion !== newestVersion && ", and unchanged since"}.
      </p>
      {changes.toReversed().map(({ version, cells }) => (
        <section key={version}>
          <h3>
            <Link to={releasePage(dataset, version)}>Version {version}</Link>
          </h3>
          <CellDifferences cells={cells} titleOf={titleOf} />
        </section>
      ))}
    </section>
  );
}

/** Cells before and after, beside each other. */
export function CellDifferences({
  cells,
  titleOf,
}: {
  readonly cells: readonly CellChange[];
  readonly titleOf: (field: string) => string;
}): JSX.Element {
  return (
    <Scroll label="Changed fields">
      <table class="differences">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <tr key={cell.field}>
              <CellDifference cell={cell} titleOf={titleOf} />
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** One of them: what the field is called, with the reason of the change where one was recorded, and its two values. */
export function CellDifference({
  cell: { field, before, after, reason },
  titleOf,
}: {
  readonly cell: CellChange;
  readonly titleOf: (field: string) => string;
}): JSX.Element {
  return (
    <>
      <th scope="row">
        <bdi>{titleOf(field)}</bdi>
        {reason !== undefined && (
          <span class="fact-note">
            <bdi>{reason}</bdi>
          </span>
        )}
      </th>
      <td>{before === undefined ? <Unstated /> : <del dir="auto">{cellText(before)}</del>}</td>
      <td>{after === undefined ? <Unstated /> : <ins dir="auto">{cellText(after)}</ins>}</td>
    </>
  );
}

export const Unstated = (): JSX.Element => <span class="soft">not stated</span>;

/** A cell as text; the items of a list one under another. */
export const cellText = (cell: Cell): string =>
  typeof cell === "object" ? cell.join("\n") : String(cell);
