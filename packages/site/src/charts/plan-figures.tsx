import { releasePage, wayTo } from "../addresses.ts";
import { codesOf } from "../codes-of.ts";
import { pageFile, type Rendering } from "../page-file.ts";
import type { Documentary } from "../records/documentary.ts";
import type { ReleaseFacts } from "../release-facts.ts";
import { assetText } from "../shell/assets.ts";
import type { PageContent } from "../shell/page.ts";
import { type SiteFile, textFile } from "../site-file.ts";
import { addressesOn } from "./addresses-on.ts";
import { coverageFigure } from "./coverage.ts";
import type { Figure } from "./figure.ts";
import { FigureView, widths } from "./figure-view.tsx";
import { growthFigure, type HistoryPoint } from "./growth.ts";
import { quantitiesFigure } from "./quantities.ts";
import { speakersFigure } from "./speakers.ts";
import { standaloneSvg } from "./standalone.tsx";
import { timelineFigure } from "./timeline.ts";

/** The pictures of a release on one page, and each as a file of its own. */
export function* planFigures(
  facts: ReleaseFacts,
  rendering: Rendering,
  records: Documentary | undefined,
  history: readonly HistoryPoint[],
): Generator<SiteFile, undefined> {
  const { name, version, title } = facts.release;
  const page = releasePage(name, version, "figures");
  const fileOf = ({ id }: Figure): string => page.replace(/index\.html$/, `${id}.svg`);
  const figures = figuresOf(facts, page, records, history);
  if (figures.length === 0) return undefined;
  yield pageFile(page, rendering, () => figuresPage(figures, fileOf));
  const rules = assetText(rendering.shell.assets, "charts.css");
  for (const figure of figures) {
    const source = `${title}, version ${version}`;
    yield textFile(fileOf(figure), () => standaloneSvg(figure, widths.wide, rules, source));
  }
  return undefined;
}

function figuresOf(
  facts: ReleaseFacts,
  page: string,
  records: Documentary | undefined,
  history: readonly HistoryPoint[],
): readonly Figure[] {
  const { name: dataset, model } = facts.release;
  const happened = new Set(
    codesOf(model, "modalities")
      .filter((code) => code.happened === "yes")
      .map(({ code }) => code),
  );
  const { ofRecord, ofRows, ofTable, ofDate } = addressesOn(page, facts, happened);
  const pageOf = (version: string): string | undefined =>
    history.some((point) => point.version === version && point.hasChangesPage)
      ? releasePage(dataset, version, "changes")
      : undefined;
  const growth = growthFigure({
    history,
    addressOf: ofTable,
    pageOf,
    changesAddress: (version) => {
      const to = pageOf(version);
      return to === undefined ? undefined : wayTo(page, to);
    },
  });
  if (!records) return growth ? [growth] : [];
  return [
    timelineFigure({ dataset, records, happened, addressOf: ofDate }),
    quantitiesFigure({ dataset, records, addressOf: ({ row }) => ofRecord("claims", row.id) }),
    speakersFigure({
      dataset,
      records,
      addressOf: (agent, source) =>
        source === ""
          ? ofRecord("entities", agent)
          : ofRows("attributions", {
              agent_id: { op: "is", text: agent },
              claim_id: { op: "contains", text: `${source}.` },
            }),
    }),
    coverageFigure({
      dataset,
      records,
      addressOf: (source, from, to) =>
        ofRows("evidence", {
          source_id: { op: "is", text: source },
          role: { op: "is", text: "quote" },
          start: { op: "range", from: String(from), to: String(to) },
        }),
    }),
    growth,
  ].filter((figure) => figure !== undefined);
}

function figuresPage(figures: readonly Figure[], fileOf: (figure: Figure) => string): PageContent {
  return {
    title: "Pictures",
    section: "figures",
    description: figures.map(({ title }) => title).join(". "),
    scripts: ["charts"],
    body: (
      <>
        <h1>Pictures</h1>
        <p>
          Each is drawn from the rows of this version, and each mark leads to the words it stands
          for. The table under a picture says the same.
        </p>
        <ul class="figure-contents">
          {figures.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
        {figures.map((figure) => (
          <FigureView key={figure.id} figure={figure} file={fileOf(figure)} />
        ))}
      </>
    ),
  };
}
