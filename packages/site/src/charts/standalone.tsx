import { cloneElement, isValidElement, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Figure } from "./figure.ts";
import { palette } from "./palette.ts";

const margin = 24;

/** A picture as a file that needs nothing else: with its own colours, light or dark as the reader has it. */
export function standaloneSvg(
  figure: Figure,
  width: number,
  rules: string,
  source: string,
): string {
  const { title, words } = figure;
  const drawing = figure.draw(width);
  const [outer, top] = [drawing.width + 2 * margin, margin + 34];
  const height = top + drawing.height + 44;
  const svg = renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="chart"
      viewBox={`0 0 ${outer} ${height}`}
      width={outer}
      height={height}
      role="img"
      aria-label={`${title}. ${words}`}
    >
      <style>{styleText(rules)}</style>
      <rect class="chart-paper" width={outer} height={height} />
      <text class="chart-title" x={margin} y={margin + 16}>
        {title}
      </text>
      <g transform={`translate(${margin},${top})`}>{withoutLinks(drawing.content)}</g>
      <text class="chart-soft" x={margin} y={height - 16}>
        {source}
      </text>
    </svg>,
  );
  return `${svg}\n`;
}

function styleText(rules: string): string {
  const colours = (of: "light" | "dark"): string =>
    Object.entries(palette[of])
      .map(([name, value]) => `${name}:${value}`)
      .join(";");
  return `svg{--sans:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;${colours("light")}}@media(prefers-color-scheme:dark){svg{${colours("dark")}}}${rules}`;
}

/** Addresses lead nowhere from a file that was taken elsewhere. */
function withoutLinks(node: VNode): VNode {
  const strip = (child: unknown): unknown => {
    if (Array.isArray(child)) return child.map(strip);
    if (!isValidElement(child)) return child;
    return withoutLinks(child as VNode);
  };
  const { children, href, "aria-label": _, ...props } = node.props as Record<string, unknown>;
  const inner = strip(children) as never;
  return node.type === "a" && href !== undefined ? (
    <g {...props}>{inner}</g>
  ) : (
    cloneElement(node, {}, inner)
  );
}
