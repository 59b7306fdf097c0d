import { type PlotOptions, plot } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { type ComponentChildren, h, type VNode } from "preact";
import type { Drawing } from "./figure.ts";

/**
 * Draws a plot without a browser. The same options give the same drawing.
 *
 * Only its shapes are kept: colours and faces come from the style sheet, by the class names of the marks.
 */
export function plotPanel(options: PlotOptions): Drawing {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const drawn = plot({ ...options, className: "chart", document, figure: false });
  const [width, height] = ["width", "height"].map((name) => Number(drawn.getAttribute(name)));
  if (width === undefined || height === undefined) throw new Error("A plot has a size");
  // As the plot itself has it: words are centred where nothing else is said.
  const content = <g text-anchor="middle">{childrenOf(drawn)}</g>;
  return { width, height, content };
}

/** One drawing under the other, each below its heading. */
export function stackDrawings(
  width: number,
  parts: readonly { readonly heading?: string; readonly drawing: Drawing }[],
): Drawing {
  const placed: VNode[] = [];
  let top = 0;
  for (const { heading, drawing } of parts) {
    if (heading !== undefined) {
      placed.push(
        <text class="chart-heading" x="0" y={top + headingHeight - 12}>
          {heading}
        </text>,
      );
      top += headingHeight;
    }
    placed.push(<g transform={`translate(0,${top})`}>{drawing.content}</g>);
    top += drawing.height;
  }
  return { width, height: top, content: <g>{placed}</g> };
}

const headingHeight = 34;

function childrenOf(element: Element): ComponentChildren[] {
  return [...element.childNodes].flatMap((child, index): ComponentChildren[] => {
    if (child.nodeType === textNode) return [child.textContent ?? ""];
    if (child.nodeType !== elementNode) return [];
    const part = child as Element;
    // The style sheet of the site says all this; a policy forbids it here.
    if (part.localName === "style") return [];
    return [h(part.localName, { ...attributesOf(part), key: index }, childrenOf(part))];
  });
}

const elementNode = 1;
const textNode = 3;

function attributesOf(element: Element): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes) {
    // A group has no role that a label would be of.
    if (name === "aria-label" && element.localName === "g") continue;
    attributes[name] = value;
  }
  // A link that shows text is named by that.
  const isShape = element.localName === "a" && element.querySelector("text") === null;
  const title = isShape ? element.querySelector("title")?.textContent : undefined;
  return title ? { ...attributes, "aria-label": title } : attributes;
}
