import { generateKeyPairSync, sign, verify, createPublicKey, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { canonicalText, manifestText, type Manifest } from "./manifest.ts";
import { checkSignature, openRelease, type ReleasePowers, type Trust } from "./open-release.ts";
import { signatureText } from "./signature.ts";
import { aName, aVersion, someManifest, someReleaseFile } from "./testing-release.ts";
import type { TrustedKey } from "./trusted-keys.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const pair = (): KeyObject => generateKeyPairSync("ed25519").privateKey;
const own = pair();
const trusted = (key: KeyObject, over: Partial<TrustedKey> = {}): TrustedKey => ({ id: "00112233445566aa", publicKey: String(createPublicKey(key).export({ format: "jwk" }).x), authority: "production", revoked: false, ...over });
const trust: Trust = { keys: [trusted(own)], build: "release" };
let decoded: number[] = [];
const powers: ReleasePowers = {
  verifyEd25519: (x, bytes, signature) => verify(null, bytes, createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }), Buffer.from(signature, "base64")),
  decodeUtf8: (bytes) => {
    decoded.push(bytes.length);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  },
};
const bytesOf = (text: string): Uint8Array => Buffer.from(text, "utf8");
const signed = (manifest: Uint8Array, key: KeyObject = own, id = "00112233445566aa") => ({ manifest, signature: bytesOf(signatureText({ algorithm: "ed25519", key: id, signature: sign(null, manifest, key).toString("base64") })) });
const signedText = (text: string) => signed(bytesOf(text));
const reasonOf = (bytes: ReturnType<typeof signed>, with_: Trust = trust, now = NOW): string => {
  const opened = openRelease(bytes, with_, powers, now);
  return opened.ok ? "taken" : opened.error.reason;
};
/** The manifest's JSON with one place replaced, written canonically and signed by the right key: only the rule speaks. */
const withPlace = (over: Readonly<Record<string, unknown>>): ReturnType<typeof signed> => signedText(canonicalText({ ...someManifest(), ...over }));

test("[RL1] a manifest signed by a trusted key is taken, byte for byte", () => {
  const opened = openRelease(signedText(manifestText(someManifest())), trust, powers, NOW);
  expect(opened).toEqual({ ok: true, value: { manifest: someManifest(), key: trust.keys[0] } });
});

test("[RL1] one changed byte is refused, before anything of the manifest is decoded", () => {
  const good = signedText(manifestText(someManifest()));
  for (const place of [0, 100, good.manifest.length - 1]) {
    const manifest = Uint8Array.from(good.manifest);
    manifest[place] = (manifest[place] ?? 0) ^ 1;
    decoded = [];
    expect([reasonOf({ ...good, manifest }), decoded]).toEqual(["bad-signature", [good.signature.length]]);
  }
});

test("[RL1] a signature file is the one text its writer writes", () => {
  const { manifest, signature } = signedText(manifestText(someManifest()));
  const text = Buffer.from(signature).toString("utf8");
  for (const odd of ["", "{}", text.trim(), ` ${text}`, text.replace("{", `{"algorithm":"ed25519",`), text.replace("}", `,"more":1}`), text.replace("ed25519", "none"), `${text}${text}`, "\u00ff"])
    expect([odd, reasonOf({ manifest, signature: bytesOf(odd) })]).toEqual([odd, "signature-unreadable"]);
  expect(reasonOf({ manifest, signature: Uint8Array.of(0xff, 0xfe) })).toBe("signature-unreadable");
});

test("[RL2] unknown, revoked, another's and the test authority's keys are refused, and so is all without a key", () => {
  const bytes = signedText(manifestText(someManifest()));
  expect(reasonOf(signed(bytes.manifest, own, "ffffffffffffffff"))).toBe("unknown-key");
  expect(reasonOf(signed(bytes.manifest, pair()))).toBe("bad-signature");
  expect(reasonOf(bytes, { ...trust, keys: [trusted(own, { revoked: true })] })).toBe("revoked-key");
  expect(reasonOf(bytes, { ...trust, keys: [trusted(own, { authority: "test" })] })).toBe("test-authority");
  expect(reasonOf(bytes, { build: "development", keys: [trusted(own, { authority: "test" })] })).toBe("taken");
  expect(reasonOf(bytes, { ...trust, keys: [] })).toBe("no-trusted-key");
});

test("[RL3] signed, but not written as manifests are", () => {
  const text = manifestText(someManifest());
  const odd = { compact: JSON.stringify(someManifest()), "no line feed": text.trimEnd(), "double key": text.replace(`"staging": 100`, `"staging": 5,\n  "staging": 100`), "1e2": text.replace("100,", "1e2,"), crlf: text.replaceAll("\n", "\r\n"), "more after": `${text}{}` };
  expect(Object.fromEntries(Object.entries(odd).map(([name, one]) => [name, reasonOf(signedText(one))]))).toEqual({ compact: "not-canonical", "no line feed": "not-canonical", "double key": "not-canonical", "1e2": "not-canonical", crlf: "not-canonical", "more after": "not-text" });
  expect([reasonOf(signedText(`\ufeff${text}`)), reasonOf(signed(Uint8Array.of(0xff, 0x7b)))]).toEqual(["not-text", "not-text"]);
});

test("[RL4] another format or product is refused; a field of later times is ignored", () => {
  expect([reasonOf(withPlace({ format: 2 })), reasonOf(withPlace({ product: "other" })), reasonOf(withPlace({ files: [] })), reasonOf(signedText("[]\n"))]).toEqual(["bad-shape", "bad-shape", "bad-shape", "bad-shape"]);
  expect(reasonOf(withPlace({ later: { unknown: true } }))).toBe("taken");
});

test("[RL5] versions of a manifest agree with one another and with the channel", () => {
  const wrong: readonly Readonly<Record<string, unknown>>[] = [{ version: "1.4" }, { version: "1.4.0-rc.1" }, { previousVersion: "1.4.0" }, { previousVersion: "x" }, { minimumVersion: "1.4.1" }];
  expect(wrong.map((over) => reasonOf(withPlace(over)))).toEqual(wrong.map(() => "bad-version"));
  expect([reasonOf(withPlace({ version: "1.4.0-rc.1", channel: "pilot" })), reasonOf(withPlace({ previousVersion: null }))]).toEqual(["taken", "taken"]);
});

test("[RL6] a manifest with an odd name in it is refused whole", () => {
  for (const name of ["../../evil.exe", "C:\\x.exe", "x y.exe", "release.json"]) expect([name, reasonOf(withPlace({ files: [{ ...someReleaseFile(), name }] }))]).toEqual([name, "bad-name"]);
});

test("[RL7] staging is a whole number of percent, and nothing else is", () => {
  for (const staging of ["100", "", null, 12.5, -1, 101, "everybody", [50], { value: 50 }, true]) expect([staging, reasonOf(withPlace({ staging }))]).toEqual([staging, "bad-staging"]);
  const { staging: _, ...without } = someManifest();
  expect(reasonOf(signedText(canonicalText(without)))).toBe("bad-staging");
  expect([0, 1, 100].map((staging) => reasonOf(withPlace({ staging })))).toEqual(["taken", "taken", "taken"]);
});

test("[RL8] expired, issued ahead of the clock, living too long, or on no calendar", () => {
  const { issuedAt, expiresAt } = someManifest();
  const bytes = signedText(manifestText(someManifest()));
  const at = (text: string, shiftMs = 0): string => reasonOf(bytes, trust, Date.parse(text) + shiftMs);
  expect([at(expiresAt), at(expiresAt, -1), at(issuedAt, -86_400_000), at(issuedAt, -86_400_001)]).toEqual(["expired", "taken", "taken", "not-yet"]);
  for (const over of [{ expiresAt: issuedAt }, { expiresAt: "2028-11-20T08:00:00Z" }, { issuedAt: "2026-02-30T00:00:00Z" }, { issuedAt: "2026-11-20T08:00:00+01:00" }, { expiresAt: 7 }]) expect([over, reasonOf(withPlace(over))]).toEqual([over, "bad-dates"]);
});

test("[RL10] what is too large is neither checked nor decoded", () => {
  decoded = [];
  expect(checkSignature(signed(new Uint8Array(262_145)), trust, powers)).toMatchObject({ error: { reason: "too-large" } });
  expect(checkSignature({ manifest: bytesOf("x"), signature: new Uint8Array(1_025) }, trust, powers)).toMatchObject({ error: { reason: "too-large" } });
  expect(decoded).toEqual([]);
});

test("[RL11] names are told apart whatever the case, and no two installers are for the same computer", () => {
  const twice: readonly Manifest["files"][] = [
    [someReleaseFile(), someReleaseFile({ name: aName("GUICHET-1.4.0-win-x64.exe"), target: "other" })],
    [someReleaseFile(), someReleaseFile({ name: aName("other.exe") })],
    [someReleaseFile({ platform: "any" })],
  ];
  expect(twice.map((files) => reasonOf(withPlace({ files })))).toEqual(twice.map(() => "bad-files"));
  expect(reasonOf(withPlace({ minimumProtocol: 2, protocol: 1 }))).toBe("bad-shape");
  expect(reasonOf(withPlace({ version: aVersion("1.4.0"), files: [someReleaseFile(), someReleaseFile({ name: aName("x.msi"), target: "msi" })] }))).toBe("taken");
});
