import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { BankId } from "../../../shared/kernel/ids.ts";
import { ok, type Result } from "../../../shared/kernel/result.ts";
import type { Verdict } from "../../../shared/sync/protocol.ts";
import type { DataScope, Store } from "../../store/store.ts";
import { decideAndWrite } from "./decide-and-write.ts";
import { keptToVerdict } from "./draft.ts";
import { openLines, type ReadPush } from "./open-lines.ts";
import type { RegistrationContext } from "./register.ts";

export type PushOutcome = Result<{ readonly have: number; readonly verdicts: readonly Verdict[] }, CodedError>;

const NO_ANSWERS: ReadonlyMap<ReadPush, readonly Verdict[]> = new Map();

/**
 * Pushes of one bank in one transaction ([SY10]), in order of their replicas. A push that is refused as a whole (gap, fork, signature) is
 * its own outcome and has no effect; the others go on.
 */
export async function processPushes(store: Store, bank: BankId, pushes: readonly ReadPush[], context: RegistrationContext): Promise<readonly PushOutcome[]> {
  return await store.push(scopeOf(bank, pushes), async (tx) => {
    const lines = await openLines(tx, pushes);
    const open = lines.filter((line) => line.ok).map((line) => line.value);
    const working = open.filter((line) => line.fresh.length > 0);
    const answers = working.length === 0 ? NO_ANSWERS : await decideAndWrite(tx, working, context);
    return lines.map((line): PushOutcome => {
      if (!line.ok) return line;
      const { push, kept, replica, fresh } = line.value;
      const repeats = kept.map((row): Verdict => ({ kind: "duplicate", first: keptToVerdict(row) }));
      return ok({ have: fresh.at(-1)?.seq ?? replica.have, verdicts: [...repeats, ...(answers.get(push) ?? [])] });
    });
  });
}

function scopeOf(bank: BankId, pushes: readonly ReadPush[]): DataScope {
  return { bank, branches: [...new Set(pushes.flatMap((push) => push.caller.branches.map((branch) => branch.id)))], persons: [...new Set(pushes.map((push) => push.caller.user))] };
}
