import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Desk } from "./desk.ts";

const SHOWN = 200;

export async function refreshWaiting(desk: Desk): Promise<void> {
  const waiting = await desk.ask("sync.waiting", { limit: SHOWN });
  if (waiting !== undefined) desk.set({ waiting });
}

/** [WS17] The person agrees: what waits here leaves under a new identity. */
export async function reissue(desk: Desk): Promise<CodedError | undefined> {
  const answer = await desk.attempt("sync.reissue", undefined);
  if (!answer.ok) return answer.error;
  desk.set({ session: answer.value });
  await syncNow(desk);
  return undefined;
}

export async function syncNow(desk: Desk): Promise<void> {
  const sync = await desk.ask("sync.now", undefined);
  if (sync !== undefined) desk.set({ sync });
  await refreshWaiting(desk);
}
