import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { anchorSigningText, anchorText } from "../../../shared/audit/anchor.ts";
import { eventHashOf, linkAfter, NO_LINK, type AuditLink } from "../../../shared/audit/audit-link.ts";
import { id, type BankId, type ReplicaId, type UserId } from "../../../shared/kernel/ids.ts";
import { ok } from "../../../shared/kernel/result.ts";
import type { ProofAnswer, ProofRequest } from "../../../shared/sync/proof-messages.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";
import type { AskCentre } from "../administer/ask-centre.ts";
import { sql } from "../db/sql.ts";
import { generateReplicaKey } from "../keys/replica-key.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { proveLine } from "./prove-line.ts";

const uuid = (n: number): string => `018f0000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [bank, replica, centre, epoch] = [uuid(1), uuid(2), uuid(3), uuid(4)];
const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const hello = { centre, epoch: { n: 1, id: epoch }, receiptKeys: [{ kty: "OKP", crv: "Ed25519", x: publicKey.export({ format: "jwk" }).x ?? "", kid: "k" }] } as unknown as Hello;
const own = (first: number, last: number, hash = lineHash(last)): string => JSON.stringify({ replica_id: replica, first_seq: first, last_seq: last, last_hash: hash, signature: "s" });
const lineHash = (seq: number): string => sha256(`change ${seq}`);
const others = '{"replica_id":"somebody else"}';

/** A centre that answers from a chain of these events, anchored at these links. */
function auditOf(events: readonly string[], anchors: readonly number[]) {
  const links = events.reduce<AuditLink[]>((chain, body, at) => [...chain, linkAfter(chain.at(-1) ?? NO_LINK, { bank, kind: "changes.taken", at, body }, sha256)], []);
  const anchorAt = (n: number) => {
    const text = anchorText({ v: 1, centre, epoch: { n: 1, id: epoch }, n, hash: links[n - 1]?.hash ?? "", at: 7, before: null });
    return { text, kid: "k", signature: sign(null, Buffer.from(anchorSigningText(text)), privateKey).toString("base64url") };
  };
  const isOwn = ({ body }: AuditLink): boolean => body?.includes(replica) === true;
  return async ({ after, known }: Pick<ProofRequest, "after" | "known">): Promise<ProofAnswer> => {
    const runs: ProofAnswer["runs"] = [];
    let at = after;
    for (;;) {
      const first = links.find((link) => link.n > at && isOwn(link));
      const anchor = first === undefined ? undefined : anchors.find((n) => n >= first.n);
      if (first === undefined || anchor === undefined) break;
      runs.push({ from: first.n, prev: first.prev, links: links.filter(({ n }) => n >= first.n && n <= anchor).map((link) => (isOwn(link) ? { at: link.at, body: link.body ?? "" } : eventHashOf(link, sha256))), anchor: anchorAt(anchor) });
      at = anchor;
    }
    const waiting = links.filter((link) => link.n > at && isOwn(link)).map(({ body }) => JSON.parse(body ?? "") as { first_seq: number; last_seq: number }).map((one) => ({ first: one.first_seq, last: one.last_seq }));
    return { epoch: { n: 1, id: epoch }, anchored: anchors.length > 0, runs, waiting, ...(known === undefined ? {} : { knownHash: links[known - 1]?.hash ?? "" }) };
  };
}

let desk: TestDesk;
/** A line of six changes, five of them answered. */
beforeEach(async () => {
  desk = await openTestDesk("anne");
  desk.db.transaction((write) => {
    for (let seq = 1; seq <= 6; seq += 1) write.run(sql`INSERT INTO outbox (seq, change_id, file, kind, base, head, body, salt, hash, made_at) VALUES (${seq}, ${Buffer.from(String(seq).padStart(16))}, ${Buffer.alloc(16)}, 'edited', 0, '{}', '{}', '', ${lineHash(seq)}, 1)`);
    write.run(sql`UPDATE replica SET line_seq = 6, line_hash = ${lineHash(6)}, answered_seq = 5`);
  });
});
async function proven(answer: ReturnType<typeof auditOf>, of: Hello = hello) {
  const asked: AskCentre = async (ask) => {
    const reply = await ask("token", { protocol: 1, centre: id(centre), epoch: id(epoch) });
    if (reply.kind === "failed") throw new Error("failed");
    return ok(reply.value);
  };
  const told = await proveLine({ db: desk.db, replica: { replica: id<ReplicaId>(replica), bank: id<BankId>(bank), owner: "anne" as UserId, key: generateReplicaKey() }, hello: () => of, asked, transport: { proof: async (_token, request) => ({ kind: "answered", value: await answer(request) }) } });
  if (!told.ok) throw new Error(told.error.code);
  return told.value;
}
const whole = [others, own(1, 2), others, own(3, 3), own(4, 5), others];

test("[AP1] every answered change is proven from the chain, and what waits for its anchor is told; what was proven is not asked for again", async () => {
  expect(await proven(auditOf(whole, [4]))).toEqual({ anchored: true, before: 0, upTo: 3, anchoredAt: 7, waiting: 2, faults: [] });
  const asked: number[] = [];
  const later = auditOf(whole, [4, 6]);
  expect(await proven(async (page) => { asked.push(page.after); return await later(page); })).toMatchObject({ upTo: 5, waiting: 0, faults: [] });
  expect(asked).toEqual([4]);
});

test("[AP1] a centre that anchors nothing proves nothing, and what is older than its audit is told and no fault", async () => {
  expect(await proven(auditOf(whole, []))).toMatchObject({ anchored: false, upTo: 0, waiting: 5, faults: [] });
  expect(await proven(auditOf([own(4, 5)], [1]))).toMatchObject({ before: 3, upTo: 5, faults: [] });
});

test("[AP1] in another epoch the line is proven from its beginning: what was proven before may have been lost", async () => {
  await proven(auditOf(whole, [6]));
  const asked: unknown[] = [];
  const restored = auditOf(whole, [6]);
  await proven(async (page) => { asked.push(page.after, page.known); return await restored(page); }, { ...hello, epoch: { n: 2, id: uuid(5) } });
  expect(asked).toEqual([0, undefined]);
});

/** What a centre may have lost or altered, and how the first of it is named. */
const TAMPERED: readonly (readonly [how: string, before: readonly string[] | undefined, events: readonly string[], anchors: readonly number[], named: RegExp])[] = [
  ["a push in the middle that is not there", undefined, [own(1, 2), own(4, 5)], [2], /^change 3: answered by the centre, and not in its audit$/],
  ["the last push that is not there", undefined, [own(1, 2), own(3, 3)], [2], /^changes 4 to 5: answered/],
  ["another change in a change's place", undefined, [own(1, 2), own(3, 3, sha256("x")), own(4, 5)], [3], /^change 3: the centre's audit has another one in its place$/],
  ["a chain made anew since it was proven", whole, [others, others, ...whole], [8], /^audit link 6: the centre has another one now/],
  ["a chain that ends before what was proven", whole, whole.slice(0, 3), [3], /^audit link 6: the centre has another one now/],
];
test.each(TAMPERED)("[AP1] %s is named", async (_how, before, events, anchors, named) => {
  if (before !== undefined) await proven(auditOf(before, [6]));
  const { faults } = await proven(auditOf(events, anchors));
  expect(faults[0]).toMatch(named);
});

test("[AP1] a run that does not hold is named by its link, and nothing of it is remembered", async () => {
  const sound = auditOf(whole, [6]);
  const spoiled = async (page: Pick<ProofRequest, "after" | "known">): Promise<ProofAnswer> => {
    const answer = await sound(page);
    return { ...answer, runs: answer.runs.map((run) => ({ ...run, links: run.links.map((link, at) => (at === 1 ? sha256("x") : link)) })) };
  };
  expect((await proven(spoiled)).faults).toEqual(["audit link 6: does not lead to what the signed anchor holds"]);
  expect((await proven(sound)).faults).toEqual([]);
});
