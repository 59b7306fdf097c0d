import { createHash } from "node:crypto";
import type { Issue } from "@sourcebook/schema";
import { checkFiles } from "./check-files.ts";
import { decodeProjectText } from "./decode-project-text.ts";
import { createIssueList } from "./issue-list.ts";
import type { ProjectFiles } from "./project-files.ts";
import { parseYaml } from "./records/parse-yaml.ts";
import { nodeUnder, textOf } from "./records/record-node.ts";

/** How the quotes of a source stand in its document, whose bytes may be others than those pinned. */
export type Reanchored =
  | { readonly kind: "unknown"; readonly sources: readonly string[] }
  /** Nothing is pinned, or there is no document. */
  | { readonly kind: "unpinned"; readonly path: string }
  | { readonly kind: "unchanged"; readonly path: string }
  | {
      readonly kind: "changed";
      /** Of the source file. */
      readonly path: string;
      /** The source file with the new hash in place of the old one. */
      readonly text: string;
      /** The quotes that the document no longer has as they are written, and what stands there now. */
      readonly issues: readonly Issue[];
    };

/** Looks every quote of a source up in its document as it is now; equal is what is equal when normalised. */
export function reanchorSource(files: ProjectFiles, id: string): Reanchored {
  const known: string[] = [];
  for (const [path, bytes] of files) {
    if (!path.startsWith("sources/") || !path.endsWith(".yaml")) continue;
    const issues = createIssueList();
    const text = decodeProjectText(path, bytes, issues);
    const root = text === undefined ? undefined : parseYaml(path, text, issues);
    const head = nodeUnder(root, "source");
    const own = textOf(head, "id")?.value;
    if (own !== undefined) known.push(own);
    if (own !== id || text === undefined) continue;
    const pinned = textOf(head, "sha256");
    const document = `documents/${textOf(head, "file")?.value}`;
    const received = files.get(document);
    if (pinned === undefined || received === undefined) return { kind: "unpinned", path };
    const sha256 = createHash("sha256").update(received).digest("hex");
    if (sha256 === pinned.value) return { kind: "unchanged", path };
    const lines = text.split("\n");
    const line = lines[pinned.at.line - 1] ?? "";
    lines[pinned.at.line - 1] = line.replace(pinned.value, sha256);
    const anew = lines.join("\n");
    const checked = checkFiles(new Map([...files, [path, new TextEncoder().encode(anew)]]));
    const lost = checked.issues.filter(
      ({ file, code, severity }) =>
        severity === "error" &&
        (file === document || (file === path && STANDS_IN_THE_WAY.test(code))),
    );
    return { kind: "changed", path, text: anew, issues: lost };
  }
  return { kind: "unknown", sources: known.toSorted() };
}

// What has the wrong shape may be a quote that was not looked up.
const STANDS_IN_THE_WAY = /^(?:quote-|wrong-shape$)/;
