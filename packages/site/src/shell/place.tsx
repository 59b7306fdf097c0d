import { type ComponentChildren, createContext, type JSX } from "preact";
import { useContext } from "preact/hooks";
import { wayTo } from "../addresses.ts";

/** The path of the page that is being made; every relative address starts from it. */
export const Place: ReturnType<typeof createContext<string>> = createContext("index.html");

/** Gives the way from the page that is being made to a file of the site. */
export function useWay(): (to: string, fragment?: string) => string {
  const from = useContext(Place);
  return (to, fragment) => wayTo(from, to, fragment);
}

interface LinkProps {
  readonly to: string;
  readonly fragment?: string | undefined;
  readonly class?: string | undefined;
  readonly current?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** A link to another page of the site, by its path. */
export function Link({ to, fragment, class: name, current, children }: LinkProps): JSX.Element {
  const way = useWay();
  return (
    <a href={way(to, fragment)} class={name} aria-current={current ? "page" : undefined}>
      {children}
    </a>
  );
}
