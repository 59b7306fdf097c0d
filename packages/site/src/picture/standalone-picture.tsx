import type { PublishedRelease } from "@sourcebook/export";
import { renderToString } from "preact-render-to-string";
import { readDocumentary } from "../records/read-documentary.ts";
import { DatasetPicture, type Palette } from "./dataset-picture.tsx";

/**
 * The picture on the home of a documentary dataset as an SVG file that needs nothing else, to show it where
 * there are no style sheets: in a README, say.
 */
export async function standalonePicture(release: PublishedRelease): Promise<string> {
  const records = await readDocumentary(release);
  return `${renderToString(<DatasetPicture records={records} palette={light} />)}\n`;
}

/** On paper of its own: whoever shows it may be dark around it. */
const light: Palette = {
  ink: "#1e1c19",
  paper: "#fbfaf7",
  strip: "#ebe8e0",
  told: "#14566b",
  other: "#b7870b",
  denied: "#9a2a1d",
};
