// EDGE: the page. Lets a reader take a picture along as PNG, in the colours that it is shown in.
import "./charts.css";
import "./figures-page.css";
import { saveFile } from "../explorer/download.ts";

// Sharp on any screen and in print.
const scale = 3;

// All that the style sheet says of a shape or of text.
const looks = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "font-variant-numeric",
  "text-anchor",
];

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-png]")) {
  button.hidden = false;
  button.addEventListener("click", () => void savePng(button));
}

async function savePng(button: HTMLButtonElement): Promise<void> {
  const section = button.closest(".figure");
  const shown = [...(section?.querySelectorAll<SVGSVGElement>("svg.chart") ?? [])].find(
    (svg) => svg.getBoundingClientRect().width > 0,
  );
  if (!shown) return;
  const words = button.textContent;
  try {
    saveFile(await drawPng(shown), `${button.dataset.png}.png`);
  } catch {
    button.textContent = "This browser cannot make a PNG; the SVG is the same picture";
    setTimeout(() => {
      button.textContent = words;
    }, 4000);
  }
}

async function drawPng(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(selfContained(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no image"))), "image/png");
  });
}

/** The picture with its looks written into it: an image knows nothing of the page's style sheet. */
function selfContained(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const copies = copy.querySelectorAll("*");
  for (const [index, original] of svg.querySelectorAll("*").entries()) {
    const style = getComputedStyle(original);
    for (const name of looks) copies[index]?.setAttribute(name, style.getPropertyValue(name));
  }
  return new XMLSerializer().serializeToString(copy);
}
