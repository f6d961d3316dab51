import type { BankId } from "../../../shared/kernel/ids.ts";
import { pushRequestSchema } from "../../../shared/sync/protocol.ts";
import type { QuarantineAnswer, QuarantineChangesAnswer } from "../../../shared/sync/quarantine-messages.ts";
import type { DataScope, Store } from "../../store/store.ts";
import type { Caller } from "../services.ts";

/** As much as one answer holds of the changes that wait. */
const PAGE_CHANGES = 200;
const PAGE_BYTES = 1024 * 1024;
/** Each of up to four megabytes: never all that waits at once. */
const PAGE_PUSHES = 3;

/** [QU2] What waits, of each replica, as far as the caller sees all its branches. */
export async function describeQuarantine(store: Pick<Store, "listQuarantine">, scope: DataScope, caller: Caller): Promise<QuarantineAnswer["waiting"]> {
  return (await store.listQuarantine(scope)).map(({ person, carriers, ...row }) => ({ ...row, user: person, carriers: [...carriers], mine: person === caller.user }));
}

/** The changes themselves, each once, in order, from behind `after` on; what she may not see is not there. */
export async function pageQuarantine(store: Pick<Store, "readQuarantine">, scope: DataScope & { readonly bank: BankId }, { of, after }: { readonly of: string; readonly after: number }): Promise<Omit<QuarantineChangesAnswer, "epoch">> {
  const changes: QuarantineChangesAnswer["changes"] = [];
  let [last, bytes] = [after, 0];
  const pushes = await store.readQuarantine(scope, of, after, PAGE_PUSHES + 1);
  for (const { first, push } of pushes.slice(0, PAGE_PUSHES)) {
    for (const [index, { head, body }] of pushRequestSchema.parse(JSON.parse(push)).changes.entries()) {
      const seq = first + index;
      if (seq <= last) continue;
      bytes += head.length + body.length;
      if (changes.length > 0 && (changes.length >= PAGE_CHANGES || bytes > PAGE_BYTES)) return { changes, more: true };
      changes.push({ seq, head, body });
      last = seq;
    }
  }
  return { changes, more: pushes.length > PAGE_PUSHES };
}
