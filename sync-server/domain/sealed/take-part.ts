import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type BankId, type BranchId } from "../../../shared/kernel/ids.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { PushAnswer, PushRequest, SealedAnswer } from "../../../shared/sync/protocol.ts";
import type { SealedPart } from "../../../shared/sync/sealed-part.ts";
import type { PersonRow, SealingKey, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { keepQuarantined } from "../quarantine/keep-quarantined.ts";
import { refuseAddress } from "../check-address.ts";
import type { Caller } from "../services.ts";
import { openPart } from "./open-part.ts";

export type TakingParts = {
  readonly store: Pick<Store, "findReplicaHolder" | "push">;
  readonly centre: Centre;
  readonly now: () => Instant;
  readonly keys: () => readonly SealingKey[];
  /** Reads the keys again, where a part names one that is not known. */
  readonly learn: () => Promise<void>;
  readonly push: (author: Caller, request: PushRequest) => Promise<Result<PushAnswer, CodedError>>;
};

/**
 * [OB2] [OB3] A sealed part as if its author had pushed it: her replica's own key signed it, and her rights decide. `carrier` proves only who
 * brought it; the administrator at the server's command line has none. A repeat is harmless: the line answers with its first verdicts. Of a replica that
 * was sent away it waits, without effect ([QU1]).
 */
export async function takePart({ store, centre, keys, learn, now, push }: TakingParts, carrier: Caller | undefined, part: SealedPart): Promise<Result<SealedAnswer, CodedError>> {
  if (part.centre !== centre.id) return err({ code: "G8002" });
  if (part.epoch !== centre.epoch.id) return err({ code: "G8003" });
  if (!keys().some(({ kid }) => kid === part.kid)) await learn();
  const opened = openPart(keys(), part);
  if (!opened.ok) return opened;
  const { bank, push: request } = opened.value;
  if (carrier !== undefined && carrier.bank?.id !== bank) return err({ code: "G3002" });
  const holder = await store.findReplicaHolder(bank, request.replica);
  if (holder === undefined) return err({ code: "G8004" });
  const bankId = id<BankId>(bank);
  if (holder.away !== undefined) {
    const refusal = refuseAddress(centre, request);
    const kept = refusal === undefined ? await keepQuarantined({ store, bank: bankId, author: holder.person, why: holder.away, carrier: carrier?.user, at: now() }, request) : err(refusal);
    return kept.ok ? ok({ epoch: centre.epoch, changes: request.changes.length, fresh: kept.value.fresh, quarantined: true }) : err(inCarriersWords(kept.error, request));
  }
  const pushed = await push(toCaller(holder.person), request);
  if (!pushed.ok) return err(inCarriersWords(pushed.error, request));
  return ok({ epoch: centre.epoch, changes: request.changes.length, fresh: pushed.value.verdicts.filter((verdict) => verdict.kind !== "duplicate").length });
}

const toCaller = ({ user, name, role, bank, branches, approvals }: PersonRow): Caller =>
  ({ user, name, role, bank: bank === undefined ? undefined : { id: id<BankId>(bank.id), name: bank.name }, branches: branches.map((one) => ({ id: id<BranchId>(one.id), name: one.name })), approvals });

/** What a push says to its author means something else to whoever carries it. */
function inCarriersWords(error: CodedError, { first }: PushRequest): CodedError {
  switch (error.code) {
    case "G3003": return { code: "G8004" };
    case "G4008": return { code: "G8005", params: { from: Number(error.params?.["have"] ?? 0) + 1, first } };
    case "G4010": return { code: "G8006" };
    case "G4011": return { code: "G8003" };
    default: return error;
  }
}
