import type { Issue } from "@sourcebook/schema";
import type { OverrideFault } from "../verdict/overrides.ts";

/** Override lines that cannot be read, as issues of their file. */
export const overrideIssues = (file: string, faults: readonly OverrideFault[]): readonly Issue[] =>
  faults.map(({ line, message }) => ({
    code: "override-invalid",
    severity: "error",
    message: `The override counts for nothing: ${message}.`,
    fix: "Write it on a line of its own as `Override: SV024 patch - why`, or with a table as `Override: SV024 claims patch - why`.",
    file,
    line,
    column: 1,
  }));
