import { createHash, createPrivateKey, sign } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ENTRY, type ExportManifest } from "../../shared/audit/export-format.ts";
import { verifyExport, type ExportReport } from "../../shared/audit/verify-export.ts";
import { fingerprintOf } from "../../shared/evidence/read-receipt.ts";
import { findRange, type ExportOf } from "../domain/audit/export-links.ts";
import type { Centre } from "../domain/centre.ts";
import { writeExport } from "../domain/audit/write-export.ts";
import { nodePowers } from "../domain/node-powers.ts";
import { openStore } from "../store/open-store.ts";
import type { SqlDriver } from "../store/sql.ts";
import type { Store } from "../store/store.ts";
import { openPreparedDriver } from "../store/testing/open-prepared-store.ts";
import { created, edited, freshSiren, submitted } from "../testing/contract-world.ts";
import { smallAnchors } from "../testing/small-anchors.ts";
import { createSmallWorld, type SmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId } from "../testing/workstation.ts";
import { createArchiveFile } from "../write-archive.ts";

let opened: { readonly driver: SqlDriver; readonly close: () => Promise<void> };
let store: Store;
let world: SmallWorld;
let keys: Centre["keys"];
const folder = mkdtempSync(join(tmpdir(), "guichet-export-"));
const small = smallAnchors(() => store);
const isLong = process.env["GUICHET_LONG"] === "1";
beforeAll(async () => {
  opened = await openPreparedDriver();
  store = await openStore(opened.driver);
  world = await createSmallWorld(store);
  const [marie, zoe] = [await world.workstation("marie"), await world.workstation("zoe")];
  for (const [desk, round] of [[marie, 1], [zoe, 1], [marie, 2], [zoe, 2]] as const) {
    const file = newId();
    await desk.send(created(file, soundFields({ siren: freshSiren() })), edited(file, 1, { city: [null, `Ville ${round}`] }), submitted(file, 2));
    await small.anchor();
  }
  const [first, ...others] = await store.signingKeys();
  if (first === undefined) throw new Error("no key");
  keys = [first, ...others];
});
afterAll(async () => {
  await world.services.close();
  await opened.close();
  small.close();
  rmSync(folder, { recursive: true, force: true });
});

const banks = (): readonly string[] => world.directory.banks.map(({ id }) => id);
const ALL_DAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };
let made = 0;
type Made = { readonly bytes: Uint8Array; readonly manifest: ExportManifest };
async function exported(of: ExportOf, { days = ALL_DAYS, withAnchors = true, signal = new AbortController().signal, onLink = () => {} }: { readonly days?: typeof ALL_DAYS; readonly withAnchors?: boolean; readonly signal?: AbortSignal; readonly onLink?: () => void } = {}): Promise<Made> {
  const anchors = withAnchors ? small.anchors : undefined;
  const range = await findRange(store, anchors, days, Date.now());
  if (range === undefined) throw new Error("nothing in these days");
  const path = join(folder, `${(made += 1)}.zip`);
  const archive = await createArchiveFile(path);
  try {
    const { kid, x, d } = keys[0];
    const manifest = await writeExport({
      store, anchors, sink: archive, of, range, signal, program: "0.0.0-test", now: () => 1_600_000_000_000, days: { from: null, to: null }, texts: { readme: "LISEZMOI\n", readmeEnglish: "README\n", verifier: Buffer.from("<!doctype html>") },
      centre: { id: world.address.centre, keys, demonstration: true }, progress: onLink,
      signer: { kid, signText: async (text) => sign(null, Buffer.from(text), createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", x, d }, format: "jwk" })).toString("base64url") },
    });
    await archive.finish();
    return { bytes: Uint8Array.from(readFileSync(path)), manifest };
  } finally {
    await archive.abandon();
  }
}
const hasher = () => { const hash = createHash("sha256"); return { update: (bytes: Uint8Array) => void hash.update(bytes), hex: () => hash.digest("hex") }; };
const verify = (bytes: Uint8Array, known: readonly string[] = [fingerprintOf(keys[0].x, nodePowers) ?? ""]): Promise<ExportReport | undefined> =>
  verifyExport({ size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) }, known, { ...nodePowers, hasher });
const outcomes = (report: ExportReport | undefined) => Object.fromEntries((report?.findings ?? []).map(({ check, outcome, why }) => [check, [outcome, why].filter((one) => one !== undefined).join(" ")]));
const SOUND = { bytes: "holds", signature: "holds", key: "holds", chain: "holds", anchors: "holds", end: "holds" };
function textOf({ bytes, manifest }: Made, path: string): string {
  let offset = 0;
  for (const entry of manifest.entries) {
    offset += 30 + entry.path.length;
    if (entry.path === path) return Buffer.from(bytes.subarray(offset, offset + entry.bytes)).toString("utf8");
    offset += entry.bytes;
  }
  throw new Error(`no ${path}`);
}
const at = (bytes: Uint8Array, text: string): number => Buffer.from(bytes).indexOf(text);
const spoilt = (bytes: Uint8Array, offset: number, bits = 1): Uint8Array => { const other = bytes.slice(); other[offset] = (other[offset] ?? 0) ^ bits; return other; };

describe("as it was made", () => {
  test("all of it holds once the key was compared, and before that it is not called sound", async () => {
    const one = await exported(undefined);
    const report = await verify(one.bytes);
    expect([report?.verdict, outcomes(report)]).toEqual(["sound", SOUND]);
    expect([report?.manifest.shown, report?.anchors.read]).toEqual([one.manifest.links, 4]);
    expect(report?.kinds.get("changes.taken")).toBe(4);
    expect(outcomes(await verify(one.bytes, []))).toEqual({ ...SOUND, key: "unproven not-compared" });
    expect((await verify(one.bytes, ["0".repeat(64)]))?.verdict).toBe("falsified");
  });

  test("of one bank, its events are whole; of the other nothing is there but hashes, and the chain holds through them", async () => {
    const [ours = "", theirs = ""] = banks();
    const one = await exported(ours);
    expect([(await verify(one.bytes))?.verdict, one.manifest.shown < one.manifest.links]).toEqual(["sound", true]);
    const text = textOf(one, ENTRY.chain);
    const zoe = world.directory.banks[1]?.persons.find(({ name }) => name === "zoe")?.id ?? "?";
    for (const word of [theirs, zoe, "operator.made"]) expect([word, text.includes(word)]).toEqual([word, false]);
    expect(text.split("\n").filter((line) => line.includes(`"bank":"${ours}"`)).length).toBe((await store.auditLinksOf(world.directory.banks[0]?.id as never, 0, 10_000)).length);
    expect(text).toContain('"kind":"key.made"');
  });

  test("of some days, what was done in them is shown, and it goes on by hashes up to the anchor that holds its end", async () => {
    const links = (await store.auditLinks(0, 10_000)).filter(({ kind }) => kind === "changes.taken");
    const [, second, third] = links;
    if (second === undefined || third === undefined) throw new Error("no pushes");
    const one = await exported(undefined, { days: { from: second.at, to: second.at + 1 } });
    const report = await verify(one.bytes);
    expect([report?.verdict, outcomes(report)]).toEqual(["sound", SOUND]);
    expect([one.manifest.begin.n + 1 <= second.n, one.manifest.end.n >= second.n, one.manifest.end.n < third.n, one.manifest.shown <= one.manifest.links]).toEqual([true, true, true, true]);
    await expect(exported(undefined, { days: { from: 1, to: 2 } })).rejects.toThrow("nothing in these days");
  });

  test("without anchors, and beyond the last of them, it says that the database alone answers for it", async () => {
    expect(outcomes(await verify((await exported(undefined, { withAnchors: false })).bytes))).toEqual({ ...SOUND, anchors: "unproven none", end: "unproven open" });
  });

  test("the same audit is the same bytes", async () => {
    const [one, two] = [await exported(banks()[0]), await exported(banks()[0])];
    expect(Buffer.compare(one.bytes, two.bytes)).toBe(0);
  });

  test("one that is stopped leaves nothing", async () => {
    const stopping = new AbortController();
    const before = readdirSync(folder);
    await expect(exported(undefined, { signal: stopping.signal, onLink: () => stopping.abort(new Error("stopped")) })).rejects.toThrow("stopped");
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("changed since", () => {
  test("every byte is found: none of them may be another", async () => {
    const { bytes } = await exported(banks()[0]);
    const step = isLong ? 1 : Math.max(1, Math.floor(bytes.length / 400));
    const missed: number[] = [];
    for (let offset = 0; offset < bytes.length; offset += step) {
      const report = await verify(spoilt(bytes, offset, 1 << (offset % 8)));
      if (report !== undefined && report.verdict !== "falsified") missed.push(offset);
    }
    expect(missed).toEqual([]);
  });

  test("one byte more, or less, is found wherever it is", async () => {
    const { bytes } = await exported(banks()[0]);
    for (const offset of [0, 35, at(bytes, ENTRY.chain) + 100, bytes.length - 30, bytes.length]) {
      const longer = Uint8Array.from([...bytes.subarray(0, offset), 32, ...bytes.subarray(offset)]);
      const shorter = Uint8Array.from([...bytes.subarray(0, Math.max(0, offset - 1)), ...bytes.subarray(offset)]);
      for (const one of [longer, ...(offset === 0 ? [] : [shorter])]) expect([offset, (await verify(one))?.verdict ?? "none"]).not.toEqual([offset, expect.stringMatching(/sound|unproven/)]);
    }
  });

  test("the first link that is broken is named, and why", async () => {
    const one = await exported(undefined);
    const { bytes } = one;
    const lines = textOf(one, ENTRY.chain).split("\n");
    const line = lines.find((text) => text.includes("changes.taken")) ?? "";
    const n = Number(/"n":(\d+)/.exec(line)?.[1]);
    const start = at(bytes, line);
    const brokenBy = async (word: string, bits = 1) => (await verify(spoilt(bytes, start + line.indexOf(word) + word.length, bits)))?.broken;
    expect(await brokenBy('"first_seq\\" : ')).toEqual({ n, why: "body" });
    expect(await brokenBy('"kind":"')).toEqual({ n, why: "hash" });
    /** Another digit of a hash: any bit turned might leave no digit. */
    const otherDigit = (word: string): number => { const byte = bytes[start + line.indexOf(word) + word.length] ?? 0; return byte === 48 ? 1 : byte ^ 48; };
    expect(await brokenBy('"bodyHash":"', otherDigit('"bodyHash":"'))).toMatchObject({ n });
    expect(await brokenBy('"hash":"', otherDigit('"hash":"'))).toMatchObject({ n, why: "hash" });
    expect(await brokenBy('{"n"', 2)).toMatchObject({ n, why: "unreadable" });
  });
});

test("a link of somebody else cannot be put in, taken out or swapped without its hash", async () => {
  const one = await exported(banks()[0]);
  const hidden = textOf(one, ENTRY.chain).split("\n").find((text) => text.includes('"event"')) ?? "";
  const n = Number(/"n":(\d+)/.exec(hidden)?.[1]);
  const offset = at(one.bytes, hidden) + hidden.indexOf('"event":"') + 9;
  const other = one.bytes[offset] === 48 ? 1 : (one.bytes[offset] ?? 0) ^ 48;
  expect((await verify(spoilt(one.bytes, offset, other)))?.broken).toEqual({ n, why: "hash" });
});
