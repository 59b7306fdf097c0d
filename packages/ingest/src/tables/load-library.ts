import { codeOf } from "../io-error.ts";
import type { FileFault } from "./raw-table.ts";

/** Loads a library that only some formats need, or says which package to install. */
export async function loadLibrary<Library>(
  name: string,
  format: string,
  load: () => Promise<Library>,
): Promise<{ readonly library: Library } | { readonly fault: FileFault }> {
  try {
    return { library: await load() };
  } catch (error) {
    const code = codeOf(error);
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "MODULE_NOT_FOUND") throw error;
    return {
      fault: {
        code: "library-missing",
        severity: "error",
        message: `Reading ${format} needs the package ${name}, which is not installed.`,
        fix: `Install it: npm install ${name}`,
      },
    };
  }
}
