// EDGE: the page. Makes an explorer of the table that stands on it.
import "./explorer.css";
import { render } from "preact";
import { Explorer } from "./explorer.tsx";
import { partLoader } from "./load-part.ts";
import { type FoundRow, readRows } from "./scan.ts";
import type { TableInfo } from "./table-info.ts";
import { usualPageSize } from "./use-rows.ts";

const given: unknown = Reflect.get(globalThis, "sourcebookTable");
const place = document.getElementById("explorer");

if (typeof given === "string" && place) {
  const info = JSON.parse(given) as TableInfo;
  if (info.rows > 0) {
    const title = document.querySelector("h1")?.textContent ?? info.table;
    const table = { columns: info.columns, parts: info.parts, load: partLoader() };
    const draw = (first: readonly FoundRow[]): void => {
      place.replaceChildren();
      render(<Explorer info={info} table={table} title={title} first={first} />, place);
    };
    // The page keeps the rows it came with until there are others, so that nothing jumps. What cannot be
    // loaded, the explorer tries again, and says why not.
    readRows(table, 0, usualPageSize).then(draw, () => draw([]));
  }
}
