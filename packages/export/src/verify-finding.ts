import type { ArchiveFault } from "./archive-faults.ts";

/** One way in which a release is not as it was cut. */
export interface VerifyFinding {
  readonly code:
    | "file-missing"
    | "file-extra"
    | "file-changed"
    | "file-replaced"
    | "sums-malformed"
    | "descriptor-malformed"
    | "descriptor-disagrees"
    | "content-invalid"
    | "versions-disagree"
    | "signature-missing"
    | "signature-invalid"
    | "signer-unknown"
    | "input-changed"
    | "rebuild-differs"
    | ArchiveFault["code"];
  /** In the release; absent when the whole of it is meant. */
  readonly path?: string;
  /** What is wrong, to be read after the path. */
  readonly message: string;
}
