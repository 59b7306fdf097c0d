import type { JSX } from "preact";
import type { Documentary } from "../records/documentary.ts";
import { count } from "../words.ts";
import { documentStrips } from "./document-strips.ts";

/** What the picture of a dataset is made with: sizes in user units of the SVG. */
const width = 960;
const labelHeight = 22;
const stripHeight = 26;
const gap = 20;

interface DatasetPictureProps {
  readonly records: Documentary;
  /** Colours as attributes, for a picture that stands alone; on a page the style sheet has them. */
  readonly palette?: Palette;
}

export interface Palette {
  readonly ink: string;
  readonly paper: string;
  readonly strip: string;
  readonly told: string;
  readonly other: string;
  readonly denied: string;
}

/**
 * The whole dataset at a glance: each document a strip, and on it every quote that a claim rests on, where
 * it stands. What is told as having happened stands at full height; hopes, estimates and allegations below
 * it; denials are outlined. Nothing is added up.
 */
export function DatasetPicture({ records, palette }: DatasetPictureProps): JSX.Element {
  const { strips, lengthOf } = documentStrips(records);
  const height = strips.length * (labelHeight + stripHeight + gap) + labelHeight;
  const margin = palette ? 24 : 0;
  const fill = (part: keyof Palette) => (palette ? { fill: palette[part] } : {});
  return (
    <svg
      class="dataset-picture"
      viewBox={`${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}`}
      role="img"
      aria-labelledby="picture-title picture-words"
      {...(palette && {
        xmlns: "http://www.w3.org/2000/svg",
        "font-family": "system-ui, sans-serif",
        "font-size": "15",
      })}
    >
      <title id="picture-title">Where in the documents the claims stand</title>
      <desc id="picture-words">{pictureWords(records)}</desc>
      {palette && <rect x={-margin} y={-margin} width="100%" height="100%" fill={palette.paper} />}
      {strips.map(({ source, marks }, row) => {
        const top = row * (labelHeight + stripHeight + gap);
        const y = top + labelHeight;
        const length = round(lengthOf(source) * width);
        return (
          <g key={source.row.id}>
            <text class="picture-label" x="0" y={top + 15} {...fill("ink")}>
              {shorten(source.row.title ?? source.row.id)}
            </text>
            <text class="picture-count" x={width} y={top + 15} text-anchor="end" {...fill("ink")}>
              {count(source.claims.length, "claim")}
            </text>
            <rect
              class="picture-strip"
              x="0"
              y={y}
              width={length}
              height={stripHeight}
              {...fill("strip")}
            />
            {marks.map(({ claim, start, end, sense }, index) => (
              <rect
                key={`${claim.row.id}/${index}`}
                class={palette ? undefined : `picture-${sense}`}
                x={round(start * width)}
                y={sense === "told" ? y : y + stripHeight / 2}
                width={Math.max(1.2, round((end - start) * width))}
                height={stripHeight / 2}
                {...fill(sense)}
                {...(palette && sense !== "denied" && { "fill-opacity": "0.55" })}
              />
            ))}
          </g>
        );
      })}
      <Legend y={height - 8} fill={fill} />
    </svg>
  );
}

function Legend({
  y,
  fill,
}: {
  readonly y: number;
  readonly fill: (part: keyof Palette) => object;
}): JSX.Element {
  const entries = [
    ["told", "told as having happened", 0],
    ["other", "alleged, estimated, hoped, planned, judged, …", 230],
    ["denied", "denied", 640],
  ] as const;
  return (
    <g class="picture-legend">
      {entries.map(([sense, words, x]) => (
        <g key={sense}>
          <rect
            class={`picture-${sense}`}
            x={x}
            y={y - 12}
            width="14"
            height="14"
            {...fill(sense)}
          />
          <text x={x + 22} y={y} {...fill("ink")}>
            {words}
          </text>
        </g>
      ))}
    </g>
  );
}

/** The picture in words. */
export function pictureWords(records: Documentary): string {
  const { strips } = documentStrips(records);
  return strips
    .map(({ source, marks }) => {
      const of = (sense: string) =>
        new Set(marks.filter((mark) => mark.sense === sense).map(({ claim }) => claim)).size;
      return `${source.row.title ?? source.row.id}: ${count(source.claims.length, "claim")}, ${of("told")} told as having happened, ${of("denied")} denied, ${of("other")} in another sense.`;
    })
    .join(" ");
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Titles that would run into the number at the other end. */
const shorten = (title: string): string => {
  const letters = [...title];
  return letters.length > 88 ? `${letters.slice(0, 87).join("")}…` : title;
};
