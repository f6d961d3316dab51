import type { Desk } from "./desk.ts";

const SHOWN = 200;

export async function refreshWaiting(desk: Desk): Promise<void> {
  const waiting = await desk.ask("sync.waiting", { limit: SHOWN });
  if (waiting !== undefined) desk.set({ waiting });
}

export async function syncNow(desk: Desk): Promise<void> {
  const sync = await desk.ask("sync.now", undefined);
  if (sync !== undefined) desk.set({ sync });
  await refreshWaiting(desk);
}
