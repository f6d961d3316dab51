import { generateKeyPairSync, sign, verify, createPublicKey } from "node:crypto";
import fc from "fast-check";
import { readReleaseAddress } from "../../../shared/release/address.ts";
import { isReleaseFileName } from "../../../shared/release/file-name.ts";
import { canonicalText, manifestText } from "../../../shared/release/manifest.ts";
import { openRelease, readManifest, type ReleasePowers, type Trust } from "../../../shared/release/open-release.ts";
import { parseSignature, signatureText, type ReleaseSignature } from "../../../shared/release/signature.ts";
import { someManifest } from "../../../shared/release/testing-release.ts";
import { updateFileOf } from "../../../shared/release/update-file.ts";
import { compareVersions, isVersion } from "../../../shared/release/version.ts";
import { HOSTILE_TEXTS } from "../words.ts";
import { jsonText, nearJson, nearValue } from "../near-json.ts";
import { bytesOf, same, textOf, type Outcome, type Parser } from "../parser.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const pair = generateKeyPairSync("ed25519");
const publicKey = pair.publicKey.export({ format: "jwk" }).x ?? "";
const KEY = "0123456789abcdef";
const powers: ReleasePowers = {
  verifyEd25519: (key, bytes, signature) => verify(null, bytes, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: key }, format: "jwk" }), Buffer.from(signature, "base64")),
  decodeUtf8: (bytes) => {
    try {
      return strict.decode(bytes);
    } catch {
      return undefined;
    }
  },
};
const trust: Trust = { keys: [{ id: KEY, publicKey, authority: "test", revoked: false }], build: "development" };
const signatureOf = (bytes: Uint8Array): Uint8Array => bytesOf(signatureText({ algorithm: "ed25519", key: KEY, signature: sign(null, bytes, pair.privateKey).toString("base64") }));
const NOW = Date.parse("2026-12-01T00:00:00Z");

const told = (error: { readonly reason: string }): Outcome => `refused ${error.reason}`;
const text = manifestText(someManifest());

/** Signed by a key that is trusted, as by a publisher who is careless or worse: what lies behind the signature is what is tried. */
const manifest: Parser = {
  name: "release-manifest", source: "shared/release/open-release.ts", mostBytes: 300_000,
  open: () => ({
    samples: [bytesOf(text)],
    near: fc.oneof(nearValue(someManifest()).map((value) => bytesOf(safeCanonical(value))), nearJson(someManifest()), fc.constantFrom(20_000, 60_000).map((depth) => bytesOf("[".repeat(depth) + "]".repeat(depth)))),
    words: HOSTILE_TEXTS.slice(0, 8),
    feed: (input) => {
      const read = readManifest(input, powers);
      const opened = openRelease({ manifest: input, signature: signatureOf(input) }, trust, powers, NOW);
      if (!opened.ok) {
        if (typeof opened.error.reason !== "string") throw new Error("a refusal without a reason");
        return told(opened.error);
      }
      // A later version may have added members: what is known of them comes back.
      const again = readManifest(bytesOf(manifestText(opened.value.manifest)), powers);
      if (!read.ok || !again.ok) throw new Error("a manifest that was taken is refused when it comes back");
      same("a manifest", again.value, opened.value.manifest);
      updateFileOf(opened.value.manifest, { platform: "win", arch: "x64" });
      for (const { name } of opened.value.manifest.files) if (/[/\\:\0]|\.\./.test(name)) throw new Error("a file's name leads elsewhere");
      return "accepted";
    },
  }),
};
/** Indented, what nests by thousands would be as large as all memory: such a one is written without. */
function safeCanonical(value: unknown): string {
  const plain = jsonText(value);
  return plain.length > 100_000 || /[[{]{200}|(?:\{"a":){200}/.test(plain) ? plain : canonicalText(value);
}

const aSignature = JSON.parse(textOf(signatureOf(bytesOf(text)))) as ReleaseSignature;
const signature: Parser = {
  name: "release-signature", source: "shared/release/signature.ts",
  open: () => ({
    samples: [bytesOf(signatureText(aSignature))], near: fc.oneof(nearJson(aSignature), nearJson(aSignature).map((json) => Buffer.concat([json, Buffer.from("\n")]))),
    feed: (input) => {
      const read = parseSignature(textOf(input));
      const opened = openRelease({ manifest: bytesOf(text), signature: input }, trust, powers, NOW);
      if (opened.ok && textOf(input) !== signatureText(aSignature)) throw new Error("another signature is taken");
      if (!read.ok) return told(read.error);
      same("a signature", parseSignature(signatureText(read.value)), read);
      return opened.ok ? "accepted" : `refused ${opened.error.reason}`;
    },
  }),
};

const word = fc.oneof(fc.stringMatching(/^[0-9.a-z-]{0,20}$/), fc.constantFrom("1.4.0", "1.4.0-rc.1", "guichet-1.4.0-win-x64.exe", "con.txt", "NUL", "https://releases.example/guichet", "http://127.0.0.1:1/x", "https://u:p@x", "https://x/../y", "release.json", ...HOSTILE_TEXTS), fc.string({ unit: "binary", maxLength: 20 }));
const words: Parser = {
  name: "release-words", source: "shared/release/version.ts",
  open: () => ({
    samples: ["1.4.0\n1.3.0-rc.1", "guichet-1.4.0-win-x64.exe\n1.0.0", "https://releases.example/guichet\n2.0.0"].map(bytesOf), near: fc.tuple(word, word).map(([a, b]) => bytesOf(`${a}\n${b}`)), words: ["-rc.", "0", "..", "https://", "http://[::1]", "/", "aux."],
    feed: (input) => {
      const [a = "", b = ""] = textOf(input).split("\n");
      if (isVersion(a) && isVersion(b)) {
        if (Math.sign(compareVersions(a, b)) !== -Math.sign(compareVersions(b, a)) && compareVersions(a, b) !== 0) throw new Error("two versions each come before the other");
        if (compareVersions(a, a) !== 0) throw new Error("a version is not itself");
      }
      if (isReleaseFileName(a) && /[/\\:\0\s]|\.\.|^\./.test(a)) throw new Error("the name of a file leads elsewhere");
      const address = readReleaseAddress(a, true);
      if (address !== undefined && ((URL.parse(address) === null && !/xn--/i.test(address)) || !/^(https:\/\/|http:\/\/(127\.0\.0\.1|\[::1\]|localhost)([:/]|$))/.test(address) || URL.parse(address)?.username)) throw new Error("an address of releases that is none");
      return [isVersion(a), isReleaseFileName(a), address !== undefined].some(Boolean) ? `accepted ${[isVersion(a), isVersion(b), isReleaseFileName(a), address !== undefined].map(Number).join("")}` : "refused";
    },
  }),
};

export const releaseParsers: readonly Parser[] = [manifest, signature, words];
