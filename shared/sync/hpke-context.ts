/** HMAC-SHA-256. Injected: shared code has no crypto of its own. */
export type HmacSha256 = (key: Uint8Array, data: Uint8Array) => Uint8Array;

/** `dh`: the X25519 of both; `enc`: public part of the pair made for this message; `recipient`: public part of whom it is for; `info`: what it is about. */
export type HpkeExchange = { readonly dh: Uint8Array; readonly enc: Uint8Array; readonly recipient: Uint8Array; readonly info: string };

const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/**
 * Key and nonce of one message, as RFC 9180 derives them: base mode, DHKEM(X25519, HKDF-SHA256) 0x0020, HKDF-SHA256 0x0001, AES-256-GCM 0x0002.
 * The one message is sequence number 0, so the nonce is the base nonce. A test holds it equal to another implementation.
 */
export function hpkeContext(hmac: HmacSha256, { dh, enc, recipient, info }: HpkeExchange): { readonly key: Uint8Array; readonly nonce: Uint8Array } {
  const kem = labels(hmac, join(ascii("KEM"), short(0x0020)));
  const shared = kem.expand(kem.extract(NOTHING, "eae_prk", dh), "shared_secret", join(enc, recipient), KEY_BYTES);
  const suite = labels(hmac, join(ascii("HPKE"), short(0x0020), short(0x0001), short(0x0002)));
  const context = join(Uint8Array.of(0), suite.extract(NOTHING, "psk_id_hash", NOTHING), suite.extract(NOTHING, "info_hash", ascii(info)));
  const secret = suite.extract(shared, "secret", NOTHING);
  return { key: suite.expand(secret, "key", context, KEY_BYTES), nonce: suite.expand(secret, "base_nonce", context, NONCE_BYTES) };
}

const NOTHING = new Uint8Array(0);

/** LabeledExtract and LabeledExpand of RFC 9180, section 4. At most one block of HKDF is ever asked for. */
function labels(hmac: HmacSha256, suite: Uint8Array) {
  const labelled = (label: string, data: Uint8Array): Uint8Array => join(ascii("HPKE-v1"), suite, ascii(label), data);
  return {
    extract: (salt: Uint8Array, label: string, data: Uint8Array): Uint8Array => hmac(salt, labelled(label, data)),
    expand: (secret: Uint8Array, label: string, data: Uint8Array, length: number): Uint8Array =>
      hmac(secret, join(short(length), labelled(label, data), Uint8Array.of(1))).slice(0, length),
  };
}

const short = (number: number): Uint8Array => Uint8Array.of(number >> 8, number & 0xff);
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
