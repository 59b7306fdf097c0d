import { SourcebookError } from "@sourcebook/schema";
import type { SigningKey } from "./ssh-signature.ts";
import { readFields } from "./ssh-wire.ts";

/**
 * Reads a private key as `ssh-keygen -t ed25519` writes it without a passphrase.
 *
 * @param path for the messages
 * @throws SourcebookError `USAGE` for any other key
 * @see https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
 */
export function parsePrivateKey(text: string, path: string): SigningKey {
  const refuse = (what: string, fix: string): SourcebookError =>
    new SourcebookError("USAGE", { what, where: { path }, fix });

  const [, base64 = ""] = armour.exec(text) ?? [];
  const fields = readFields(Buffer.from(base64, "base64"));
  if (fields.bytes(magic.length)?.toString("latin1") !== magic) {
    throw refuse("This is no private key of OpenSSH", "make one with ssh-keygen -t ed25519");
  }
  const cipher = fields.field()?.toString();
  if (cipher !== "none") {
    throw refuse("This key is locked by a passphrase", "sign with a key that has none");
  }
  fields.field(); // The name of the key derivation,
  fields.field(); // and its options: there is none.
  const count = fields.number();
  fields.field(); // The public key stands in the private part again.
  const secret = readFields(fields.field() ?? Buffer.alloc(0));
  const [check, again] = [secret.number(), secret.number()];
  if (secret.field()?.toString() !== "ssh-ed25519") {
    throw refuse("This key is not of the type Ed25519", "make one with ssh-keygen -t ed25519");
  }
  const publicKey = secret.field();
  const seedAndPublicKey = secret.field();
  const isWhole = count === 1 && check !== undefined && check === again;
  if (!isWhole || publicKey?.length !== 32 || seedAndPublicKey?.length !== 64) {
    throw refuse("This key is damaged", "restore it from where it is kept");
  }
  return { seed: seedAndPublicKey.subarray(0, 32), publicKey };
}

const armour =
  /^-----BEGIN OPENSSH PRIVATE KEY-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END OPENSSH PRIVATE KEY-----\s*$/;
const magic = "openssh-key-v1\0";
