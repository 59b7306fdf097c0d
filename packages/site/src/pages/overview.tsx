import { citationText, findLicence, type PublishedFile } from "@sourcebook/export";
import type { JSX } from "preact";
import { releaseFile, releasePage } from "../addresses.ts";
import type { ReleaseStep } from "../changes/release-step.ts";
import { datasetJsonLd } from "../machines/json-ld.ts";
import { DatasetPicture } from "../picture/dataset-picture.tsx";
import { downloads } from "../plan-downloads.ts";
import type { Documentary } from "../records/documentary.ts";
import type { ReleaseFacts } from "../release-facts.ts";
import type { PageContent } from "../shell/page.ts";
import { Link, useWay } from "../shell/place.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { count, day, digits, size } from "../words.ts";
import { Summary } from "./version-list.tsx";

/** What a home is made from. */
export interface Overview {
  readonly facts: ReleaseFacts;
  readonly step: ReleaseStep | undefined;
  readonly records: Documentary | undefined;
  readonly url: string | undefined;
}

/** What a release is, the ways into it, how to take it along and how to cite it. */
export function overview({ facts, step, records, url }: Overview): PageContent {
  const { release } = facts;
  const { title, description, name, version } = release;
  return {
    title,
    section: "overview",
    ...(description !== undefined && { description }),
    jsonLd: datasetJsonLd(facts, url),
    body: (
      <>
        <div class="hero">
          <div>
            <h1 class="title">
              <bdi>{title}</bdi>
            </h1>
            {description !== undefined && (
              <p class="lead">
                <bdi>{description}</bdi>
              </p>
            )}
          </div>
          {!facts.isDraft && <TakeAlong facts={facts} />}
        </div>
        <Counts facts={facts} records={records} />
        {records && records.claims.size > 0 && (
          <figure class="picture">
            <Scroll label="Picture of the dataset">
              <DatasetPicture records={records} />
            </Scroll>
            <figcaption>
              Every quote that a claim rests on, where it stands in its document. Read them one by
              one under <Link to={releasePage(name, version, "sources")}>Sources</Link>.
            </figcaption>
          </figure>
        )}
        {step && (
          <section aria-labelledby="changed">
            <h2 id="changed">What changed</h2>
            <p>
              {step.sentence} <Summary step={step} />{" "}
              <Link to={releasePage(name, version, "changes")}>See every change</Link>
            </p>
          </section>
        )}
        {!facts.isDraft && <Downloads release={release} />}
        <Rights facts={facts} />
      </>
    ),
  };
}

function Counts({
  facts,
  records,
}: {
  readonly facts: ReleaseFacts;
  readonly records: Documentary | undefined;
}): JSX.Element {
  const { name, version } = facts.release;
  const at = (page: string) => releasePage(name, version, page);
  const tables = facts.tables.filter(({ kind }) => kind === "table");
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const parts: readonly (readonly [number, string, string])[] = records
    ? [
        [records.claims.size, "claims", at("tables")],
        [records.sources.size, "sources", at("sources")],
        [records.entities.size, "people and things", at("entities")],
        [records.conflicts.size, "conflicts", at("conflicts")],
      ]
    : [
        [rows, "rows", at("tables")],
        [tables.length, tables.length === 1 ? "table" : "tables", at("tables")],
      ];
  return (
    <ul class="counts">
      {parts.map(([number, noun, page]) => (
        <li key={noun}>
          <Link to={page}>
            <strong>{digits(number)}</strong> {noun}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** What most people come for: the data in one piece, and the words to cite it with. */
function TakeAlong({ facts }: { readonly facts: ReleaseFacts }): JSX.Element {
  const way = useWay();
  const { release } = facts;
  const { name, version, created, archive } = release;
  return (
    <aside class="take-along" aria-label="Take it along">
      <p>
        <strong>Version {version}</strong>
        {created !== undefined && (
          <>
            , <time dateTime={created}>{day(created)}</time>
          </>
        )}
      </p>
      {archive && (
        <p>
          <a
            class="button button-main"
            href={way(releaseFile(name, version, archive.path))}
            download
          >
            Download
            <span>zip{archive.bytes !== undefined && `, ${size(archive.bytes)}`}</span>
          </a>
        </p>
      )}
      <p class="small">
        <a href="#download">All forms and files</a>
      </p>
      <h2 class="small-heading">Cite</h2>
      <p id="citation" class="citation">
        <bdi>{citationText({ dataset: release, created })}</bdi>
      </p>
      <p>
        <button type="button" data-copy="citation" hidden>
          Copy the citation
        </button>
      </p>
    </aside>
  );
}

/** The forms that most people want, large; and every file, in a table. */
function Downloads({ release }: { readonly release: ReleaseFacts["release"] }): JSX.Element {
  const way = useWay();
  const { name, version } = release;
  const files = downloads(release);
  const address = (file: PublishedFile) => way(releaseFile(name, version, file.path));
  const large = largeForms.flatMap(([format, words]) => {
    const file = files.find((each) => each.format === format && !each.path.includes("/"));
    return file ? [{ file, words }] : [];
  });
  return (
    <section aria-labelledby="download">
      <h2 id="download">Download</h2>
      {large.length > 0 && (
        <ul class="downloads">
          {large.map(({ file, words }) => (
            <li key={file.path}>
              <a href={address(file)} download>
                <strong>{words}</strong>
                <span>
                  {file.path}
                  {file.bytes !== undefined && `, ${size(file.bytes)}`}
                </span>
              </a>
              {file.sha256 !== undefined && (
                <p class="small soft">
                  SHA-256 <code class="hash">{file.sha256}</code>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      <details open={large.length === 0}>
        <summary>All {count(files.length, "file")}, each with its size and hash</summary>
        <Scroll label="All files">
          <table class="files">
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col" class="number">
                  Rows
                </th>
                <th scope="col" class="number">
                  Size
                </th>
                <th scope="col">SHA-256</th>
              </tr>
            </thead>
            <tbody>
              {files.map((file) => (
                <tr key={file.path}>
                  <th scope="row">
                    <a href={address(file)} download>
                      {file.path}
                    </a>
                  </th>
                  <td class="number">{file.rows === undefined ? "" : digits(file.rows)}</td>
                  <td class="number">{file.bytes === undefined ? "" : size(file.bytes)}</td>
                  <td>
                    <code class="hash">{file.sha256}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </section>
  );
}

const largeForms: readonly (readonly [format: string, words: string])[] = [
  ["zip", "Everything, as a zip"],
  ["xlsx", "A workbook for Excel"],
  ["sqlite", "A SQLite database"],
];

function Rights({ facts }: { readonly facts: ReleaseFacts }): JSX.Element {
  const { licence, contributors } = facts.release;
  const found = findLicence(licence);
  return (
    <section aria-labelledby="rights">
      <h2 id="rights">Rights</h2>
      <p>
        Licence:{" "}
        {found ? (
          <a href={found.page} rel="noreferrer license">
            {found.name}
          </a>
        ) : (
          <bdi>{licence}</bdi>
        )}
        .
        {facts.isDocumentary &&
          " Words that are quoted from a source remain those of their authors and publishers."}
      </p>
      {contributors.length > 0 && (
        <p>
          Made by{" "}
          {contributors.map(({ title, role }, index) => (
            <span key={index}>
              {index > 0 && ", "}
              <bdi>{title}</bdi>
              {role !== undefined && <span class="soft"> ({role})</span>}
            </span>
          ))}
          .
        </p>
      )}
    </section>
  );
}
