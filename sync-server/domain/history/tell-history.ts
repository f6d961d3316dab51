import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { historySigningText, type StatementFacts } from "../../../shared/evidence/format.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import { MAX_HISTORY_CHANGES, type HistoryAnswer, type HistoryRequest } from "../../../shared/sync/history-messages.ts";
import type { HistoryRow, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import type { ReceiptSigner } from "../receipt.ts";
import { refuseAddress } from "../check-address.ts";
import { scopeOf } from "../follow.ts";
import type { Caller } from "../services.ts";
import { sha256 } from "../sha256.ts";

export type HistoryParts = {
  readonly store: Pick<Store, "fileHistory" | "epochs">;
  readonly centre: Centre;
  /** Ed25519 by the centre's first receipt key, base64url. */
  readonly signer: () => Pick<ReceiptSigner, "kid" | "signText">;
  readonly now: () => Instant;
};
export type TellHistory = (caller: Caller, request: HistoryRequest) => Promise<Result<HistoryAnswer, CodedError>>;

/**
 * [HI1] All that this centre keeps of how a file was made, for who sees the file, and a statement of it that the centre signs: which changes with which verdicts, which keys signed them and
 * whose they are, and what the file is. G2008 not in her sight, G9743 longer than one answer.
 */
export function createTellHistory({ store, centre, signer, now }: HistoryParts): TellHistory {
  return async (caller, request) => {
    const [refusal, scope] = [refuseAddress(centre, request), scopeOf(caller)];
    if (refusal !== undefined) return err(refusal);
    if (scope === undefined) return err({ code: "G3002" });
    if (centre.recovering) return err({ code: "G5003" });
    const { asker, state, changes, links, pushes, replicas } = await store.fileHistory(scope, request.file, request.replica, MAX_HISTORY_CHANGES);
    if (asker === undefined) return err({ code: "G3003" });
    if (state === undefined) return err({ code: "G2008" });
    if (changes.length > MAX_HISTORY_CHANGES) return err({ code: "G9743", params: { limit: MAX_HISTORY_CHANGES } });
    const read = parseFileState(state);
    const at = now();
    const facts: StatementFacts = {
      v: 1, centre: centre.id, epochs: (await store.epochs()).map(({ id }) => id), bank: scope.bank, file: request.file,
      version: read.ok ? read.value.version : 0, stateHash: sha256(state), changes: changes.map(({ replica, seq, hash, verdict }) => ({ replica, seq, hash, verdict: sha256(verdict) })), replicas, asker, at,
    };
    const text = JSON.stringify(facts);
    const { kid, signText } = signer();
    const statement = { text, kid, signature: await signText(historySigningText(text)) };
    return ok({ statement, state, changes: changes.map(toChange), links: [...links], pushes: [...pushes], at });
  };
}

const toChange = ({ replica, seq, hash, head, body, salt, verdict }: HistoryRow): HistoryAnswer["changes"][number] =>
  ({ replica, seq, hash, ...(head === null ? {} : { head }), ...(body === null ? {} : { body }), ...(salt === null ? {} : { salt }), verdict });
