import { type AllowedSigner, findSigner } from "./allowed-signers.ts";
import { signaturePath } from "./release-paths.ts";
import { fingerprintOf, readSignature, signatureNamespace } from "./ssh-signature.ts";
import type { VerifyFinding } from "./verify-finding.ts";

/** Whose signatures count, and when. */
export interface Trust {
  readonly signers: readonly AllowedSigner[];
  readonly now: Date;
}

/** The key that signed a release. */
export interface ReleaseSignature {
  /** As `ssh-keygen -l` shows it. */
  readonly fingerprint: string;
  /** Who that is, when there was a list of allowed signers to look it up in. */
  readonly signedBy?: string;
}

/**
 * Checks the signature over `SHA256SUMS`. Without trust, one that is there must be right, and none
 * need be there; with it, there must be one by a signer who is allowed.
 */
export function verifySignature(
  text: string | undefined,
  sums: Uint8Array,
  trust: Trust | undefined,
): { readonly signature?: ReleaseSignature; readonly findings: readonly VerifyFinding[] } {
  const fail = (code: VerifyFinding["code"], message: string) => ({
    findings: [{ code, path: signaturePath, message }],
  });
  if (text === undefined) {
    return trust
      ? fail("signature-missing", "is missing, so nobody signed this")
      : { findings: [] };
  }
  const read = readSignature(text, sums);
  if (!read) return fail("signature-invalid", "is no SSH signature by an Ed25519 key");
  const { publicKey, namespace, isValid } = read;
  if (!isValid) return fail("signature-invalid", "was not made over these hashes");
  if (namespace !== signatureNamespace) {
    return fail("signature-invalid", `was made for ${JSON.stringify(namespace)}, not for releases`);
  }
  const fingerprint = fingerprintOf(publicKey);
  if (!trust) return { signature: { fingerprint }, findings: [] };
  const signer = findSigner(trust.signers, read, trust.now);
  return signer
    ? { signature: { fingerprint, signedBy: signer.principals }, findings: [] }
    : {
        signature: { fingerprint },
        ...fail("signer-unknown", `was made by ${fingerprint}, who is not allowed`),
      };
}
