import type { PullRequest } from "../../../../shared/sync/protocol.ts";
import { boundedNote } from "../../../../shared/sync/workstation-note.ts";
import { countUnanswered } from "../../db/outbox.ts";
import type { ExchangeContext } from "./context.ts";

/** Version, clock and disk, and what waits once `leaving` have left. */
export function noteOfSelf({ desk, centre, version, diskFreeMib }: ExchangeContext, leaving: number): NonNullable<PullRequest["workstation"]> {
  const { changes, oldestAt } = countUnanswered(desk.db.read);
  const waiting = Math.max(0, changes - leaving);
  return boundedNote({ version, waiting, oldestAt: waiting === 0 ? undefined : oldestAt, clockOffMs: centre.clockOffMs(), diskFreeMib: diskFreeMib(), release: centre.releaseNote() });
}
