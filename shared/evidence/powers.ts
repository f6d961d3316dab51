/** What shared code has none of: given by node:crypto where an archive is made, by a bundled library where it is verified. */
export type Powers = {
  /** Hex in lower case. */
  readonly sha256: (bytes: Uint8Array) => string;
  /** Ed25519 (RFC 8032). False for anything that is not a signature of these bytes by this key; never throws. */
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  readonly encode: (text: string) => Uint8Array;
  /** Undefined when it is not UTF-8. */
  readonly decode: (bytes: Uint8Array) => string | undefined;
};
