import { generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { fromBase64url } from "../../../shared/evidence/base64url.ts";
import { ENTRY, FORMAT, jsonText } from "../../../shared/evidence/format.ts";
import { placeAt, placeOf } from "../../../shared/evidence/json-places.ts";
import { joined, makeArchive } from "../../../shared/evidence/make-archive.ts";
import { findEntries } from "../../../shared/evidence/read-directory.ts";
import { readEntries } from "../../../shared/evidence/read-entries.ts";
import { verifyArchive } from "../../../shared/evidence/verify-archive.ts";
import { nodePowers } from "../../../main/core/evidence/node-powers.ts";
import { HOSTILE_TEXTS } from "../words.ts";
import { jsonBytes, nearValue } from "../near-json.ts";
import { bytesOf, textOf, valueOf, type Outcome, type Parser } from "../parser.ts";

const id = "01890000-0000-7000-8000-00000000000a";
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const signer = { replica: id, publicKey: publicKey.export({ format: "jwk" }).x ?? "", sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString("base64url") };
const facts = { file: id, madeAt: 1, program: "0", demonstration: false, missing: [], unknown: [] };
const change = { replica: id, seq: 1, hash: "a".repeat(64), head: "{}", body: "{}", salt: "0".repeat(32), verdict: "{}" };
const entries = {
  [ENTRY.dossier]: { format: FORMAT, file: id, granted: { fields: { amount: 1 }, number: "1-ABCD-EFGH-K", receipt: "a.b.c", rules: "pge@1", grantOn: "2020-04-20", version: 3, registeredAt: 1, from: "replayed", unknown: [] }, today: { fields: { amount: 1 } }, steps: [], approvals: [], documents: [], people: {} },
  [ENTRY.state]: { file: id, version: 3, status: "registered", fields: { amount: 1 }, touched: {}, conflicts: [], createdBy: "a", updatedBy: "b", createdAt: 1, updatedAt: 2, registration: { number: "1-ABCD-EFGH-K", receipt: "a.b.c" }, life: [] },
  [ENTRY.rules]: { format: FORMAT, rules: "pge@1", grantOn: "2020-04-20", fields: { amount: 1 }, registered: {}, replayed: {} },
  [ENTRY.history]: { format: FORMAT, centre: id, source: "centre", keys: [{ kid: "k", x: signer.publicKey }], links: [{ replica: id, seq: 1, head: "{}" }], pushes: [{ replica: id, first: 1, last: 1, lastHash: "a".repeat(64), signature: "s" }], changes: [change], unknownVersions: [], statement: { text: '{"v":1}', kid: "k", signature: "s" } },
};
const archiveOf = (contents: Readonly<Record<string, Uint8Array>>): Uint8Array => {
  const made = makeArchive(Object.entries(contents).map(([path, bytes]) => ({ path, bytes })), facts, signer, nodePowers);
  if (made === undefined) throw new Error("too large for an archive");
  return joined(made);
};
const texts = Object.fromEntries(Object.entries(entries).map(([path, value]) => [path, bytesOf(jsonText(value))]));
const sound = archiveOf(texts);
/** `isOurs`: damaged since we made it, so that a byte that is another has to be seen. */
const feedArchive = (input: Uint8Array, isOurs = true): Outcome => {
  const report = verifyArchive(input, [], nodePowers);
  if (report === undefined) return "refused no-archive";
  if (report.faults.some(({ offset, end }) => !Number.isSafeInteger(offset) || offset < 0 || end < offset)) throw new Error("a false byte without a place");
  const isSame = Buffer.from(input).equals(sound);
  if (isOurs && !isSame && report.faults.length === 0 && report.manifest.file === id && report.findings.some(({ check, outcome }) => check === "signature" && outcome === "holds") && input.length === sound.length) throw new Error("a changed byte is not seen");
  return `accepted ${report.verdict} ${report.findings.filter(({ outcome }) => outcome === "broken").map(({ check, why }) => `${check}:${why ?? ""}`).join(",").slice(0, 80)}`;
};

const archive: Parser = {
  name: "evidence-archive", source: "shared/evidence/verify-archive.ts", isSlow: true,
  open: () => ({
    samples: [sound],
    near: fc.tuple(fc.nat(sound.length - 1), fc.constantFrom<readonly ("turn" | "cut" | "double" | "move")[]>(["turn"], ["cut"], ["double"], ["turn", "turn"], ["move"]), fc.nat(400), fc.nat(255)).map(([at, hows, length, byte]) => hows.reduce<Buffer>((bytes, how) => {
      if (how === "turn") bytes[at] = byte;
      if (how === "cut") return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
      if (how === "double") return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
      if (how === "move") return Buffer.concat([bytes.subarray(at), bytes.subarray(0, at)]);
      return bytes;
    }, Buffer.from(sound))),
    words: [ENTRY.manifest, `temoin/${ENTRY.manifest}`, ENTRY.signature], feed: (input) => feedArchive(input),
  }),
};

/** Signed by its maker, who can write what she likes: the archive that her key goes with, its entries near ours. */
const made: Parser = {
  name: "evidence-entries", source: "shared/evidence/read-entries.ts", isSlow: true,
  open: () => {
    const paths = Object.keys(entries) as (keyof typeof entries)[];
    const near = fc.constantFrom(...paths).chain((path) => fc.oneof(nearValue(entries[path]).map(jsonBytes), fc.constantFrom(2_000, 30_000).map((depth) => bytesOf(`${"[".repeat(depth)}${"]".repeat(depth)}`)), fc.uint8Array({ maxLength: 60 })).map((bytes) => Buffer.concat([Buffer.from(`${path}\n`), bytes])));
    return {
      samples: paths.map((path) => Buffer.concat([Buffer.from(`${path}\n`), texts[path] ?? new Uint8Array()])), near, words: [...paths, '"format":"guichet-evidence-1"'],
      feed: (input) => {
        const end = input.indexOf(0x0a);
        const path = paths.find((known) => known === textOf(input.subarray(0, Math.max(0, end))));
        if (path === undefined) return "refused no-entry";
        const content = input.subarray(end + 1);
        const read = readEntries(new Map(Object.entries({ ...texts, [path]: content })), nodePowers);
        const told = feedArchive(archiveOf({ ...texts, [path]: content }), false);
        if (told.startsWith("refused")) throw new Error("an archive as its maker signed it is not read");
        // The same with a byte turned in one of its copies, so that the place of the byte is looked for in this very JSON.
        const damaged = Buffer.from(archiveOf({ ...texts, [path]: content }));
        const at = damaged.indexOf(Buffer.from(content.subarray(0, 40)));
        if (content.length > 8 && at > 0) {
          damaged[at + 7] = (damaged[at + 7] ?? 0) ^ 1;
          const report = verifyArchive(damaged, [], nodePowers);
          if (report?.verdict !== "falsified") throw new Error("a byte of an entry was turned, and nobody says so");
        }
        const isRead = [read.dossier, read.state?.read, read.rules, read.history].every((one) => one !== undefined);
        return isRead ? told : (`refused ${told.slice(0, 60)}` satisfies Outcome);
      },
    };
  },
};

const places: Parser = {
  name: "json-places", source: "shared/evidence/json-places.ts",
  open: () => {
    const sample = { a: [1, { b: "é\n", c: JSON.stringify({ d: [true, { e: "x" }] }) }], "": null };
    return {
      samples: [Buffer.concat([Buffer.from([9]), jsonBytes(sample)])], near: fc.tuple(fc.oneof(nearValue(sample), fc.jsonValue()).map(jsonBytes), fc.nat(300)).map(([json, at]) => Buffer.concat([Buffer.from([at & 0xff]), json])), words: ['"{\\"a\\":', "\\u0041", ...HOSTILE_TEXTS.slice(0, 4)],
      feed: (input) => {
        const json = input.subarray(1);
        const place = placeAt(json, input[0] ?? 0);
        const whole = placeOf(json, []);
        for (const one of [place, whole]) if (one !== undefined && !(one.key <= one.start && one.start <= one.end && one.end <= json.length + 1)) throw new Error("a place that is none");
        if (valueOf(json) === undefined) return place === undefined ? "refused" : "refused partly";
        if (whole === undefined) throw new Error("JSON has no place for its own whole");
        if (place !== undefined && placeOf(json, place.path) === undefined) throw new Error("a place is found, and not found again by its path");
        return "accepted";
      },
    };
  },
};

const zip: Parser = {
  name: "zip-directory", source: "shared/evidence/read-directory.ts",
  open: () => ({
    samples: [sound, archiveOf({})], near: fc.tuple(fc.nat(sound.length), fc.uint8Array({ maxLength: 60 }), fc.nat(60)).map(([at, more, left]) => Buffer.concat([sound.subarray(0, at), more, sound.subarray(at + left)])),
    feed: (input) => {
      const found = findEntries(input);
      const text = textOf(input.subarray(0, 60));
      const decoded = fromBase64url(text);
      if (decoded !== undefined && Buffer.from(decoded).toString("base64url") !== text) throw new Error("base64url with two spellings");
      if (found.length > 65_535) throw new Error("more entries than any archive has");
      return found.length === 0 ? "refused" : `accepted ${Math.min(found.length, 20)}`;
    },
  }),
};

export const evidenceParsers: readonly Parser[] = [archive, made, places, zip];
