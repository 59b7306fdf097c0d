import type { JSX } from "preact";
import { useWay } from "../shell/place.tsx";
import { Scroll } from "../shell/scroll.tsx";
import { count } from "../words.ts";
import type { Figure, Twin } from "./figure.ts";

/** Widths, in user units, that pictures are drawn for. A style sheet shows the one that fits. */
export const widths = { wide: 880, narrow: 350 } as const;

/** A picture on a page, with what it says in words, its table, and its files. */
export function FigureView({
  figure,
  file,
}: {
  readonly figure: Figure;
  /** The path of the picture as a file. */
  readonly file: string;
}): JSX.Element {
  const way = useWay();
  const { id, title, words, reading, twin } = figure;
  return (
    <section class="figure" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p>
        <bdi>{words}</bdi>
      </p>
      <p class="soft small">{reading}</p>
      <figure>
        {(["wide", "narrow"] as const).map((size) => {
          const { width, height, content } = figure.draw(widths[size]);
          return (
            // biome-ignore lint/a11y/useSemanticElements: an SVG can be no fieldset
            <svg
              key={size}
              class={`chart chart-${size}`}
              viewBox={`0 0 ${width} ${height}`}
              role="group"
              aria-label={title}
            >
              {content}
            </svg>
          );
        })}
      </figure>
      <p class="figure-files small">
        <a href={way(file)} download>
          Picture as SVG
        </a>{" "}
        <button type="button" data-png={id} hidden>
          Picture as PNG
        </button>
      </p>
      <details class="twin">
        <summary>The same as a table: {count(twin.rows.length, "row")}</summary>
        <TwinTable twin={twin} title={title} />
      </details>
    </section>
  );
}

function TwinTable({ twin, title }: { readonly twin: Twin; readonly title: string }): JSX.Element {
  const way = useWay();
  return (
    <Scroll label={`${title}, as a table`}>
      <table>
        <thead>
          <tr>
            {twin.headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {twin.rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map(({ text, to, isNumber }, index) => (
                <td key={twin.headings[index]} class={isNumber ? "number" : undefined}>
                  {to === undefined ? (
                    <bdi>{text}</bdi>
                  ) : (
                    <a href={way(to)}>
                      <bdi>{text}</bdi>
                    </a>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
