import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type BankId, type BranchId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { PushAnswer, PushRequest, SealedAnswer } from "../../../shared/sync/protocol.ts";
import type { SealedPart } from "../../../shared/sync/sealed-part.ts";
import type { SealingKey, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import type { Caller } from "../services.ts";
import { openPart } from "./open-part.ts";

export type TakingParts = {
  readonly store: Pick<Store, "findReplicaOwner">;
  readonly centre: Pick<Centre, "id" | "epoch">;
  readonly keys: readonly SealingKey[];
  readonly push: (author: Caller, request: PushRequest) => Promise<Result<PushAnswer, CodedError>>;
};

/**
 * [OB2] [OB3] A sealed part as if its author had pushed it: her replica's own key signed it, and her rights decide. `carrier` proves only who
 * brought it; the administrator at the server's command line has none. A repeat is harmless: the line answers with its first verdicts.
 */
export async function takePart({ store, centre, keys, push }: TakingParts, carrier: Caller | undefined, part: SealedPart): Promise<Result<SealedAnswer, CodedError>> {
  if (part.centre !== centre.id) return err({ code: "G8002" });
  if (part.epoch !== centre.epoch.id) return err({ code: "G8003" });
  const opened = openPart(keys, part);
  if (!opened.ok) return opened;
  const { bank, push: request } = opened.value;
  if (carrier !== undefined && carrier.bank?.id !== bank) return err({ code: "G3002" });
  const author = await findAuthor(store, bank, request.replica);
  if (author === undefined) return err({ code: "G8004" });
  const pushed = await push(author, request);
  if (!pushed.ok) return err(inCarriersWords(pushed.error, request));
  return ok({ epoch: centre.epoch, changes: request.changes.length, fresh: pushed.value.verdicts.filter((verdict) => verdict.kind !== "duplicate").length });
}

async function findAuthor(store: TakingParts["store"], bank: string, replica: string): Promise<Caller | undefined> {
  const row = await store.findReplicaOwner(bank, replica);
  if (row?.bank === undefined) return undefined;
  return { user: row.user, name: row.name, role: row.role, bank: { id: id<BankId>(row.bank.id), name: row.bank.name }, branches: row.branches.map((one) => ({ id: id<BranchId>(one.id), name: one.name })) };
}

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
