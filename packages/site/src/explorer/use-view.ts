import { useEffect, useState } from "preact/hooks";
import type { Column } from "./column.ts";
import { formatView, parseView, type View } from "./view.ts";

/** The view that the address of the page names; what is changed is written there, and going back undoes it. */
export function useView(columns: readonly Column[]): readonly [View, (view: View) => void] {
  const [view, setView] = useState(() => parseView(location.hash.slice(1), columns));
  useEffect(() => {
    const read = (): void => setView(parseView(location.hash.slice(1), columns));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, [columns]);
  const change = (next: View): void => {
    setView(next);
    const address = `#${formatView(next)}`;
    // Every letter of a search or a filter would be a step back of its own.
    if (next.page !== view.page) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  };
  return [view, change];
}
