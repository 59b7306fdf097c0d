import type { ShownTable } from "../release-facts.ts";
import type { PageContent } from "../shell/page.ts";
import { useWay } from "../shell/place.tsx";
import { count, digits, size } from "../words.ts";
import { ColumnCard } from "./column-card.tsx";
import { RowTable } from "./row-table.tsx";
import type { Survey } from "./survey-table.ts";
import type { TableInfo } from "./table-info.ts";

/** A file that holds the table, to download. */
export interface TableFile {
  readonly path: string;
  readonly title: string;
  readonly bytes?: number;
}

/** The page of a table: its first rows as they are, and what its columns hold. The script makes an explorer of it. */
export function tablePage(
  { table: { definition }, kind }: ShownTable,
  info: TableInfo,
  survey: Survey,
  files: readonly TableFile[],
  dataScript: string,
): PageContent {
  const { title, description } = definition;
  const { rows, first } = survey;
  return {
    title,
    description: description || `The table ${definition.name}: ${count(rows, "row")}.`,
    section: "tables",
    scripts: ["explorer"],
    dataScripts: [dataScript],
    body: (
      <>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        <p class="lead">
          <bdi>{description}</bdi>
        </p>
        <p class="soft">
          {kind === "view" ? "A table for reading, made of the others" : "A reference table"}
          {`: ${count(rows, "row")}, ${count(info.columns.length, "column")}. `}
          <a href="#columns">What the columns mean</a>
        </p>
        <Downloads files={files} />
        <div id="explorer">
          {rows > first.length && (
            <p>
              {`These are the first ${digits(first.length)} of ${count(rows, "row")}. To sort and search them the page needs JavaScript; the files above hold them all.`}
            </p>
          )}
          {rows === 0 ? (
            <p>This table has no rows in this version.</p>
          ) : (
            <RowTable
              info={info}
              caption={title}
              rows={first.map((cells, number) => ({ number, cells }))}
            />
          )}
        </div>
        <h2 id="columns">Columns</h2>
        <div class="column-cards">
          {info.columns.map((column, index) => {
            const summary = survey.columns[index];
            return (
              summary && (
                <ColumnCard key={column.name} column={column} summary={summary} rows={rows} />
              )
            );
          })}
        </div>
      </>
    ),
  };
}

function Downloads({ files }: { readonly files: readonly TableFile[] }) {
  const way = useWay();
  if (files.length === 0) return null;
  return (
    <ul class="table-files">
      {files.map(({ path, title, bytes }) => (
        <li key={path}>
          <a href={way(path)} download>
            {title}
          </a>
          {bytes !== undefined && <span class="soft">{` ${size(bytes)}`}</span>}
        </li>
      ))}
    </ul>
  );
}
