import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../shared/kernel/ids.ts";
import type { Result } from "../../shared/kernel/result.ts";
import { bodyHashOf, changeHashOf, pushSigningText, ZERO_HASH, type Head, type Sealed } from "../../shared/sync/change.ts";
import type { FirstVerdict, PushAnswer, PushRequest, Verdict } from "../../shared/sync/protocol.ts";
import { sha256 } from "../domain/sha256.ts";
import type { Caller, Services } from "../domain/services.ts";

export const newId = (): string => uuidV7(Date.now(), randomBytes(16));

export type Intention = { readonly kind: string; readonly file: string; readonly body?: unknown; readonly rawBody?: string; readonly base?: number; readonly change?: string; readonly mends?: string; readonly branch?: string; readonly head?: Partial<Head> };

/** A replica as tests need one: seals changes into its line, signs pushes, and can be made to do it wrongly. */
export type Workstation = ReturnType<typeof createWorkstation>;

type Address = { readonly centre: string; readonly epoch: string };

export function createWorkstation(firstServices: Services, caller: Caller, firstAddress: Address, keys = generateKeyPairSync("ed25519")) {
  let services = firstServices;
  let address = firstAddress;
  const replica = newId();
  let seq = 0;
  let last = ZERO_HASH;
  const sealed: Sealed[] = [];

  function seal(one: Intention): Sealed & { readonly change: string } {
    seq += 1;
    const body = one.rawBody ?? JSON.stringify(one.body ?? {});
    const salt = randomBytes(16).toString("hex");
    const head: Head = {
      v: 1, bank: caller.bank?.id ?? newId(), branch: one.branch ?? caller.branches[0]?.id ?? newId(), file: one.file, change: one.change ?? newId(), replica, seq, prev: last,
      kind: one.kind, kindVersion: 1, base: one.base ?? 0, author: caller.user, madeAt: Date.now(), rules: "pge@1", reference: "1", bodyHash: bodyHashOf(sha256, salt, body),
      ...(one.mends === undefined ? {} : { mends: one.mends }), ...one.head,
    };
    return keep({ head: JSON.stringify(head), body, salt }, head.change);
  }
  function keep(one: Sealed, change: string): Sealed & { readonly change: string } {
    last = changeHashOf(sha256, one.head);
    sealed.push(one);
    return { ...one, change };
  }
  /** Changes from number `first` on, signed. */
  const requestFrom = (first: number, changes: readonly Sealed[] = sealed.slice(first - 1), key: KeyObject = keys.privateKey): PushRequest => {
    const tip = changes.at(-1);
    const lastHash = tip === undefined ? ZERO_HASH : changeHashOf(sha256, tip.head);
    const text = pushSigningText({ ...address, replica, first, last: first + changes.length - 1, lastHash });
    return { protocol: 1, ...address, replica, first, changes: [...changes], signature: sign(null, Buffer.from(text), key).toString("base64url") };
  };

  return {
    replica, caller, address: firstAddress, keys, seal,
    /** From here on it speaks to the centre as it came back from a restore. */
    moveTo: (restored: { readonly services: Services; readonly address: Address }) => {
      services = restored.services;
      address = restored.address;
    },
    /** Offers its changes from number `first` on again, each with the verdict it had. */
    reoffer: (first: number, told: readonly FirstVerdict[]) => {
      const request = requestFrom(first, sealed.slice(first - 1, first - 1 + told.length));
      return services.reoffer(caller, { ...request, changes: request.changes.map((change, i) => ({ ...change, verdict: told[i] ?? { kind: "refused", code: "G5001", fields: [], params: {} } })) });
    },
    /** Puts a raw change into the line as if it were sealed: for texts that `seal` would never write. */
    keepRaw: (one: Sealed, change = newId()) => { seq += 1; return keep(one, change); },
    enrol: () => services.enrol(caller, { protocol: 1, centre: address.centre, replica, publicKey: keys.publicKey.export({ format: "jwk" }).x ?? "", device: "test" }),
    requestFrom,
    /** As a replica that was sent away signs what it asks and says: `key` in place of its own. */
    signed: (text: string, key: KeyObject = keys.privateKey) => sign(null, Buffer.from(text), key).toString("base64url"),
    nextSeq: () => seq + 1,
    lastHash: () => last,
    push: (first: number): Promise<Result<PushAnswer, CodedError>> => services.push(caller, requestFrom(first)),
    /** Seals and sends, expecting to be answered. */
    send: async (...intentions: readonly Intention[]): Promise<readonly Verdict[]> => {
      const first = seq + 1;
      for (const one of intentions) seal(one);
      const answer = await services.push(caller, requestFrom(first));
      if (!answer.ok) throw new Error(`push refused: ${JSON.stringify(answer.error)}`);
      return answer.value.verdicts;
    },
    pull: (cursors: readonly { readonly branch: string; readonly n: number; readonly at?: string }[], limit = 1_000) => services.pull(caller, { protocol: 1, ...address, replica, cursors: [...cursors], limit }),
    buckets: (branch: string) => services.buckets.hashes(caller, { protocol: 1, ...address, replica, branch }),
    bucketList: (branch: string, buckets: readonly number[], limit = 2_000, after?: string) => services.buckets.list(caller, { protocol: 1, ...address, replica, branch, buckets: [...buckets], limit, ...(after === undefined ? {} : { after }) }),
    bucketFiles: (branch: string, files: readonly string[]) => services.buckets.files(caller, { protocol: 1, ...address, replica, branch, files: [...files] }),
    snapshot: (branch: string, limit = 1_000, more: { readonly after?: string; readonly n?: number } = {}) => services.snapshot(caller, { protocol: 1, ...address, replica, branch, limit, ...more }),
  };
}
