// EDGE: the page. Loads parts of a table as scripts, since a page opened from disk may read nothing else.
import type { Part } from "./part.ts";
import { partName } from "./table-info.ts";

// So that going back and forth does not load anew, and a table of any size does not pile up.
const mostKept = 8;

/** Gives the parts of the table beside the page; the ones used last are kept. */
export function partLoader(): (number: number) => Promise<Part> {
  const kept = new Map<number, Promise<Part>>();
  const waiting = new Map<number, (part: Part) => void>();
  Object.assign(globalThis, {
    sourcebookPart: (number: number, json: string) => waiting.get(number)?.(JSON.parse(json)),
  });

  const load = (number: number): Promise<Part> =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting.set(number, resolve);
      script.src = partName(number);
      script.onload = () => finish();
      script.onerror = () => {
        kept.delete(number);
        finish();
        reject(new Error(`Part ${number + 1} of the table could not be loaded`));
      };
      const finish = (): void => {
        waiting.delete(number);
        script.remove();
      };
      document.head.append(script);
    });

  return (number) => {
    const part = kept.get(number) ?? load(number);
    kept.delete(number);
    kept.set(number, part);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return part;
  };
}
