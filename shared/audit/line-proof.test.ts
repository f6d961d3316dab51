import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import { expect, test } from "vitest";
import type { Powers } from "../evidence/powers.ts";
import { anchorSigningText, anchorText } from "./anchor.ts";
import { eventHashOf, linkAfter, NO_LINK, type AuditLink } from "./audit-link.ts";
import { createLineProof, type ProofRun } from "./line-proof.ts";

const [bank, replica, centre] = ["a", "b", "c"].map((letter) => `018f0000-0000-7000-8000-00000000000${letter}`) as [string, string, string];
const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const x = publicKey.export({ format: "jwk" }).x ?? "";
const powers: Powers = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"), encode: (text) => Buffer.from(text, "utf8"), decode: (bytes) => Buffer.from(bytes).toString("utf8"),
  verify: (_key, message, signature) => verify(null, message, publicKey, signature),
};
const body = (first: number, last: number, of = replica): string => JSON.stringify({ replica_id: of, first_seq: first, last_seq: last, last_hash: sha256(String(last)), signature: "s" });
/** Somebody else's, hers, somebody else's, hers, somebody else's. */
const events = [body(1, 1, bank), body(1, 3), body(2, 2, bank), body(4, 4), body(3, 3, bank)];
const links = events.reduce<AuditLink[]>((chain, text, at) => [...chain, linkAfter(chain.at(-1) ?? NO_LINK, { bank, kind: "changes.taken", at, body: text }, sha256)], []);
const at = (n: number): AuditLink => links[n - 1] ?? (() => { throw new Error("no such link"); })();
const told = (n: number): ProofRun["links"][number] => (n % 2 === 0 ? { at: at(n).at, body: at(n).body ?? "" } : eventHashOf(at(n), sha256));
function anchorOf(n: number, hash = at(n).hash, own = centre): NonNullable<ProofRun["anchor"]> {
  const text = anchorText({ v: 1, centre: own, epoch: { n: 1, id: centre }, n, hash, at: 9, before: null });
  return { text, kid: "k", signature: sign(null, Buffer.from(anchorSigningText(text)), privateKey).toString("base64url") };
}
const whole: ProofRun = { from: 2, prev: at(1).hash, links: [2, 3, 4, 5].map(told), anchor: anchorOf(5) };
const judged = (...runs: readonly ProofRun[]) => {
  const proof = createLineProof({ bank, replica, centre, keys: [{ kid: "k", x }], powers });
  return { faults: runs.map((run) => proof.take(run)?.why), proven: proof.proven().map(({ first, last }) => [first, last]) };
};

test("[AP1] pushes are proven by the chain to a signed anchor, whole or in parts that go on from each other", () => {
  expect(judged(whole)).toEqual({ faults: [undefined], proven: [[1, 3], [4, 4]] });
  const parts: readonly ProofRun[] = [{ ...whole, links: whole.links.slice(0, 2), anchor: undefined }, { ...whole, from: 4, prev: at(3).hash, links: whole.links.slice(2) }];
  expect(judged(...parts)).toEqual({ faults: [undefined, undefined], proven: [[1, 3], [4, 4]] });
  expect(judged(parts[0] ?? whole).proven, "nothing before its anchor").toEqual([]);
});

/** One way of tampering each, with what it is named. */
const TAMPERED: readonly (readonly [how: string, runs: readonly ProofRun[], why: string])[] = [
  ["her push told otherwise", [{ ...whole, links: [{ at: 1, body: body(1, 2) }, ...whole.links.slice(1)] }], "hash"],
  ["another time of her push", [{ ...whole, links: [{ at: 2, body: events[1] ?? "" }, ...whole.links.slice(1)] }], "hash"],
  ["somebody else's push as hers", [{ ...whole, links: [{ at: 1, body: body(1, 3, bank) }, ...whole.links.slice(1)] }], "event"],
  ["an event that cannot be read", [{ ...whole, links: [{ at: 1, body: "{" }, ...whole.links.slice(1)] }], "event"],
  ["a push of no changes", [{ ...whole, links: [{ at: 1, body: body(3, 1) }, ...whole.links.slice(1)] }], "event"],
  ["a link left out", [{ ...whole, links: whole.links.filter((_, place) => place !== 1) }], "hash"],
  ["a link too many", [{ ...whole, links: [...whole.links, sha256("x")] }], "hash"],
  ["another event in a link's place", [{ ...whole, links: whole.links.with(1, sha256("x")) }], "hash"],
  ["another beginning", [{ ...whole, prev: sha256("x") }], "hash"],
  ["an anchor of another link", [{ ...whole, anchor: anchorOf(4) }], "hash"],
  ["an anchor of another hash", [{ ...whole, anchor: anchorOf(5, sha256("x")) }], "hash"],
  ["an anchor of another centre", [{ ...whole, anchor: anchorOf(5, at(5).hash, bank) }], "anchor"],
  ["an anchor by another key", [{ ...whole, anchor: { ...anchorOf(5), kid: "other" } }], "anchor"],
  ["an anchor whose signature is another's", [{ ...whole, anchor: { ...anchorOf(5), signature: anchorOf(4).signature } }], "anchor"],
  ["an anchor spelled otherwise", [{ ...whole, anchor: { ...anchorOf(5), text: anchorOf(5).text.replace('"v":1', '"v": 1') } }], "anchor"],
  ["a part that goes on elsewhere", [{ ...whole, links: whole.links.slice(0, 1), anchor: undefined }, { ...whole, from: 4, prev: at(3).hash, links: whole.links.slice(2) }], "gap"],
];
test.each(TAMPERED)("[AP1] %s is noticed, and nothing of it is proven", (_how, runs, why) => {
  const { faults, proven } = judged(...runs);
  expect([faults.at(-1), proven]).toEqual([why, []]);
});
