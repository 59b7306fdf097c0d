import { decodeProjectText } from "../decode-project-text.ts";
import type { IssueList } from "../issue-list.ts";
import { checkShape } from "./check-shape.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { RecordNode } from "./record-node.ts";
import type { RecordFileKind } from "./record-schemas.ts";

/**
 * Parses record files, and knows those again that had no fault and still have the same bytes: parsing is
 * most of a check, and between two checks of one project a single file has changed.
 */
export interface RecordMemory {
  /** @returns nothing when the file does not parse; the issues say why */
  parse(
    path: string,
    bytes: Uint8Array,
    kind: RecordFileKind,
    issues: IssueList,
  ): RecordNode | undefined;
}

export function createRecordMemory(): RecordMemory {
  const known = new Map<string, { readonly bytes: Uint8Array; readonly root: RecordNode }>();
  return {
    parse(path, bytes, kind, issues) {
      const before = known.get(path);
      if (before !== undefined && Buffer.compare(before.bytes, bytes) === 0) return before.root;
      known.delete(path);
      let isFaultless = true;
      const noticed = <Args extends readonly unknown[]>(report: (...args: Args) => void) => {
        return (...args: Args) => {
          isFaultless = false;
          report(...args);
        };
      };
      const noting = {
        ...issues,
        add: noticed(issues.add),
        addIssue: noticed(issues.addIssue),
      };
      const text = decodeProjectText(path, bytes, noting);
      const root = text === undefined ? undefined : parseYaml(path, text, noting);
      if (root === undefined) return undefined;
      checkShape(kind, root, noting);
      if (isFaultless) known.set(path, { bytes, root });
      return root;
    },
  };
}
