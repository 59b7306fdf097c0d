import { createRequire } from "node:module";

/** Loads a library when it is first asked for: most commands never need it, and all would wait for its files. */
export function lateLibrary<Library>(name: string): () => Library {
  let library: Library | undefined;
  return () => {
    library ??= createRequire(import.meta.url)(name) as Library;
    return library;
  };
}
