// EDGE: the page. Makes an explorer of the table that stands on it.
import "./explorer.css";
import { render } from "preact";
import { Explorer } from "./explorer.tsx";
import { partLoader } from "./load-part.ts";
import type { TableInfo } from "./table-info.ts";

const given: unknown = Reflect.get(globalThis, "sourcebookTable");
const place = document.getElementById("explorer");

if (typeof given === "string" && place) {
  const info = JSON.parse(given) as TableInfo;
  if (info.rows > 0) {
    const title = document.querySelector("h1")?.textContent ?? info.table;
    const table = { columns: info.columns, parts: info.parts, load: partLoader() };
    place.replaceChildren();
    render(<Explorer info={info} table={table} title={title} />, place);
  }
}
