import { useEffect, useState } from "react";
import type { CallInput } from "../../shared/bridge/contract.ts";
import type { InboxEntry, InboxPage } from "../../shared/bridge/inbox-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { coalesce } from "./coalesce.ts";
import { useDesk } from "./desk-context.tsx";
import type { Desk } from "./desk.ts";

const BURST_MS = 300;

/** The first `limit` things that need the advisor, asked again whenever something may have changed; undefined until the first answer. */
export function useInbox(limit: number): InboxPage | undefined {
  const desk = useDesk();
  const [page, setPage] = useState<InboxPage>();
  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const answer = await desk.ask("inbox.list", { offset: 0, limit });
      if (current && answer !== undefined) setPage(answer);
    };
    void load();
    const again = coalesce(() => { if (current) void load(); }, BURST_MS);
    const stops = [desk.bridge.on("files.changed", again), desk.bridge.on("documents.changed", again), desk.bridge.on("sync.status", again), desk.bridge.on("app.info", again)];
    return () => { current = false; stops.forEach((stop) => stop()); };
  }, [desk, limit]);
  return page;
}

/** What leaves the inbox because the person has looked; undefined where that says nothing. */
export function dismissalOf({ kind, file, other }: InboxEntry): Exclude<CallInput<"inbox.dismiss">, { readonly kind: "erased" }> | undefined {
  if (file === undefined) return undefined;
  if (kind === "duplicate") return other === undefined ? undefined : { kind, file, other: other.file };
  return kind === "amendment" || kind === "lost-file" || kind === "centre-act" ? { kind, file } : undefined;
}

/** Leaves the failure where the window tells it. */
export async function dismiss(desk: Desk, asked: CallInput<"inbox.dismiss">): Promise<void> {
  const done = await desk.attempt("inbox.dismiss", asked);
  if (!done.ok) desk.set({ failure: done.error });
}

export async function giveUp(desk: Desk, asked: CallInput<"inbox.giveUp">): Promise<CodedError | undefined> {
  const done = await desk.attempt("inbox.giveUp", asked);
  return done.ok ? undefined : done.error;
}
