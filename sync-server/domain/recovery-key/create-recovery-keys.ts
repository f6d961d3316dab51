import { mayDo } from "../../../shared/access/rights.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { uuidV7 } from "../../../shared/kernel/ids.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { PublishRecoveryKeyRequest, RecoveryKeyAnswer, RecoveryKeyRequest, RecoveryUsedRequest, WithdrawRecoveryKeyRequest } from "../../../shared/sync/recovery-key-messages.ts";
import type { RecoveryKeyStanding, RecoveryKeyWrite, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import type { DeviceGate } from "../devices/gate-devices.ts";
import type { Caller } from "../services.ts";
import { sayWord, standing } from "../two-persons.ts";

/** The key that a bank's administrators answer forgotten passphrases with: its public half, published at the word of two; and each use of it. */
export type RecoveryKeys = {
  readonly read: (caller: Caller, request: RecoveryKeyRequest) => Promise<Result<RecoveryKeyAnswer, CodedError>>;
  readonly publish: (caller: Caller, request: PublishRecoveryKeyRequest) => Promise<Result<RecoveryKeyAnswer, CodedError>>;
  readonly withdraw: (caller: Caller, request: WithdrawRecoveryKeyRequest) => Promise<Result<RecoveryKeyAnswer, CodedError>>;
  readonly used: (caller: Caller, request: RecoveryUsedRequest) => Promise<Result<{ readonly taken: true }, CodedError>>;
};
export type RecoveryKeyParts = {
  readonly store: Pick<Store, "recoveryKeyStanding" | "changeRecoveryKey" | "noteRecoveryUsed">; readonly centre: Centre; readonly now: () => Instant; readonly randomBytes: (length: number) => Uint8Array;
  readonly secondWordMs: number; readonly gate: Pick<DeviceGate, "refusePerson">;
};
type Decide = (now: RecoveryKeyStanding, at: Instant) => Result<RecoveryKeyWrite, CodedError>;

export function createRecoveryKeys({ store, centre, now, randomBytes, secondWordMs, gate }: RecoveryKeyParts): RecoveryKeys {
  const tell = (caller: Caller, known: RecoveryKeyStanding): RecoveryKeyAnswer => ({ epoch: centre.epoch, ...describe(caller, known, now()) });

  async function act(caller: Caller, request: RecoveryKeyRequest, decide: Decide): Promise<Result<RecoveryKeyAnswer, CodedError>> {
    const refusal = refuseAddress(centre, request);
    if (refusal !== undefined || caller.bank === undefined || !mayDo(caller.role, "recovery-key.decide")) return err(refusal ?? { code: "G3002" });
    const notYet = await gate.refusePerson(caller);
    if (notYet !== undefined) return err(notYet);
    const { id: bank } = caller.bank;
    const done = await store.changeRecoveryKey({ bank, branches: [], persons: [caller.user] }, (known) => {
      const answer = decide(known, now());
      return { change: answer.ok ? answer.value : {}, answer };
    });
    return done.ok ? ok(tell(caller, await store.recoveryKeyStanding(bank))) : done;
  }

  return {
    read: async (caller, request) => {
      const refusal = refuseAddress(centre, request);
      if (refusal !== undefined || caller.bank === undefined) return err(refusal ?? { code: "G3002" });
      return ok(tell(caller, await store.recoveryKeyStanding(caller.bank.id)));
    },
    publish: (caller, { x, ...request }) => act(caller, request, ({ published, word }, at) => {
      const last = published[0];
      if (last?.x === x) return err({ code: "G9503" });
      const n = (last?.n ?? 0) + 1;
      const open = standing(word, at);
      const said = sayWord(word, `${n} ${x}`, { person: caller.user, at, forMs: secondWordMs, newId: () => uuidV7(at, randomBytes(16)) });
      if (!said.ok) return said;
      return ok({ word: said.value.write, ...(said.value.done && open !== undefined ? { key: { n, x, at, askedBy: open.by, confirmedBy: caller.user } } : {}) });
    }),
    withdraw: (caller, request) => act(caller, request, ({ word }, at) => {
      const open = standing(word, at);
      return open === undefined ? err({ code: "G9503" }) : ok({ word: { settle: { id: open.id, as: "withdrawn", by: caller.user, at } } });
    }),
    used: async (caller, request) => {
      const refusal = refuseAddress(centre, request);
      if (refusal !== undefined || caller.bank === undefined) return err(refusal ?? { code: "G3002" });
      const { replica, request: asked, kid, at } = request;
      const noted = await store.noteRecoveryUsed({ bank: caller.bank.id, branches: [], persons: [caller.user] }, { person: caller.user, replica, request: asked, kid, usedAt: at, at: now() });
      return noted ? ok({ taken: true }) : err({ code: "G3003" });
    },
  };
}

function describe(caller: Caller, { published, word }: RecoveryKeyStanding, at: number): Omit<RecoveryKeyAnswer, "epoch"> {
  const open = standing(word, at);
  const may = !mayDo(caller.role, "recovery-key.decide") ? [] : open === undefined ? (["publish"] as const) : open.by === caller.user ? (["withdraw"] as const) : (["confirm", "withdraw"] as const);
  return {
    published: published.map(({ n, x, at: publishedAt, askedBy, confirmedBy }) => ({ n, x, at: publishedAt, askedBy: askedBy.name, confirmedBy: confirmedBy.name })),
    ...(open === undefined ? {} : { asked: { x: open.detail.slice(open.detail.indexOf(" ") + 1), by: word?.name ?? "", mine: open.by === caller.user, at: open.at, until: open.until } }),
    may: [...may],
  };
}
