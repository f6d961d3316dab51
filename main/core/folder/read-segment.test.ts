import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { expect, test } from "vitest";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import { bodyHashOf, changeHashOf, pushSigningText, ZERO_HASH, type Head, type Sealed } from "../../../shared/sync/change.ts";
import type { BranchKeys, PushRequest } from "../../../shared/sync/protocol.ts";
import { parseSegmentName, segmentName, type Segment } from "../../../shared/sync/segment.ts";
import { sha256 } from "../session/open-desk.ts";
import { readSegment, type SegmentContext } from "./read-segment.ts";
import { closeSegment } from "./segment-box.ts";

const newId = (): string => uuidV7(Date.now(), randomBytes(16));
const [bank, branch, centre, epoch, replica] = [newId(), newId(), newId(), newId(), newId()];
const pair = generateKeyPairSync("ed25519");
const key = { branch, id: newId(), secret: randomBytes(32).toString("base64url") };
const keys: BranchKeys = {
  epoch: { n: 1, id: epoch }, keys: [key], colleagues: [{ replica, user: "anne", publicKey: pair.publicKey.export({ format: "jwk" }).x ?? "", have: 0 }],
};
const context: SegmentContext = { keys, bank, centre, epoch, sha256 };

function line(count: number, over: Partial<Head> = {}): readonly Sealed[] {
  let prev = ZERO_HASH;
  return Array.from({ length: count }, (_, n) => {
    const [body, salt] = [JSON.stringify({ fields: { legalName: `Société n° ${n}` } }), randomBytes(16).toString("hex")];
    const head = JSON.stringify({
      v: 1, bank, branch, file: newId(), change: newId(), replica, seq: n + 1, prev, kind: "created", kindVersion: 1, base: 0, author: "anne", madeAt: 1, rules: "pge@1", reference: "1",
      bodyHash: bodyHashOf(sha256, salt, body), ...over,
    } satisfies Head);
    prev = changeHashOf(sha256, head);
    return { head, body, salt };
  });
}
function push(changes: readonly Sealed[], over: Partial<PushRequest> = {}, signer = pair.privateKey): PushRequest {
  const lastHash = changeHashOf(sha256, changes.at(-1)?.head ?? "");
  const text = pushSigningText({ centre, epoch, replica, first: 1, last: changes.length, lastHash });
  return { protocol: 1, centre, epoch, replica, first: 1, changes: [...changes], signature: sign(null, Buffer.from(text), signer).toString("base64url"), ...over };
}
const closed = (content: { readonly bank: string; readonly push: PushRequest }, by = key): Segment => closeSegment(by, randomBytes(32), content);
const told = (segment: unknown, within = context) => readSegment(typeof segment === "string" ? segment : JSON.stringify(segment), within);

test("[OB12] a segment of a colleague's own replica is read, change by change", () => {
  const changes = line(3);
  expect(told(closed({ bank, push: push(changes) }))).toMatchObject({ ok: true, value: { changes: changes.map((sealed, n) => ({ sealed, head: { seq: n + 1 } })) } });
});

test("[OB11] cut at any byte, or with any bit turned, it is left alone", () => {
  const text = JSON.stringify(closed({ bank, push: push(line(1)) }));
  for (let length = 0; length < text.length; length += 1) expect([length, told(text.slice(0, length)).ok]).toEqual([length, false]);
  const segment = closed({ bank, push: push(line(1)) });
  for (const field of ["box", "salt"] as const) {
    const bytes = Buffer.from(segment[field], "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const turned = Buffer.from(bytes);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect([field, bit, told({ ...segment, [field]: turned.toString("base64url") })]).toEqual([field, bit, { ok: false, error: "damaged" }]);
    }
  }
});

test("[OB12] nothing is believed that the author's replica did not sign, also of somebody who holds the branch's key", () => {
  const changes = line(2);
  const stranger = generateKeyPairSync("ed25519").privateKey;
  const wrong = {
    forged: [push(changes, {}, stranger), push(changes, { signature: push(line(2)).signature }), push(line(1, { author: "bruno" })), push(line(1, { branch: newId() })), push(line(1, { replica: newId() })), push(line(1, { bank: newId() })), push(changes.slice(0, 1), { signature: push(changes).signature })],
    damaged: [push(changes.toReversed()), push(changes, { first: 2 }), push(line(1, { bodyHash: "0".repeat(64) })), push(line(1, { kind: "granted" })), push([{ head: "{", body: "{}", salt: "0".repeat(32) }])],
    stranger: [push(changes, { replica: newId() })],
    "other-centre": [push(changes, { centre: newId() }), push(changes, { epoch: newId() })],
  } as const;
  for (const [reason, pushes] of Object.entries(wrong)) for (const one of pushes) expect(told(closed({ bank, push: one }))).toEqual({ ok: false, error: reason });
  expect(told(closed({ bank: newId(), push: push(changes) }))).toEqual({ ok: false, error: "other-centre" });
});

test("[OB10] a key of another branch, or one that was never told here, opens nothing", () => {
  const content = { bank, push: push(line(1)) };
  expect(told(closed(content, { ...key, id: newId() }))).toEqual({ ok: false, error: "no-key" });
  expect(told(closed(content, { ...key, branch: newId() }))).toEqual({ ok: false, error: "no-key" });
  expect(told(closed(content, { ...key, secret: randomBytes(32).toString("base64url") }))).toEqual({ ok: false, error: "damaged" });
  expect(told({ ...closed(content), v: 2 })).toEqual({ ok: false, error: "foreign" });
});

test("[OB11] a file's name says whose and which changes, and nothing else is a name", () => {
  const name = segmentName({ replica, first: 1, last: 12 });
  expect(parseSegmentName(name)).toEqual({ replica, first: 1, last: 12 });
  for (const other of ["", `.${name}`, `${name}.tmp`, name.replace("guichet", "Guichet"), segmentName({ replica, first: 5, last: 4 }), segmentName({ replica: "x", first: 1, last: 1 }), `../${name}`, `${name}\n`]) expect([other, parseSegmentName(other)]).toEqual([other, undefined]);
});
