import { bodyHashOf, changeHashOf, pushSigningText, type Sha256 } from "../sync/change-form.ts";
import { readHead } from "../sync/read-head.ts";
import { fromBase64url } from "./base64url.ts";
import type { CentreWord } from "./check-centre.ts";
import { broken, holds, unproven, type Finding } from "./finding.ts";
import { ENTRY, type History, type KeptChange, type SignedPush, type StatementFacts } from "./format.ts";
import type { JsonStep } from "./json-places.ts";
import type { Powers } from "./powers.ts";
import { parseJson } from "../kernel/json.ts";
import { isSignedByKey } from "./read-receipt.ts";

/** [EV6] Every change against its own hashes, against the centre's list, and against its author's signature. */
export function checkHistory(history: History, file: string, { claims, statement }: CentreWord, powers: Powers): readonly Finding[] {
  const sha256: Sha256 = (text) => powers.sha256(powers.encode(text));
  return [checkChanges(history, file, statement, sha256), checkPushes(history, statement, sha256, powers), checkChain(history, claims?.changeHash, sha256)];
}

const at = (...path: readonly JsonStep[]) => ({ entry: ENTRY.history, path });

function checkChanges({ changes, unknownVersions }: History, file: string, statement: StatementFacts | undefined, sha256: Sha256): Finding {
  for (const [index, change] of changes.entries()) {
    const wrong = wrongOf(change, file, sha256);
    if (wrong !== undefined) return broken("changes", wrong, at("changes", index, wrong === "body" ? "body" : "head"), { n: index + 1 });
  }
  if (statement !== undefined) {
    const length = Math.max(changes.length, statement.changes.length);
    for (let index = 0; index < length; index += 1) {
      const [is, should] = [changes[index], statement.changes[index]];
      if (is === undefined || should === undefined) return broken("changes", is === undefined ? "left-out" : "added", is === undefined ? at("changes") : at("changes", index), { n: index + 1 });
      if (is.replica !== should.replica || is.seq !== should.seq || is.hash !== should.hash) return broken("changes", "other", at("changes", index), { n: index + 1 });
      if (sha256(is.verdict ?? "") !== should.verdict) return broken("changes", "verdict", at("changes", index, "verdict"), { n: index + 1 });
    }
    return holds("changes", "stated", { n: changes.length });
  }
  return unknownVersions.length === 0 ? holds("changes", "here", { n: changes.length }) : unproven("changes", "gaps", { n: changes.length, unknown: unknownVersions.length });
}

/** A change whose texts could not be kept has its hash alone. */
function wrongOf(change: KeptChange, file: string, sha256: Sha256): "hash" | "body" | "head" | undefined {
  if (change.head === undefined) return undefined;
  if (changeHashOf(sha256, change.head) !== change.hash) return "hash";
  const head = readHead(parseJson(change.head));
  if (head === undefined || head.replica !== change.replica || head.seq !== change.seq || head.file !== file) return "head";
  if (change.body === undefined || change.salt === undefined) return undefined;
  return bodyHashOf(sha256, change.salt, change.body) === head.bodyHash ? undefined : "body";
}

/** Each change under a signature of its author's workstation: itself, or by the heads between it and the last of its push. Whose key that is, the centre's statement says. */
function checkPushes(history: History, statement: StatementFacts | undefined, sha256: Sha256, powers: Powers): Finding {
  const { changes, pushes, centre } = history;
  if (changes.length === 0 || statement === undefined || pushes.length === 0) return unproven("pushes", "not-told", { n: 0, of: changes.length });
  const keys = new Map(statement.replicas.map(({ replica, publicKey }) => [replica, publicKey]));
  const heads = headsOf(history);
  const isSigned = (push: SignedPush): boolean =>
    statement.epochs.some((epoch) => isSignedByKey(pushSigningText({ centre, epoch, ...push }), fromBase64url(push.signature), keys.get(push.replica), powers));
  // A push has up to hundreds of changes, and one signature.
  const signed = new Set<SignedPush>();
  let proven = 0;
  for (const change of changes) {
    const index = pushes.findIndex(({ replica, first, last }) => replica === change.replica && first <= change.seq && change.seq <= last);
    const push = pushes[index];
    if (push === undefined) continue;
    if (!signed.has(push) && !isSigned(push)) return broken("pushes", "forged", at("pushes", index, "signature"), { n: change.seq });
    signed.add(push);
    if (!leadsTo(change, push, heads, sha256)) return broken("pushes", "chain", at("pushes", index, "lastHash"), { n: change.seq });
    proven += 1;
  }
  return proven === changes.length ? holds("pushes", undefined, { n: proven }) : unproven("pushes", "some", { n: proven, of: changes.length });
}

/** Every head that is known, of this file's changes and of those between them, by its place in its line. */
const headsOf = ({ links, changes }: History): ReadonlyMap<string, string> =>
  new Map([...links, ...changes].flatMap(({ replica, seq, head }) => (head === undefined ? [] : [[`${replica} ${seq}`, head] as const])));

/** From a change to the end of its push: each head names the hash of the one before it. */
function leadsTo({ replica, seq, hash }: KeptChange, { last, lastHash }: SignedPush, heads: ReadonlyMap<string, string>, sha256: Sha256): boolean {
  let before = hash;
  for (let next = seq + 1; next <= last; next += 1) {
    const text = heads.get(`${replica} ${next}`);
    if (text === undefined || readHead(parseJson(text))?.prev !== before) return false;
    before = changeHashOf(sha256, text);
  }
  return before === lastHash;
}

/** [EV7] The receipt names the hash of the submission; through `prev` it fixes what went before it in the same line, as far back as the heads reach. */
function checkChain(history: History, receipted: string | undefined, sha256: Sha256): Finding {
  const { changes } = history;
  if (receipted === undefined) return unproven("chain", "no-receipt");
  const submitted = changes.find(({ hash }) => hash === receipted);
  if (submitted === undefined) return unproven("chain", "not-here");
  const heads = headsOf(history);
  const fixed = new Set<number>([submitted.seq]);
  for (let seq = submitted.seq; ; seq -= 1) {
    const [own, before] = [heads.get(`${submitted.replica} ${seq}`), heads.get(`${submitted.replica} ${seq - 1}`)];
    if (own === undefined || before === undefined) break;
    if (readHead(parseJson(own))?.prev !== changeHashOf(sha256, before)) {
      const index = changes.findIndex((one) => one.replica === submitted.replica && one.seq === seq - 1);
      return broken("chain", "broken", index < 0 ? at("links") : at("changes", index, "head"), { n: seq - 1 });
    }
    fixed.add(seq - 1);
  }
  const earlier = changes.filter(({ replica, seq }) => replica === submitted.replica && seq <= submitted.seq);
  const under = earlier.filter(({ seq }) => fixed.has(seq)).length;
  return under === earlier.length ? holds("chain", undefined, { n: under }) : holds("chain", "part", { n: under, of: earlier.length });
}
