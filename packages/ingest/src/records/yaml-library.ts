import { lateLibrary } from "../late-library.ts";

/** The library that knows all of YAML. */
export const yamlLibrary: () => typeof import("yaml") = lateLibrary("yaml");
