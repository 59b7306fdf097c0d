import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { packFields, readFields } from "./ssh-wire.ts";

/** What our signatures are good for: one made for another purpose is none. */
export const signatureNamespace = "sourcebook-release";

/** An Ed25519 key of OpenSSH, with which releases are signed. */
export interface SigningKey {
  /** 32 bytes. */
  readonly seed: Uint8Array;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** A signature as it was read; `publicKey` is in the form of a line in `authorized_keys`. */
export interface SshSignature {
  readonly publicKey: string;
  readonly namespace: string;
  /** Whether the key that it names made it over these bytes. */
  readonly isValid: boolean;
}

/**
 * Signs bytes in the format of `ssh-keygen -Y sign`, which `ssh-keygen -Y verify` checks.
 *
 * @see https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
 */
export function formatSignature(message: Uint8Array, key: SigningKey): string {
  const privateKey = createPrivateKey({
    format: "jwk",
    key: { ...publicJwk(key.publicKey), d: Buffer.from(key.seed).toString("base64url") },
  });
  const made = sign(null, signedBytes(message, signatureNamespace, "sha512"), privateKey);
  const blob = Buffer.concat([
    Buffer.from(magic),
    Buffer.from([0, 0, 0, 1]),
    packFields([
      packFields([keyType, key.publicKey]),
      signatureNamespace,
      "",
      "sha512",
      packFields([keyType, made]),
    ]),
  ]);
  return armour(blob);
}

/** Reads a signature and checks it over bytes; `undefined` when it is none of an Ed25519 key. */
export function readSignature(text: string, message: Uint8Array): SshSignature | undefined {
  const bytes = Buffer.from(text.replace(begin, "").replace(end, ""), "base64");
  // Many texts decode to the same bytes, and only one of them is the signature that was released.
  if (armour(bytes) !== text) return undefined;
  const blob = readFields(bytes);
  if (blob.bytes(magic.length)?.toString() !== magic || blob.number() !== 1) return undefined;
  const publicKey = unpackTyped(blob.field());
  const namespace = blob.field()?.toString();
  blob.field(); // Reserved, and no part of what is checked.
  const hash = blob.field()?.toString();
  const made = unpackTyped(blob.field());
  if (namespace === undefined || !made || !blob.isAtEnd()) return undefined;
  if (publicKey?.length !== 32 || (hash !== "sha512" && hash !== "sha256")) return undefined;
  const key = createPublicKey({ format: "jwk", key: publicJwk(publicKey) });
  return {
    publicKey: formatPublicKey(publicKey),
    namespace,
    isValid: verify(null, signedBytes(message, namespace, hash), key, made),
  };
}

/** A public key as a line in `authorized_keys` has it. */
export function formatPublicKey(publicKey: Uint8Array): string {
  return `${keyType} ${packFields([keyType, publicKey]).toString("base64")}`;
}

/** The short form of a public key that `ssh-keygen -l` shows. */
export function fingerprintOf(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(" ")[1] ?? "", "base64");
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

const keyType = "ssh-ed25519";
const magic = "SSHSIG";
const begin = "-----BEGIN SSH SIGNATURE-----";
const end = "-----END SSH SIGNATURE-----";

function armour(blob: Uint8Array): string {
  const lines =
    Buffer.from(blob)
      .toString("base64")
      .match(/.{1,70}/g) ?? [];
  return [begin, ...lines, end, ""].join("\n");
}

function signedBytes(message: Uint8Array, namespace: string, hash: "sha256" | "sha512"): Buffer {
  const digest = createHash(hash).update(message).digest();
  return Buffer.concat([Buffer.from(magic), packFields([namespace, "", hash, digest])]);
}

/** The bytes behind the name of the type, when it is ours. */
function unpackTyped(blob: Buffer | undefined): Buffer | undefined {
  if (!blob) return undefined;
  const fields = readFields(blob);
  if (fields.field()?.toString() !== keyType) return undefined;
  const bytes = fields.field();
  return fields.isAtEnd() ? bytes : undefined;
}

const publicJwk = (publicKey: Uint8Array) => ({
  kty: "OKP",
  crv: "Ed25519",
  x: Buffer.from(publicKey).toString("base64url"),
});
