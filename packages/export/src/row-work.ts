// EDGE: knows where a module of this package lies.
import type { RowWork } from "@sourcebook/schema";

// Beside this file in the sources; an entry of its own beside the bundle.
const name = import.meta.url.endsWith(".ts") ? "./row-forms.ts" : "./row-forms.js";

/** Has whoever reads the rows of a project write them as they stand in a release, while they are at hand. */
export const rowWork: RowWork = { module: new URL(name, import.meta.url).href };
